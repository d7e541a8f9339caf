/** A MessageSocket over `ws`. */

import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import type { Clock } from '../clock.js';
import { SpeechError } from '../errors.js';
import { closeReason } from '../protocols/close-reason.js';
import type { Farewell, MessageSocket } from '../protocols/protocol.js';
import type { CarriedWebSocket, CloseHandler } from './carried-websocket.js';
import { type Corked, uncorkSoon } from './corked.js';
import type { Pinged } from './heartbeat.js';
import { Inbox, type Message } from './inbox.js';
import type { Limits } from './limits.js';
import { watchReader } from './slow-reader.js';

export interface SocketOptions {
  readonly ws: CarriedWebSocket;
  /** The connection below `ws`. */
  readonly connection: Socket;
  readonly limits: Limits;
  readonly clock: Clock;
  /** The protocol's words for what the carrier ends by itself. */
  farewell(error: SpeechError): Farewell;
  /** The carrier ended the conversation by itself, for this reason. */
  onFailed(error: SpeechError): void;
  /** The connection is gone. The code is the one that went over the wire first, or 1006. */
  onClosed(code: number): void;
}

const binary = { binary: true } as const;
const text = { binary: false } as const;
const settled = Promise.resolve();
const ignore = () => {};

export class WebSocketCarrier implements MessageSocket, CloseHandler, Corked, Pinged {
  readonly #options: SocketOptions;
  readonly #inbox: Inbox;
  /** Made when somebody asks: an idle connection shall cost little. */
  #gone: AbortController | undefined;
  #drain: AbortController | undefined;
  #left = false;
  #corked = false;
  #sentCode: number | undefined;
  #slow: SpeechError | undefined;
  #unwatch: (() => void) | undefined;
  #bytesReadAtPing = -1;

