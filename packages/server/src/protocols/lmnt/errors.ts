/** LMNT's words for what can go wrong: an error type everywhere, a status in HTTP, a close code on the socket. */
import type { SpeechError, SpeechErrorCode } from '../../errors.js';
import type { Farewell, Visit } from '../protocol.js';
import { type Dialect, isTyped } from './dialect.js';
import { type ErrorType, format } from './messages.js';
import { jsonResponse } from './response.js';
import { versionOf } from './version.js';

interface WireError {
  readonly type: ErrorType;
  readonly status: number;
  readonly close: number;
}

// LMNT closed with 1002 for whatever was wrong. Where the standard has a code that fits, clients cannot tell.
const wire = {
  unauthorized: row('authentication_error', 401, 1002),
  forbidden: row('permission_error', 403, 1002),
  'invalid-request': row('invalid_request_error', 400, 1002),
  'unsupported-format': row('invalid_request_error', 400, 1002),
  'voice-not-found': row('not_found_error', 404, 1002),
  'not-found': row('not_found_error', 404, 1002),
  'method-not-allowed': row('invalid_request_error', 405, 1002),
  'unsupported-media-type': row('invalid_request_error', 415, 1002),
  'invalid-message': row('invalid_request_error', 400, 1002),
  'unsupported-message': row('invalid_request_error', 400, 1002),
  'message-too-large': row('invalid_request_error', 413, 1009),
  'empty-text': row('invalid_request_error', 400, 1002),
  'text-too-long': row('invalid_request_error', 400, 1002),
  'rate-limited': row('rate_limit_error', 429, 1013),
  overloaded: row('rate_limit_error', 429, 1013),
  'slow-reader': row('invalid_request_error', 408, 1002),
  'session-expired': row('invalid_request_error', 408, 1002),
  'going-away': row('internal_server_error', 503, 1012),
  'synthesis-failed': row('internal_server_error', 500, 1011),
  internal: row('internal_server_error', 500, 1011),
} satisfies Record<SpeechErrorCode, WireError>;

/** How a request wants to be told what was wrong: LMNT's two generations, and the Vercel AI SDK, which names no version
 *  and reads a number. */
export type ErrorShape = 'typed' | 'text' | 'numbered';

/** The shape that a request's headers ask for. */
export function errorShapeOf(headers: Headers): ErrorShape {
  if (versionOf(headers.get('lmnt-version')) !== 'older') return 'typed';
  return headers.get('user-agent')?.includes('ai-sdk/lmnt') ? 'numbered' : 'text';
}

/** The HTTP answer. A client that may come back soon is told when. */
export function refusal(error: SpeechError, requestId: string, shape: ErrorShape): Response {
  const status = statusOf(error, shape);
  const headers: Record<string, string> =
    status === 429 || status === 503 ? { 'retry-after': '1', 'retry-after-ms': '1000' } : {};
  return jsonResponse(bodyOf(error, status, requestId, shape), requestId, { status, headers });
}

/** The same, in the shape that the request's headers ask for. */
export function refuse(error: SpeechError, visit: Visit, headers: Headers): Response {
  return refusal(error, visit.id, errorShapeOf(headers));
}

/** How a conversation in this dialect ends that failed. */
export function farewellIn(dialect: Dialect, error: SpeechError, requestId: string): Farewell {
  const { type, close } = wire[error.code];
  const message = messageOf(error);
  const said = isTyped(dialect)
    ? format({ type: 'error', error: { type, message }, request_id: requestId })
    : format({ error: message });
  return { message: said, code: close, reason: message };
}

/** Before version 1.1, bad credentials were 403. */
function statusOf({ code }: SpeechError, shape: ErrorShape): number {
  return code === 'unauthorized' && shape !== 'typed' ? 403 : wire[code].status;
}

function bodyOf(error: SpeechError, status: number, requestId: string, shape: ErrorShape): unknown {
  const message = messageOf(error);
  switch (shape) {
    case 'typed':
      return { type: 'error', error: { type: wire[error.code].type, message, code: status }, request_id: requestId };
    case 'numbered':
      return { error: { message, code: status } };
    case 'text':
      return { error: message };
  }
}

/** LMNT's own sentence where people look for it. */
function messageOf({ code, message }: SpeechError): string {
  return code === 'unauthorized' ? 'Invalid API key' : message;
}

function row(type: ErrorType, status: number, close: number): WireError {
  return { type, status, close };
}
