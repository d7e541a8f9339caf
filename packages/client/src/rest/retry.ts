import { ApiError, ConnectionError, TimeoutError } from '../errors.js';
import { wait } from '../wait.js';
import type { RequestOptions } from './request.js';

const retries = 2;
const firstDelayMs = 500;
/** Whoever is asked to wait longer than this is told of the refusal instead. */
const longestDelayMs = 60_000;

/** Tries again what reads and changes nothing. Speech never comes this way: nothing may be spoken twice. */
export async function retry<T>(attempt: () => Promise<T>, { signal }: RequestOptions): Promise<T> {
  for (let failures = 0; ; failures += 1) {
    try {
      return await attempt();
    } catch (error) {
      const delayMs = failures < retries ? delayBeforeNext(error, failures) : undefined;
      if (delayMs === undefined) throw error;
      await wait(delayMs, signal);
    }
  }
}

function delayBeforeNext(error: unknown, failures: number): number | undefined {
  if (!isPassing(error)) return undefined;
  const asked = error instanceof ApiError ? error.retryAfterMs : undefined;
  if (asked !== undefined) return asked <= longestDelayMs ? asked : undefined;
  // Clients that failed together must not come back together.
  return firstDelayMs * 2 ** failures * (0.75 + Math.random() / 4);
}

function isPassing(error: unknown): boolean {
  if (error instanceof ApiError) return error.status === 408 || error.status === 429 || error.status >= 500;
  return error instanceof ConnectionError && !(error instanceof TimeoutError);
}
