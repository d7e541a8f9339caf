/** Waiting that ends as soon as nobody wants the result any more. */
import type { Clock } from '../../../clock.js';

/** Settles as the promise does, or with undefined once the signal aborts; what the promise comes to then is of no interest. */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  let stop = () => {};
  const aborted = new Promise<undefined>((resolve) => {
    stop = onAbort(signal, () => resolve(undefined));
  });
  return Promise.race([promise, aborted]).finally(stop);
}

/** Settles `true` after that long, `false` once the signal aborts before. */
export async function elapsed(durationMs: number, clock: Clock, signal: AbortSignal): Promise<boolean> {
  let cancel = () => {};
  const over = new Promise<true>((resolve) => {
    cancel = clock.after(durationMs, () => resolve(true));
  });
  try {
    return (await unlessAborted(over, signal)) ?? false;
  } finally {
    cancel();
  }
}

/** Calls back when the signal aborts, at once where it has; the returned function ends the interest. */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  if (signal.aborted) {
    callback();
    return () => {};
  }
  signal.addEventListener('abort', callback, { once: true });
  return () => signal.removeEventListener('abort', callback);
}

/** Waits with a signal that aborts like the given one, and at the latest after that long. */
export async function atMost<T>(
  durationMs: number,
  clock: Clock,
  signal: AbortSignal,
  wait: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const own = new AbortController();
  const stop = onAbort(signal, () => own.abort());
  const cancel = clock.after(durationMs, () => own.abort());
  try {
    return await wait(own.signal);
  } finally {
    stop();
    cancel();
  }
}
