/** Time that passes when the test says so. */
import type { Timer } from './timer.js';

export interface FakeTimer extends Timer {
  /** Lets time pass, and does what falls due on the way. */
  pass(durationMs: number): void;
  /** How many things are still to be done. */
  readonly pending: number;
}

export function fakeTimer(): FakeTimer {
  const due: { readonly atMs: number; readonly act: () => void }[] = [];
  let nowMs = 0;
  return {
    now: () => nowMs,
    after(durationMs, act) {
      const entry = { atMs: nowMs + durationMs, act };
      due.push(entry);
      return () => {
        const index = due.indexOf(entry);
        if (index !== -1) due.splice(index, 1);
      };
    },
    pass(durationMs) {
      const untilMs = nowMs + durationMs;
      for (;;) {
        due.sort((one, other) => one.atMs - other.atMs);
        const next = due[0];
        if (next === undefined || next.atMs > untilMs) break;
        due.shift();
        nowMs = next.atMs;
        next.act();
      }
      nowMs = untilMs;
    },
    get pending() {
      return due.length;
    },
  };
}
