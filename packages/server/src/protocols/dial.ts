import type { MessageSocket } from './protocol.js';

/** Opens a WebSocket to somebody else's server. Throws a `DialError` where that cannot be. */
export type Dial = (url: string, options: DialOptions) => Promise<DialledSocket>;

export interface DialOptions {
  /** Offered as the only one; the other end may choose none. */
  readonly subprotocol?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The largest message that is taken; a larger one closes the socket with 1009. */
  readonly maxMessageBytes: number;
  /** How long all of it may take, from the name server to the 101. */
  readonly handshakeMs: number;
  /** How many redirects are followed, each to an allowed place only. Default: 0. */
  readonly maxRedirects?: number;
  /** The operator wrote this URL down, no client did: its host need not be on the list of allowed ones. */
  readonly trusted?: boolean;
  /** Pings the other end so often, and breaks the connection where nothing comes back. Default: never. */
  readonly pingEveryMs?: number;
  /** Gives up, and its reason is thrown; closes nothing any more once the socket is open. */
  readonly signal?: AbortSignal;
}

/** A socket that was dialled. Its `draining` never aborts: nobody but the protocol knows what it is for. */
export interface DialledSocket extends MessageSocket {
  /** What the other end chose of the offered subprotocols. */
  readonly subprotocol: string | undefined;
  /** Settles when the connection is gone, with the code that went over the wire first, or 1006. Never rejects. */
  readonly closed: Promise<number>;
  /** Breaks the connection: the other end is told nothing, and what it did not read yet is lost. */
  terminate(): void;
}

/** Why no socket was opened. `status` is the HTTP status of an answer that was no upgrade. */
export class DialError extends Error {
  readonly reason: DialFailure;
  readonly status: number | undefined;

  constructor(
    reason: DialFailure,
    message: string,
    { status, cause }: { readonly status?: number; readonly cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.name = 'DialError';
    this.reason = reason;
    this.status = status;
  }
}

/** `forbidden` is ours: the place is not allowed, or no URL of a WebSocket. `refused` is an HTTP answer. */
export type DialFailure = 'forbidden' | 'unreachable' | 'timed-out' | 'refused';
