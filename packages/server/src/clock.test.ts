import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { systemClock } from './clock.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const day = 86_400_000;

it('waits as long as it is told, also longer than a timer can', () => {
  for (const delayMs of [0, 10, 24 * day, 25 * day, 100 * day]) {
    let called = 0;
    systemClock.after(delayMs, () => {
      called += 1;
    });
    vi.advanceTimersByTime(Math.max(0, delayMs - 2));
    expect(called, `${delayMs} ms`).toBe(delayMs === 0 ? 1 : 0);
    vi.advanceTimersByTime(2);
    expect(called, `${delayMs} ms`).toBe(1);
  }
});

it('is cancelled at any time', () => {
  const called: number[] = [];
  for (const afterMs of [0, 30 * day]) {
    const cancel = systemClock.after(40 * day, () => called.push(afterMs));
    vi.advanceTimersByTime(afterMs);
    cancel();
  }
  vi.advanceTimersByTime(100 * day);
  expect(called).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});
