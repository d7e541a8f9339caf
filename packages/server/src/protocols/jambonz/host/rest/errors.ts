/** jambonz's words for a request that fails: a status, and a body with one message. */
import type { SpeechError, SpeechErrorCode } from '../../../../errors.js';

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
  // What jambonz calls a request that is well made and cannot be done.
  'unsupported-message': 422,
  'message-too-large': 413,
  'empty-text': 400,
  'text-too-long': 413,
  'rate-limited': 429,
  // What jambonz answers while it has no server for a call.
  overloaded: 480,
  'slow-reader': 408,
  'session-expired': 408,
  'going-away': 503,
  'synthesis-failed': 502,
  internal: 500,
} satisfies Record<SpeechErrorCode, number>;

/** One that may be better soon says when to come back. */
export function refusal({ code, message }: SpeechError): Response {
  const status = statuses[code];
  const headers: Record<string, string> = [429, 480, 503].includes(status) ? { 'retry-after': '1' } : {};
  return Response.json({ msg: message }, { status, headers });
}
