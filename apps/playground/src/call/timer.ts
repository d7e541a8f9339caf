/** The time, and what is to be done later. */
export interface Timer {
  /** In milliseconds, from any beginning. */
  now(): number;
  /** Does it once, after so many milliseconds. The returned function takes it back. */
  after(durationMs: number, act: () => void): () => void;
}

/** The browser's own. */
export const systemTimer: Timer = {
  now: () => performance.now(),
  after(durationMs, act) {
    const timeout = setTimeout(act, durationMs);
    return () => clearTimeout(timeout);
  },
};
