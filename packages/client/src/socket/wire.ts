import { ConnectionError, GlottisError, TimeoutError } from '../errors.js';
import { longestTimerMs } from '../wait.js';
import { findWebSocket } from './find-websocket.js';
import type { CloseLike, MessageLike, WebSocketClass, WebSocketLike } from './websocket.js';

export interface WireOptions {
  readonly url: string;
  readonly WebSocket: WebSocketClass | undefined;
  /** How long the socket may take to open, in milliseconds. */
  readonly timeoutMs: number;
}

/** Who is told what happens. Neither is called before the constructor has returned. */
export interface WireListener {
  onMessage(message: string | Uint8Array): void;
  /** Called once. Without an error: the server closed properly, with 1000. Not called after `close`. */
  onEnd(error?: GlottisError): void;
}

const open = 1;
const normalClosure = 1000;
/** Text that nobody transports any more must not pile up for ever; no conversation comes near this. */
const maxUnsentBytes = 16 * 1024 * 1024;

/** A socket that can be written to before it is open, and that ends once, with a reason. */
export class Wire {
  readonly #listener: WireListener;
  readonly #timer: ReturnType<typeof setTimeout>;
  #socket: WebSocketLike | undefined;
  #waiting: string[] = [];
  #waitingLength = 0;
  #held = false;
  #opened = false;
  #ended = false;

  constructor(options: WireOptions, listener: WireListener) {
    this.#listener = listener;
    this.#timer = setTimeout(
      () => {
        this.#end(new TimeoutError(`${options.url} did not open within ${options.timeoutMs} ms`));
      },
      Math.min(options.timeoutMs, longestTimerMs),
    );
    this.#dial(options).catch((cause) => this.#end(failure(`cannot connect to ${options.url}`, cause)));
  }

  /** What was sent and has not left yet, in bytes; characters count as one until the socket is open. */
  get unsentBytes(): number {
    return this.#ended ? 0 : this.#waitingLength + (this.#socket?.bufferedAmount ?? 0);
  }

  /** Sends in order, and as soon as the socket is open. After the end it does nothing. */
  send(message: string): void {
    if (this.#ended) return;
    if (this.unsentBytes > maxUnsentBytes) {
      this.#end(new GlottisError('the connection takes no more text; wait for drained() between pieces'));
    } else if (this.#socket?.readyState === open) {
      this.#socket.send(message);
    } else {
      this.#waiting.push(message);
      this.#waitingLength += message.length;
    }
  }

  /** Stops or continues reading, where the socket can; elsewhere it does nothing. */
  hold(held: boolean): void {
    if (this.#ended || held === this.#held) return;
    this.#held = held;
    if (held) this.#socket?.pause?.();
    else this.#socket?.resume?.();
  }

  /** Ends it at once, and tells nobody. */
  close(): void {
    if (this.#ended) return;
    // The other side's goodbye stands behind what was not read yet.
    this.hold(false);
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#waiting = [];
    this.#socket?.close(normalClosure);
  }

  async #dial({ url, WebSocket: given }: WireOptions): Promise<void> {
    const WebSocket = await findWebSocket(given);
    if (this.#ended) return;
    const socket = new WebSocket(url);
    this.#socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', () => this.#open(socket));
    socket.addEventListener('message', (event) => this.#receive(event));
    let broke: unknown;
    socket.addEventListener('error', (event) => {
      broke = cause(event);
      // What was open is closed next, with a code. Of what never opened, or broke our own rules, the error says more.
      if (!this.#opened || broke instanceof GlottisError) this.#end(failure(`the connection to ${url} failed`, broke));
    });
    socket.addEventListener('close', (event) => this.#end(closure(event, broke)));
  }

  #open(socket: WebSocketLike): void {
    if (this.#ended) return;
    this.#opened = true;
    clearTimeout(this.#timer);
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#waitingLength = 0;
    for (const message of waiting) socket.send(message);
  }

  #receive({ data }: MessageLike): void {
    if (this.#ended) return;
    const message = toMessage(data);
    if (message !== undefined) this.#listener.onMessage(message);
    else this.#end(new GlottisError('the WebSocket hands out messages that are neither text nor ArrayBuffer'));
  }

  #end(error?: GlottisError): void {
    if (this.#ended) return;
    this.close();
    this.#listener.onEnd(error);
  }
}

function toMessage(data: unknown): string | Uint8Array | undefined {
  if (typeof data === 'string') return data;
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  // A view may be a window into memory that its owner uses again.
  return data instanceof Uint8Array ? data.slice() : undefined;
}

/** Browsers tell nothing in their error events; Node's and those of `ws` carry the error. */
function cause(event: object): unknown {
  return 'error' in event ? event.error : undefined;
}

function failure(what: string, cause: unknown): GlottisError {
  if (cause instanceof GlottisError) return cause;
  const why = cause instanceof Error && cause.message !== '' ? `: ${cause.message}` : '';
  return new ConnectionError(`${what}${why}`, { cause });
}

function closure({ code, reason }: CloseLike, cause: unknown): ConnectionError | undefined {
  if (code === normalClosure) return undefined;
  const words = reason === '' ? '' : `: ${reason}`;
  return new ConnectionError(`the connection ended with code ${code}${words}`, {
    ...(cause === undefined ? {} : { cause }),
    closeCode: code,
    closeReason: reason,
  });
}
