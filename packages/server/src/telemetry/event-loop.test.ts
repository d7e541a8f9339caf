import { expect, it } from 'vitest';
import { fakeClock } from '../testing/fake-clock.js';
import { watchEventLoop } from './event-loop.js';

it('lags after five bad seconds in a row, and no longer after a good one; a second that nobody saw is neither', () => {
  const clock = fakeClock();
  const delays = [10, 300, 300, 300, 300, 10, 300, 300, undefined, 300, 300, 300, 10];
  const left = [...delays];
  const measure = { take: () => left.shift(), close() {} };
  const watch = watchEventLoop({ clock, measure });
  const lagging = delays.map(() => {
    clock.advance(1000);
    return watch.lagging;
  });
  expect(lagging.map(Number).join('')).toBe('0000000000010');
  watch.close();
  expect(clock.waiting).toBe(0);
});

it('sees a loop that is blocked whenever it looks', async () => {
  const clock = fakeClock();
  const watch = watchEventLoop({ clock, maxDelayMs: 50, badSeconds: 1 });
  while (!watch.lagging) {
    const until = performance.now() + 100;
    while (performance.now() < until);
    // The monitor looks from a timer of its own.
    await new Promise((resolve) => setTimeout(resolve));
    clock.advance(1000);
  }
  watch.close();
});
