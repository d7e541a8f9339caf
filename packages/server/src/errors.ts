/** One error class for the whole server; each protocol translates its codes once. */

export const speechErrorCodes = [
  'unauthorized',
  'forbidden',
  'invalid-request',
  'unsupported-format',
  'voice-not-found',
  'not-found',
  'method-not-allowed',
  'unsupported-media-type',
  'invalid-message',
  'unsupported-message',
  'message-too-large',
  'empty-text',
  'text-too-long',
  'rate-limited',
  'overloaded',
  'slow-reader',
  'session-expired',
  'going-away',
  'synthesis-failed',
  'internal',
] as const;

export type SpeechErrorCode = (typeof speechErrorCodes)[number];

/** What went wrong, in words that say what to do. Causes stay in the log; only code and message may reach a client. */
export class SpeechError extends Error {
  readonly code: SpeechErrorCode;

  constructor(code: SpeechErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'SpeechError';
    this.code = code;
  }

  /** Anything that is not a SpeechError becomes `internal`, its cause kept for the log. */
  static from(cause: unknown): SpeechError {
    if (cause instanceof SpeechError) return cause;
    return new SpeechError('internal', 'internal error', { cause });
  }
}
