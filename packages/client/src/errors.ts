/** Everything that this package throws: one family, so that one `catch` can tell it from the rest. */

/** The root of the family; thrown as it is for what no other class names, such as a call that cannot be right. */
export class GlottisError extends Error {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = 'GlottisError';
  }
}

/** What a server says about its refusal. */
export interface Refusal {
  readonly status: number;
  readonly type?: string | undefined;
  readonly requestId?: string | undefined;
  readonly retryAfterMs?: number | undefined;
}

/** The server answered over HTTP, and the answer is no. */
export class ApiError extends GlottisError {
  /** The HTTP status. */
  readonly status: number;
  /** The server's word for it, such as `authentication_error`, if it gave one. */
  readonly type: string | undefined;
  /** What to quote to whoever runs the server. */
  readonly requestId: string | undefined;
  /** How long the server wants to be left alone, in milliseconds, if it said so. */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, refusal: Refusal) {
    super(message);
    this.name = 'ApiError';
    this.status = refusal.status;
    this.type = refusal.type;
    this.requestId = refusal.requestId;
    this.retryAfterMs = refusal.retryAfterMs;
  }
}

/** The server was not reached, or the connection broke before its proper end. */
export class ConnectionError extends GlottisError {
  /** The code of the WebSocket's end; 1006 when there was no close frame, undefined when it never opened. */
  readonly closeCode: number | undefined;
  /** The words that came with the code; often empty. */
  readonly closeReason: string | undefined;

  constructor(
    message: string,
    options: { readonly cause?: unknown; readonly closeCode?: number; readonly closeReason?: string } = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'ConnectionError';
    this.closeCode = options.closeCode;
    this.closeReason = options.closeReason;
  }
}

/** The server took longer than `timeout` to answer. */
export class TimeoutError extends ConnectionError {
  constructor(message: string) {
    super(message);
    this.name = 'TimeoutError';
  }
}

/** The caller's own signal stopped it; the signal's reason is the cause. */
export class AbortError extends GlottisError {
  constructor(signal: AbortSignal) {
    super('aborted by the signal of the caller', { cause: signal.reason });
    this.name = 'AbortError';
  }
}
