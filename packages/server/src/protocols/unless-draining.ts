import type { MessageSocket } from './protocol.js';

/** Settles as `waiting` does, or fails with the reason for draining where the server stops first: nothing is owed to a
 *  client that has not begun. */
export async function unlessDraining<T>({ draining }: MessageSocket, waiting: Promise<T>): Promise<T> {
  let leave = () => {};
  const drained = new Promise<never>((_, reject) => {
    leave = () => reject(draining.reason);
    draining.addEventListener('abort', leave, { once: true });
    if (draining.aborted) leave();
  });
  return Promise.race([waiting, drained]).finally(() => draining.removeEventListener('abort', leave));
}
