import type { SpeechErrorCode } from '../../errors.js';

interface WireError {
  /** Before the upgrade. */
  readonly status: number;
  /** After it. */
  readonly close: number;
}

/** One row per code: the compiler asks for it. */
export const wireErrors = {
  unauthorized: { status: 401, close: 1008 },
  forbidden: { status: 403, close: 1008 },
  'invalid-request': { status: 400, close: 1008 },
  'unsupported-format': { status: 400, close: 1008 },
  'voice-not-found': { status: 400, close: 1008 },
  'not-found': { status: 404, close: 1008 },
  'method-not-allowed': { status: 405, close: 1008 },
  'unsupported-media-type': { status: 415, close: 1008 },
  'invalid-message': { status: 400, close: 1008 },
  'unsupported-message': { status: 400, close: 1003 },
  'message-too-large': { status: 413, close: 1009 },
  'empty-text': { status: 400, close: 1008 },
  'text-too-long': { status: 413, close: 1009 },
  'rate-limited': { status: 429, close: 1008 },
  overloaded: { status: 503, close: 1013 },
  'slow-reader': { status: 408, close: 1013 },
  'session-expired': { status: 408, close: 1011 },
  'going-away': { status: 503, close: 1012 },
  'synthesis-failed': { status: 502, close: 1011 },
  internal: { status: 500, close: 1011 },
} satisfies Record<SpeechErrorCode, WireError>;
