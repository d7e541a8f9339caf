import type { RequestOptions } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { CloseLike, WebSocketLike } from '../socket/websocket.js';
import type { Dialled } from './dial.js';
import { dial } from './dial.js';
import { closePayload, frame, opcodes, ProtocolError } from './frames.js';
import type { Incoming } from './message-reader.js';
import { MessageReader } from './message-reader.js';

export interface NodeWebSocketOptions {
  /** Longer messages of the server end the connection, in bytes. Default: 16 MiB. */
  readonly maxMessageBytes?: number;
  /** Passed on to `https.request`: `ca`, `headers`, `agent` and so on. */
  readonly request?: RequestOptions;
}

const states = { connecting: 0, open: 1, closing: 2, closed: 3 } as const;
const defaultMaxMessageBytes = 16 * 1024 * 1024;
/** How long the server may take for its part of a goodbye, in milliseconds. */
const closeTimeoutMs = 5000;
/** When this much waits to be sent, pings are not answered any more: they would only add to it. */
const maxUnsentBytes = 65_536;
/** After so long a silence the system asks whether the other machine is still there, in milliseconds. */
const keepAliveMs = 30_000;
/** An end without a close frame. */
const abnormal: CloseLike = { code: 1006, reason: '' };

type Listener = (event: object) => void;

/** A WebSocket client over Node's own `http`, for Node 20, which has none. Offers no extensions and no subprotocols. */
export class NodeWebSocket implements WebSocketLike {
  /** Binary messages come as ArrayBuffers, whatever is said here. */
  binaryType = 'arraybuffer';
  readonly addEventListener: WebSocketLike['addEventListener'];
  readonly #listeners = new Map<string, Listener[]>();
  readonly #dialling = new AbortController();
  readonly #reader: MessageReader;
  #state: number = states.connecting;
  #socket: Duplex | undefined;
  #paused = false;
  /** Set once nothing more is read: the close frame has come, or something that may not come. */
  #ending: CloseLike | undefined;
  #failure: Error | undefined;
  /** The connection is gone; what it brought may still be unread. */
  #gone = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Begins to connect; what fails is told by the events `error` and `close`. */
  constructor(url: string, { maxMessageBytes = defaultMaxMessageBytes, request = {} }: NodeWebSocketOptions = {}) {
    this.#reader = new MessageReader(maxMessageBytes);
    this.addEventListener = (type: string, listener: (event: never) => void) => {
      this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener as Listener]);
    };
    dial(url, request, this.#dialling.signal).then(
      (dialled) => this.#open(dialled),
      (error) => this.#closed(error),
    );
  }

  get readyState(): number {
    return this.#state;
  }

  get bufferedAmount(): number {
    return this.#socket?.writableLength ?? 0;
  }

  /** Sends one message. Does nothing unless the socket is open. */
  send(message: string | Uint8Array): void {
    if (this.#state !== states.open) return;
    if (typeof message === 'string') this.#write(opcodes.text, Buffer.from(message));
    else this.#write(opcodes.binary, message);
  }

  /** Says goodbye; messages that arrive from now on are dropped. */
  close(code = 1000, reason = ''): void {
    if (this.#state === states.connecting) this.#dialling.abort();
    if (this.#state !== states.open) return;
    this.#leave(code, reason);
    // The answer stands behind everything that was not read yet.
    this.resume();
  }

  /** Reads no more from the network until `resume`; the server notices when its own buffers are full. */
  pause(): void {
    if (this.#state !== states.open) return;
    this.#paused = true;
    this.#socket?.pause();
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#socket?.resume();
    // Whoever calls this may be in the middle of a message event, which must not begin another one inside it.
    setImmediate(() => this.#read());
  }

  #open({ socket, head }: Dialled): void {
    if (this.#dialling.signal.aborted) {
      socket.destroy();
      this.#closed(this.#dialling.signal.reason);
      return;
    }
    const network = socket as Socket;
    network.setTimeout(0);
    network.setNoDelay(true);
    network.setKeepAlive(true, keepAliveMs);
    this.#socket = socket;
    this.#state = states.open;
    socket.on('data', (chunk: Buffer) => {
      this.#reader.push(chunk);
      this.#read();
    });
    socket.on('end', () => {
      if (this.#ending === undefined) socket.destroy();
    });
    socket.on('error', (error) => {
      this.#failure = error;
    });
    socket.on('close', () => {
      this.#gone = true;
      this.#read();
    });
    this.#emit('open', {});
    this.#reader.push(head);
    this.#read();
  }

  /** Hands out what has arrived; the end comes last, also if the connection is gone before everything is handed out. */
  #read(): void {
    try {
      while (!this.#paused && this.#ending === undefined) {
        const message = this.#reader.next();
        if (message === undefined) break;
        this.#receive(message);
      }
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.#failure = error;
      this.#end(abnormal, error.code, error.message);
    }
    if (this.#gone && !this.#paused) this.#closed(this.#failure);
  }

  #receive(message: Incoming): void {
    switch (message.type) {
      case 'text':
        if (this.#state === states.open) this.#emit('message', { data: message.text });
        break;
      case 'binary':
        if (this.#state === states.open) this.#emit('message', { data: message.bytes });
        break;
      case 'ping':
        if (this.bufferedAmount < maxUnsentBytes) this.#write(opcodes.pong, message.payload);
        break;
      case 'pong':
        break;
      case 'close':
        this.#end(message, message.code, '');
        break;
    }
  }

  /** Says goodbye once, and waits for the other side only so long. */
  #leave(code: number, reason: string): void {
    if (this.#state !== states.open) return;
    this.#write(opcodes.close, code === 1005 ? Buffer.alloc(0) : closePayload(code, reason));
    this.#state = states.closing;
    this.#timer = setTimeout(() => this.#socket?.destroy(), closeTimeoutMs);
  }

  /** Reads no more, says the last word if it is not said, and hangs up. */
  #end(ending: CloseLike, code: number, reason: string): void {
    this.#ending = ending;
    this.#leave(code, reason);
    this.#socket?.end(() => this.#socket?.destroy());
  }

  /** The last step of every way. */
  #closed(error?: Error): void {
    if (this.#state === states.closed) return;
    this.#state = states.closed;
    clearTimeout(this.#timer);
    const { code, reason } = this.#ending ?? abnormal;
    if (error !== undefined && code === abnormal.code) this.#emit('error', { error, message: error.message });
    this.#emit('close', { code, reason });
  }

  #write(opcode: number, payload: Uint8Array): void {
    this.#socket?.write(frame(opcode, payload));
  }

  #emit(type: string, event: object): void {
    for (const listener of this.#listeners.get(type) ?? []) listener(event);
  }
}
