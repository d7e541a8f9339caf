import { AbortError } from './errors.js';

/** A timer that is set to more fires at once, in every browser and in Node. */
export const longestTimerMs = 2 ** 31 - 1;

/** Settles after so many milliseconds; rejects with an AbortError as soon as the signal aborts. */
export function wait(durationMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(new AbortError(signal));
      return;
    }
    const abort = () => {
      clearTimeout(timer);
      reject(new AbortError(signal as AbortSignal));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, durationMs);
    signal?.addEventListener('abort', abort, { once: true });
  });
}
