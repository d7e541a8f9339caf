import { afterEach, expect, it, vi } from 'vitest';
import { wait } from './wait.js';

afterEach(() => vi.useRealTimers());

it('settles when the time is over, and keeps no hold of the signal', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { signal } = new AbortController();
  const removed = vi.spyOn(signal, 'removeEventListener');
  const waiting = wait(1000, signal);
  vi.advanceTimersByTime(1000);
  await waiting;
  expect(removed).toHaveBeenCalledOnce();
});

it('rejects as soon as the signal aborts, and leaves no timer', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const controller = new AbortController();
  const waiting = wait(1000, controller.signal);
  controller.abort('enough');
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError', cause: 'enough' });
  expect(vi.getTimerCount()).toBe(0);
});

it('rejects when the signal was aborted before', async () => {
  await expect(wait(1000, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
});
