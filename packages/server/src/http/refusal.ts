/** How a request is refused: in the protocol's words where its path belongs to one, plainly otherwise. */

import type { SpeechError, SpeechErrorCode } from '../errors.js';
import type { Protocol, Visit } from '../protocols/protocol.js';

const statuses = {
  unauthorized: 401,
  forbidden: 403,
  'invalid-request': 400,
  'unsupported-format': 400,
  'voice-not-found': 400,
  'not-found': 404,
  'method-not-allowed': 405,
  'unsupported-media-type': 415,
  'invalid-message': 400,
  'unsupported-message': 400,
  'message-too-large': 413,
  'empty-text': 400,
  'text-too-long': 413,
  'rate-limited': 429,
  overloaded: 503,
  'slow-reader': 408,
  'session-expired': 401,
  'going-away': 503,
  'synthesis-failed': 502,
  internal: 500,
} satisfies Record<SpeechErrorCode, number>;

/** A client that is turned away because we leave shall find another server, or this one again. */
const retryAfterSeconds = '5';

/** `headers` are the request's. */
export function refusal(protocol: Protocol | undefined, error: SpeechError, visit: Visit, headers: Headers): Response {
  const response = inWordsOf(protocol, error, visit, headers) ?? plainRefusal(error);
  if (error.code !== 'going-away' || response.headers.has('retry-after')) return response;
  return altered(response, response.status, { 'retry-after': retryAfterSeconds });
}

/** The same body under another status, with more headers. */
export function altered(response: Response, status: number, more: Readonly<Record<string, string>>): Response {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(more)) headers.set(name, value);
  return new Response(response.body, { status, headers });
}

function inWordsOf(protocol: Protocol | undefined, error: SpeechError, visit: Visit, headers: Headers) {
  try {
    return protocol?.refuse(error, visit, headers);
  } catch {
    return undefined;
  }
}

/** In no protocol's words. */
export function plainRefusal({ code, message }: SpeechError): Response {
  return Response.json({ error: { code, message } }, { status: statuses[code] });
}
