/** Counts what is still going on, so that a shutdown knows when it may end. */

export interface Occupancy {
  /** The returned function, called once or more, says that it is over. */
  enter(): () => void;
  /** Settles when nothing is going on. */
  empty(): Promise<void>;
}

export function createOccupancy(): Occupancy {
  let inside = 0;
  let waiting: (() => void)[] = [];

  function leave(): void {
    inside -= 1;
    if (inside > 0) return;
    for (const resolve of waiting) resolve();
    waiting = [];
  }

  return {
    enter() {
      inside += 1;
      let over = false;
      return () => {
        if (!over) leave();
        over = true;
      };
    },
    empty: () => (inside === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  };
}
