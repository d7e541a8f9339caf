/** Notices that no more text comes for now. */
import type { Clock } from '../../../clock.js';

export interface Lull {
  /** Text came: the wait begins anew. */
  restart(): void;
  /** There is nothing to wait for. */
  cancel(): void;
}

/** Calls back once it has been quiet for so long after text. */
export function createLull(durationMs: number, clock: Clock, onLull: () => void): Lull {
  let cancel = () => {};
  return {
    restart() {
      cancel();
      cancel = clock.after(durationMs, onLull);
    },
    cancel: () => cancel(),
  };
}
