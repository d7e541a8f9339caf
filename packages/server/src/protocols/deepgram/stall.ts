/** A client that says Close and then does not read must not keep its session for ever. */
import type { Clock } from '../../clock.js';

export interface StallWatch {
  /** From now on something must go out every so often. */
  begin(): void;
  /** Something goes out. */
  progress(): void;
  /** Stops watching. */
  end(): void;
}

/** Calls `stalled` once nothing has gone out for so many seconds; null watches nothing. */
export function createStallWatch(seconds: number | null, clock: Clock, stalled: () => void): StallWatch {
  let cancel: (() => void) | undefined;
  const begin = () => {
    cancel?.();
    cancel = seconds === null ? undefined : clock.after(seconds * 1000, stalled);
  };
  return {
    begin,
    progress: () => cancel && begin(),
    end: () => cancel?.(),
  };
}
