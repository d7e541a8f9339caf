/** Whose turn it is to speak in a call: nobody listens to who speaks at the same time. */

import type { Clock } from '../clock.js';

export interface Turns {
  /** The application is heard. */
  heard(): void;
  /** Settles when the application has spoken, since this was asked, and is silent; or has not begun to for long. */
  mine(): Promise<void>;
  /** Nobody's turn comes any more. */
  stop(): void;
}

const quietMs = 1000;
const patienceMs = 10_000;

/** One turn is waited for at a time. */
export function createTurns(clock: Clock): Turns {
  let heardMs = Number.NEGATIVE_INFINITY;
  let cancel = () => {};
  return {
    heard() {
      heardMs = clock.now();
    },
    mine() {
      const sinceMs = clock.now();
      return new Promise((resolve) => {
        const look = () => {
          const dueMs = heardMs >= sinceMs ? heardMs + quietMs : sinceMs + patienceMs;
          const leftMs = dueMs - clock.now();
          // Not all at once: what is heard in the meantime brings the turn nearer.
          if (leftMs > 0) cancel = clock.after(Math.min(leftMs, quietMs), look);
          else resolve();
        };
        look();
      });
    },
    stop: () => cancel(),
  };
}
