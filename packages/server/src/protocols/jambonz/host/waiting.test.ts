import { expect, it } from 'vitest';
import { fakeClock } from '../../../testing/fake-clock.js';
import { atMost, elapsed, onAbort, unlessAborted } from './waiting.js';

const never = new Promise<never>(() => undefined);

it('waits until the promise settles or the signal aborts', async () => {
  const abort = new AbortController();
  expect(await unlessAborted(Promise.resolve(1), abort.signal)).toBe(1);
  await expect(unlessAborted(Promise.reject(new Error('no')), abort.signal)).rejects.toThrow('no');
  const waiting = unlessAborted(never, abort.signal);
  abort.abort();
  expect(await waiting).toBeUndefined();
  expect(await unlessAborted(never, abort.signal)).toBeUndefined();
});

it('waits for time, and leaves no timer behind', async () => {
  const clock = fakeClock();
  const abort = new AbortController();
  const [all, none] = [elapsed(100, clock, abort.signal), elapsed(200, clock, abort.signal)];
  clock.advance(100);
  expect(await all).toBe(true);
  abort.abort();
  expect(await none).toBe(false);
  expect(clock.waiting).toBe(0);
});

it('gives up at the latest after so long, or with the signal', async () => {
  const clock = fakeClock();
  const abort = new AbortController();
  const wait = (signal: AbortSignal) => new Promise<string>((resolve) => onAbort(signal, () => resolve('gave up')));
  const late = atMost(100, clock, abort.signal, wait);
  clock.advance(100);
  expect(await late).toBe('gave up');
  const aborted = atMost(100, clock, abort.signal, wait);
  abort.abort();
  expect(await aborted).toBe('gave up');
  expect(await atMost(100, clock, new AbortController().signal, async () => 'done')).toBe('done');
  expect(clock.waiting).toBe(0);
});