  constructor(options: SocketOptions) {
    const { ws, connection, limits } = options;
    this.#options = options;
    this.#inbox = new Inbox(limits);
    ws.closeHandler = this;
    ws.on('message', (data: Buffer, isBinary: boolean) => this.#receive(isBinary ? data : data.toString()));
    ws.on('error', ignore); // Always followed by close, and told to the client and the log by then.
    ws.on('close', (code) => this.#closed(code));
    // A client that stops sending without a close frame hears nothing more either.
    connection.once('end', () => this.#leave());
  }

  get signal(): AbortSignal {
    if (this.#gone === undefined) {
      this.#gone = new AbortController();
      if (this.#left) this.#gone.abort(this.#slow);
    }
    return this.#gone.signal;
  }

  get draining(): AbortSignal {
    this.#drain ??= new AbortController();
    return this.#drain.signal;
  }

  /** A conversation that reads slowly stops the client, not this process. */
  next(): Promise<Message | undefined> {
    const { ws } = this.#options;
    const message = this.#inbox.take();
    if (ws.isPaused && !this.#inbox.full) ws.resume();
    return message;
  }

  /** A listener of the library's own, so that whoever does not ask pays nothing. */
  onPing(listener: () => void): void {
    this.#options.ws.on('ping', listener);
  }

  /** Not a generator: one that waits would add a tenth to what an idle connection costs. */
  [Symbol.asyncIterator](): AsyncIterator<Message> {
    return { next: () => this.next().then(asIteration) };
  }

  /** The bytes belong to the socket from here on: they are not copied. To a client that is gone, sending is nothing;
   *  when it was cut off for reading too slowly, `slow-reader` is thrown. */
  send(message: Message): Promise<void> {
    const { ws, limits } = this.#options;
    if (ws.readyState !== WebSocket.OPEN) return this.#sendToNobody();
    this.#cork();
    const isText = typeof message === 'string';
    const size = isText ? message.length : message.byteLength;
    if (ws.bufferedAmount + size < limits.highWaterBytes) {
      ws.send(message, isText ? text : binary);
      return settled;
    }
    return new Promise((resolve, reject) => {
      ws.send(message, isText ? text : binary, () => (this.#slow === undefined ? resolve() : reject(this.#slow)));
    });
  }

  close(code = 1000, reason = ''): void {
    const { ws } = this.#options;
    if (ws.readyState !== WebSocket.OPEN) return;
    this.#sentCode = code;
    ws.close(code, closeReason(reason));
    this.#leave();
    this.#inbox.discard();
    // The client's answer must get through, however much stands before it.
    ws.resume();
  }

  /** Ends the conversation in the protocol's words. A farewell that cannot be sent costs its own connection only. */
  dismiss(farewell: Farewell): void {
    try {
      if (farewell.message !== undefined) void this.send(farewell.message).catch(ignore);
      this.close(farewell.code, farewell.reason);
    } catch {
      this.terminate();
    }
  }

  /** The same, where it is the carrier who ends it. */
  dismissFor(error: SpeechError): void {
    this.dismiss(this.#options.farewell(error));
  }

  /** Ends the connection without another word. */
  terminate(): void {
    this.#leave();
    this.#options.ws.terminate();
  }

  /** Asks the conversation to come to its end. */
  drain(reason: SpeechError): void {
    this.#drain ??= new AbortController();
    this.#drain.abort(reason);
  }

  /** Any byte counts as life, so nothing is done per message. While bytes wait for the client, or its messages wait for
   *  the conversation, its silence says nothing. */
  ping(): void {
    const { ws, connection } = this.#options;
    const judged = ws.readyState === WebSocket.OPEN && !ws.isPaused && connection.writableLength === 0;
    this.#bytesReadAtPing = judged ? connection.bytesRead : -1;
    if (judged) ws.ping();
  }

  endIfSilent(): void {
    const { ws, connection } = this.#options;
    if (connection.bytesRead === this.#bytesReadAtPing && !ws.isPaused) this.terminate();
  }

  onFault(code: number): void {
    const { farewell, onFailed } = this.#options;
    const error = faultOf(code);
    onFailed(error);
    // The code is the standard's, the words are the protocol's.
    this.dismiss({ ...farewell(error), code });
  }

  onClosing(): void {
    this.#leave();
  }

  uncork(): void {
    const { connection, limits, clock } = this.#options;
    this.#corked = false;
    connection.uncork();
    if (connection.writableLength === 0 || connection.destroyed) return;
    this.#unwatch ??= watchReader(
      connection,
      clock,
      limits.slowReaderMs,
      (error) => this.#cutOff(error),
      () => {
        this.#unwatch = undefined;
      },
    );
  }

  /** Takes a turn of the event loop: a conversation that sends and sends must not keep the news of the client's leaving
   *  from arriving. */
  #sendToNobody(): Promise<void> {
    this.#leave();
    if (this.#slow !== undefined) return Promise.reject(this.#slow);
    return new Promise((resolve) => setImmediate(resolve));
  }

  #cork(): void {
    if (this.#corked) return;
    this.#corked = true;
    this.#options.connection.cork();
    uncorkSoon(this);
  }

  #receive(message: Message): void {
    this.#inbox.put(message);
    if (this.#inbox.full) this.#options.ws.pause();
  }

  #cutOff(error: SpeechError): void {
    this.#slow = error;
    this.#options.onFailed(error);
    this.terminate();
  }

  /** Nothing that is sent from here on arrives. Messages that had arrived can still be read. */
  #leave(): void {
    if (this.#left) return;
    this.#left = true;
    this.#gone?.abort(this.#slow);
    this.#inbox.close();
  }

  #closed(code: number): void {
    this.#unwatch?.();
    this.#leave();
    this.#options.onClosed(this.#sentCode ?? code);
  }
}

function asIteration(message: Message | undefined): IteratorResult<Message> {
  return message === undefined ? { done: true, value: undefined } : { done: false, value: message };
}

function faultOf(code: number): SpeechError {
  switch (code) {
    case 1009:
      return new SpeechError('message-too-large', 'the message is larger than this route takes');
    case 1008:
      return new SpeechError('message-too-large', 'the message comes in too many pieces');
    case 1007:
      return new SpeechError('invalid-message', 'text messages must be valid UTF-8');
    default:
      return new SpeechError('invalid-message', 'the frame breaks the WebSocket protocol');
  }
}
