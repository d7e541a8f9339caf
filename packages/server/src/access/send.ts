/** One HTTP request to an address that was already chosen, and its answer as a web `Response`. */

import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { SpeechError } from '../errors.js';
import { type Address, pinned } from './destination.js';

/** The part of a request that is not its URL. */
export interface OutgoingInit {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'OPTIONS';
  readonly headers?: Readonly<Record<string, string>>;
  /** A stream is sent as it comes, and only as fast as the other end takes it. */
  readonly body?: string | Uint8Array | AsyncIterable<Uint8Array>;
  readonly signal?: AbortSignal;
  /** The operator wrote this URL down, no client did: its host need not be on the list of allowed ones. */
  readonly trusted?: boolean;
  /** The longest body that is read; unless given, the way out has one of its own. */
  readonly maxResponseBytes?: number;
}

/** Times in milliseconds, and the longest body that is read. */
export interface SendLimits {
  readonly idleMs: number;
  readonly deadlineMs: number;
  readonly maxResponseBytes: number;
}

/** Settles when the head of the answer is there. Whatever fails on the way is an `invalid-request` that does not repeat the URL. */
export async function send(
  url: URL,
  addresses: readonly Address[],
  init: OutgoingInit,
  limits: SendLimits,
): Promise<Response> {
  const deadline = AbortSignal.timeout(limits.deadlineMs);
  const signal = init.signal ? AbortSignal.any([init.signal, deadline]) : deadline;
  try {
    const answer = await exchange(url, addresses, init, signal, limits.idleMs);
    return toResponse(answer, init.maxResponseBytes ?? limits.maxResponseBytes);
  } catch (cause) {
    init.signal?.throwIfAborted();
    throw failed('did not answer', cause);
  }
}

function exchange(
  url: URL,
  addresses: readonly Address[],
  init: OutgoingInit,
  signal: AbortSignal,
  idleMs: number,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)({
      protocol: url.protocol,
      hostname: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port,
      path: url.pathname + url.search,
      method: init.method ?? (init.body === undefined ? 'GET' : 'POST'),
      headers: { 'accept-encoding': 'identity', ...authorization(url), ...init.headers },
      agent: false, // a kept connection might lead to an address that was never checked
      lookup: pinned(addresses),
      timeout: idleMs,
      signal,
    });
    request.on('response', resolve);
    request.on('error', reject);
    request.on('timeout', () => request.destroy(new Error('nothing came in time')));
    if (typeof init.body === 'object' && !(init.body instanceof Uint8Array)) {
      pipeline(Readable.from(init.body), request).catch(reject);
    } else {
      request.end(init.body);
    }
  });
}

function authorization(url: URL): Record<string, string> {
  if (url.username === '' && url.password === '') return {};
  const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

/** A redirect comes back as what it is: following it would lead to a host that nobody checked. */
function toResponse(answer: IncomingMessage, maxBytes: number): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) {
    for (const one of [value ?? []].flat()) headers.append(name, one);
  }
  const status = answer.statusCode ?? 502;
  const hasBody = ![204, 205, 304].includes(status);
  if (!hasBody) answer.resume();
  return new Response(hasBody ? bodyOf(answer, maxBytes) : null, { status, headers });
}

/** Read as it is asked for. Giving it up closes the connection, whether or not anything of it was read: a generator that was
 *  never begun, as `ReadableStream.from` has it, would never get to know. */
function bodyOf(answer: IncomingMessage, maxBytes: number): ReadableStream<Uint8Array> {
  const chunks = capped(answer, maxBytes);
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { value, done } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: () => void answer.destroy(),
    },
    { highWaterMark: 0 },
  );
}

/** Ends the connection at the cap. */
async function* capped(answer: IncomingMessage, maxBytes: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  try {
    for await (const chunk of answer as AsyncIterable<Uint8Array>) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) throw new SpeechError('message-too-large', `the URL's answer exceeds ${maxBytes} bytes`);
      yield chunk;
    }
  } catch (cause) {
    throw cause instanceof SpeechError ? cause : failed('broke off', cause);
  }
}

/** With the system's word (`ECONNREFUSED`) rather than its sentence, which would repeat the address. */
function failed(what: string, cause: unknown): SpeechError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return new SpeechError('invalid-request', `the URL's host ${what}${typeof code === 'string' ? ` (${code})` : ''}`, {
    cause,
  });
}
