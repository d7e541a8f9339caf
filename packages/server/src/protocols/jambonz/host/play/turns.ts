/** Long work, done in short turns: nobody's audio waits for it, and two who do such work take turns with each other. */
import { setImmediate } from 'node:timers/promises';

/** What one turn of the event loop may be kept busy for. */
const maxTurnMs = 4;

/** Whoever asked last; who asks next is behind them, a turn of the event loop later. */
let last: Promise<unknown> = Promise.resolve();

/** Called between two small steps of the work. Settles at once until the turn is used up, and then in a turn of its own. `now` is
 *  in milliseconds. */
export function createTurns(now: () => number = () => performance.now()): () => Promise<void> {
  let beganMs = now();
  return async () => {
    if (now() - beganMs < maxTurnMs) return;
    last = last.then(() => setImmediate());
    await last;
    beganMs = now();
  };
}
