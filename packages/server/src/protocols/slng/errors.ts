/** SLNG's words for what can go wrong: a status and a body in HTTP, an error message and a close code on the socket.
 *  The code of an error message decides whether a client tries again. */
import { SpeechError, type SpeechErrorCode } from '../../errors.js';
import type { Farewell, Visit } from '../protocol.js';
import { format, type ServerMessage } from './messages.js';
import { jsonResponse } from './response.js';

export type WireCode =
  | 'auth_error'
  | 'config_error'
  | 'invalid_request'
  | 'payload_too_large'
  | 'rate_limit'
  | 'idle_timeout_exceeded'
  | 'max_connection_duration_exceeded'
  | 'not_ready'
  | 'backpressure'
  | 'provider_error'
  | 'backend_error'
  | 'pronunciation_not_found';

interface WireError {
  readonly status: number;
  readonly code: WireCode;
  readonly close: number;
}

// status, code of the error message, close code where it ends the connection
const wire = {
  unauthorized: row(401, 'auth_error', 1008),
  forbidden: row(403, 'auth_error', 1008),
  'invalid-request': row(400, 'config_error', 1008),
  'unsupported-format': row(400, 'config_error', 1008),
  'voice-not-found': row(400, 'config_error', 1008),
  'not-found': row(404, 'config_error', 1008),
  'method-not-allowed': row(405, 'invalid_request', 1008),
  'unsupported-media-type': row(415, 'invalid_request', 1008),
  'invalid-message': row(400, 'invalid_request', 1008),
  'unsupported-message': row(400, 'invalid_request', 1008),
  'message-too-large': row(413, 'payload_too_large', 1009),
  'empty-text': row(400, 'invalid_request', 1008),
  'text-too-long': row(413, 'payload_too_large', 1009),
  'rate-limited': row(429, 'rate_limit', 1013),
  overloaded: row(503, 'rate_limit', 1013),
  'slow-reader': row(503, 'backpressure', 1013),
  'session-expired': row(408, 'max_connection_duration_exceeded', 1000),
  'going-away': row(503, 'backend_error', 1001),
  'synthesis-failed': row(502, 'provider_error', 1011),
  internal: row(500, 'backend_error', 1011),
} satisfies Record<SpeechErrorCode, WireError>;

/** After these the connection goes on. */
const forgiven: readonly WireCode[] = [
  'config_error',
  'invalid_request',
  'not_ready',
  'payload_too_large',
  'pronunciation_not_found',
  'backpressure',
];

/** An error for which this protocol has a word of its own, finer than the server's. */
export class SlngError extends SpeechError {
  readonly wireCode: WireCode;

  constructor(code: SpeechErrorCode, wireCode: WireCode, message: string) {
    super(code, message);
    this.wireCode = wireCode;
  }
}

/** Whether a client that is told of it may go on. */
export function isForgiven(error: SpeechError): boolean {
  return forgiven.includes(codeOf(error));
}

/** Whether it says that a message made no sense, as opposed to one that was understood and cannot be done. */
export function isNonsense(error: SpeechError): boolean {
  return codeOf(error) === 'invalid_request';
}

/** The error message of a conversation. */
export function errorMessage(error: SpeechError, requestId?: string): ServerMessage {
  const { message } = error;
  return {
    type: 'error',
    code: codeOf(error),
    message,
    ...(requestId !== undefined && { slng_request_id: requestId }),
  };
}

/** The error message, then the close frame. */
export function farewell(error: SpeechError, requestId?: string): Farewell {
  const code = codeOf(error);
  return {
    message: format(errorMessage(error, requestId)),
    code: wire[error.code].close,
    reason: `${code}: ${error.message}`,
  };
}

const titles: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Timeout',
  429: 'Too many requests',
  500: 'Internal server error',
  502: 'Provider error',
  503: 'Service unavailable',
};

/** The HTTP answer, also before an upgrade. What the client wrote wrong has another shape than all else, as at SLNG. */
export function refuse(error: SpeechError, visit: Visit): Response {
  const { status } = wire[error.code];
  const title = titles[status];
  const body =
    title === undefined
      ? { error: 'Validation error', status, details: error.message }
      : { error: title, message: error.message, statusCode: status };
  const headers: Record<string, string> = status === 429 || status === 503 ? { 'retry-after': '1' } : {};
  return jsonResponse({ ...body, code: codeOf(error), slng_request_id: visit.id }, visit, { status, headers });
}

function codeOf(error: SpeechError): WireCode {
  return error instanceof SlngError ? error.wireCode : wire[error.code].code;
}

function row(status: number, code: WireCode, close: number): WireError {
  return { status, code, close };
}
