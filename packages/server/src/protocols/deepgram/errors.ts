/** Deepgram's words for what can go wrong: a status and `err_code` in HTTP, a close code and reason on the socket. */
import { SpeechError, type SpeechErrorCode } from '../../errors.js';
import type { Farewell, Visit } from '../protocol.js';
import { headerText, jsonResponse } from './response.js';

interface WireError {
  readonly status: number;
  readonly errCode: string;
  readonly close: number;
  /** The word that the close reason begins with. */
  readonly reason: string;
  /** Deepgram's own sentence, where clients or people look for it. It stands before ours, or in its place. */
  readonly sentence?: { readonly text: string; readonly instead: boolean };
}

// status, err_code, close code, the word its reason begins with, Deepgram's own sentence
const wire = {
  unauthorized: row(401, 'INVALID_AUTH', 1008, 'DATA-0000', { text: 'Invalid credentials.', instead: true }),
  forbidden: row(403, 'INSUFFICIENT_PERMISSIONS', 1008, 'DATA-0000'),
  'invalid-request': row(400, 'INVALID_QUERY_PARAMETER', 1008, 'DATA-0000'),
  'unsupported-format': row(400, 'INVALID_QUERY_PARAMETER', 1008, 'DATA-0000'),
  'voice-not-found': row(400, 'Bad Request', 1008, 'DATA-0000', {
    text: 'Bad Request: No such model/version combination found.',
    instead: false,
  }),
  'not-found': row(404, 'NOT_FOUND', 1008, 'DATA-0000'),
  'method-not-allowed': row(405, 'METHOD_NOT_ALLOWED', 1008, 'DATA-0000'),
  'unsupported-media-type': row(415, 'UNSUPPORTED_MEDIA_TYPE', 1008, 'DATA-0000'),
  'invalid-message': row(400, 'PAYLOAD_ERROR', 1008, 'DATA-0000'),
  'unsupported-message': row(400, 'PAYLOAD_ERROR', 1003, 'MESSAGE-0000'),
  'message-too-large': row(413, 'PAYLOAD_TOO_LARGE', 1009, 'BIG-0000'),
  'empty-text': row(400, 'Bad Request', 1008, 'DATA-0000', {
    text: 'Input text contains no characters.',
    instead: true,
  }),
  'text-too-long': row(413, 'Payload Too Large', 1009, 'BIG-0001'),
  'rate-limited': row(429, 'Too Many Requests', 1008, 'DATA-0001'),
  overloaded: row(503, 'Service Unavailable', 1013, 'NET-0000'),
  'slow-reader': row(500, 'INTERNAL_SERVER_ERROR', 1011, 'NET-0002'),
  'session-expired': row(500, 'INTERNAL_SERVER_ERROR', 1011, 'NET-0003'),
  'going-away': row(503, 'Service Unavailable', 1012, 'NET-0000'),
  'synthesis-failed': row(500, 'INTERNAL_SERVER_ERROR', 1011, 'NET-0000'),
  internal: row(500, 'INTERNAL_SERVER_ERROR', 1011, 'NET-0000'),
} satisfies Record<SpeechErrorCode, WireError>;

/** The text behind `url` could not be had. Deepgram has a word of its own for it; elsewhere it is a bad payload. */
export class RemoteContentError extends SpeechError {
  constructor(message: string, options?: { cause?: unknown }) {
    super('invalid-message', message, options);
  }
}

/** The HTTP answer: Deepgram's JSON, with the message once more in `dg-error`. */
export function refuse(error: SpeechError, visit: Visit): Response {
  const { status, errCode } = wire[error.code];
  const message = messageOf(error);
  const body = {
    err_code: error instanceof RemoteContentError ? 'REMOTE_CONTENT_ERROR' : errCode,
    err_msg: message,
    request_id: visit.id,
  };
  const headers: Record<string, string> = { 'dg-error': headerText(message) };
  if (status === 429 || status === 503) headers['retry-after'] = '1';
  return jsonResponse(body, visit, { status, headers });
}

/** The close frame. This protocol has no error message: the reason says it all, as far as the carrier has room for it. */
export function farewell(error: SpeechError): Farewell {
  const { close, reason } = wire[error.code];
  return { code: close, reason: `${reason}: ${messageOf(error)}` };
}

function messageOf(error: SpeechError): string {
  const { sentence } = wire[error.code];
  if (sentence === undefined) return error.message;
  return sentence.instead ? sentence.text : `${sentence.text} ${error.message}`;
}

function row(
  status: number,
  errCode: string,
  close: number,
  reason: string,
  sentence?: WireError['sentence'],
): WireError {
  return { status, errCode, close, reason, ...(sentence && { sentence }) };
}
