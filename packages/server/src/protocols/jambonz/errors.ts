/** What jambonz is told when something fails: a status with a line of text, which ends up in its log and alerts; on a socket
 *  an error message, and a close code where it ends. */
import type { SpeechError, SpeechErrorCode } from '../../errors.js';
import type { Farewell } from '../protocol.js';
import { format } from './vendor/messages.js';

interface WireError {
  readonly status: number;
  readonly close: number;
}

const wire = {
  unauthorized: row(401, 1008),
  forbidden: row(403, 1008),
  'invalid-request': row(400, 1008),
  'unsupported-format': row(406, 1008),
  'voice-not-found': row(404, 1008),
  'not-found': row(404, 1008),
  'method-not-allowed': row(405, 1008),
  'unsupported-media-type': row(415, 1008),
  'invalid-message': row(400, 1008),
  'unsupported-message': row(400, 1003),
  'message-too-large': row(413, 1009),
  'empty-text': row(400, 1008),
  'text-too-long': row(413, 1009),
  'rate-limited': row(429, 1013),
  overloaded: row(503, 1013),
  'slow-reader': row(503, 1013),
  'session-expired': row(408, 1000),
  'going-away': row(503, 1012),
  'synthesis-failed': row(502, 1011),
  internal: row(500, 1011),
} satisfies Record<SpeechErrorCode, WireError>;

/** Plain text: jambonz takes the body of whatever is not a 200 for the error itself. */
export function refuse({ code, message }: SpeechError): Response {
  const { status } = wire[code];
  const headers: Record<string, string> = { 'content-type': 'text/plain; charset=utf-8' };
  if (status === 429 || status === 503) headers['retry-after'] = '1';
  return new Response(message, { status, headers });
}

/** The error message, then the close frame. */
export function farewell({ code, message }: SpeechError): Farewell {
  return { message: format({ type: 'error', error: message }), code: wire[code].close, reason: message };
}

function row(status: number, close: number): WireError {
  return { status, close };
}
