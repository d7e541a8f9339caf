/** A band of the last levels, which moves on with the time. */

export interface Trace {
  /** Oldest first. */
  readonly levels: readonly number[];
  /** Moves on to this time. The level is that since the last time. */
  follow(nowMs: number, level: number): void;
  /** As if nothing had ever been heard. */
  empty(): void;
}

/** `count` levels, each of which stands for `stepMs`. */
export function createTrace(count: number, stepMs: number): Trace {
  const levels: number[] = Array(count).fill(0);
  let steps: number | undefined;
  let highest = 0;
  return {
    levels,
    follow(nowMs, level) {
      const now = Math.floor(nowMs / stepMs);
      highest = Math.max(highest, level);
      // However long nobody looked, no more than all of it can be new.
      const due = Math.min(count, now - (steps ?? now - 1));
      steps = now;
      if (due <= 0) return;
      for (let step = 0; step < due; step += 1) levels.push(highest);
      levels.splice(0, due);
      highest = 0;
    },
    empty() {
      levels.fill(0);
      steps = undefined;
      highest = 0;
    },
  };
}
