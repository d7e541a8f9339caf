import type { Clock } from '../../clock.js';

export interface ProgressWatch {
  progress(): void;
  stop(): void;
}

const looks = 4;

/** Calls back once when there was no progress for `hangMs`, at most a quarter later. It looks a few times instead of
 *  waiting once: when the watching thread itself was held up, one look is late, and the progress that waits in its
 *  queue is seen before the next. */
export function watchProgress(hangMs: number, clock: Clock, onHang: () => void): ProgressWatch {
  let looksWithout = -1;
  let cancel = clock.after(hangMs / looks, look);

  function look(): void {
    looksWithout += 1;
    if (looksWithout >= looks) onHang();
    else cancel = clock.after(hangMs / looks, look);
  }

  return {
    progress() {
      looksWithout = -1;
    },
    stop: () => cancel(),
  };
}
