/** Lets everything that is written in one turn of the event loop leave in one system call: `write` is what sending
 *  audio costs most. */

export interface Corked {
  uncork(): void;
}

let corked: Corked[] = [];

/** Calls `uncork` once the promises that can settle now have settled. */
export function uncorkSoon(member: Corked): void {
  if (corked.push(member) === 1) process.nextTick(uncorkAll);
}

function uncorkAll(): void {
  const members = corked;
  corked = [];
  for (const member of members) member.uncork();
}
