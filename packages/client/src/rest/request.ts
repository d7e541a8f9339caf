/** One HTTP request: its headers, its patience, and what its failure is called. */

import type { Addresses } from '../base-url.js';
import { AbortError, ConnectionError, GlottisError, TimeoutError } from '../errors.js';
import { longestTimerMs } from '../wait.js';
import { readUpTo } from './read-up-to.js';
import { maxRefusalBytes, toApiError } from './refusal.js';

/** What any call may be given besides its parameters. */
export interface RequestOptions {
  /** Stops the request, which rejects with an AbortError, and the body of its answer, which rejects with the bare reason. */
  readonly signal?: AbortSignal | undefined;
  /** How long to wait for the answer, in milliseconds; by default as long as the client's own `timeout`. */
  readonly timeout?: number | undefined;
}

export interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly query?: URLSearchParams;
  readonly body?: object;
  readonly accept: string;
}

/** Sends a call, and hands its successful answer to `read`, which the timeout still covers. */
export type Send = <T>(call: Call, options: RequestOptions, read: (response: Response) => Promise<T>) => Promise<T>;

export interface SendOptions {
  readonly addresses: Addresses;
  readonly apiKey: string | undefined;
  readonly fetch: typeof globalThis.fetch;
  readonly timeout: number;
}

/** The dialect of the wire that this client speaks, in REST and in sessions. */
export const apiVersion = '1.2';

export function createSend(client: SendOptions): Send {
  // Browsers refuse a `fetch` that is called as somebody's method.
  const { addresses, fetch } = client;
  return async (call, { signal, timeout = client.timeout }, read) => {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), Math.min(timeout, longestTimerMs));
    try {
      const response = await fetch(addresses.rest(call.path, call.query), {
        method: call.method,
        headers: headers(call, client.apiKey),
        body: call.body === undefined ? null : JSON.stringify(call.body),
        signal: signal === undefined ? patience.signal : AbortSignal.any([signal, patience.signal]),
      });
      if (!response.ok) throw await refused(response);
      return await read(response);
    } catch (cause) {
      if (cause instanceof GlottisError) throw cause;
      if (signal?.aborted) throw new AbortError(signal);
      if (patience.signal.aborted) throw new TimeoutError(`no answer within ${timeout} ms`);
      throw new ConnectionError('the server could not be reached, or broke off its answer', { cause });
    } finally {
      clearTimeout(timer);
    }
  };
}

/** Reads a JSON answer. Its shape is the server's promise. */
export async function readJson<T>(response: Response): Promise<T> {
  const body = await response.text();
  try {
    return JSON.parse(body) as T;
  } catch (cause) {
    throw new GlottisError('the server answered with something other than JSON; is baseURL right?', { cause });
  }
}

function headers({ accept, body }: Call, apiKey: string | undefined): Record<string, string> {
  return {
    accept,
    'lmnt-version': apiVersion,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(apiKey === undefined ? {} : { 'x-api-key': apiKey }),
  };
}

async function refused(response: Response): Promise<GlottisError> {
  const body = await readUpTo(response, maxRefusalBytes);
  return toApiError(response.status, (name) => response.headers.get(name) ?? undefined, body);
}
