/** Waits, but not for ever. */

import type { Clock } from '../clock.js';

/** Settles with the promise, or after `limitMs`. Never rejects for being late. */
export async function settledWithin(clock: Clock, promise: Promise<unknown>, limitMs: number): Promise<void> {
  let cancel = () => {};
  const tooLate = new Promise<void>((resolve) => {
    cancel = clock.after(limitMs, resolve);
  });
  await Promise.race([promise, tooLate]);
  cancel();
}
