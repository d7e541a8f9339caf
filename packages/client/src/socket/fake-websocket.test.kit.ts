/** A WebSocket for tests: both ends in memory, moved by hand. */

import type { WebSocketClass, WebSocketLike } from './websocket.js';

/** The test's end. */
export interface FakeSocket {
  readonly url: string;
  /** What the client said, parsed. */
  readonly said: Record<string, unknown>[];
  readonly closedWith: number | undefined;
  readonly paused: boolean;
  /** What `bufferedAmount` is. */
  unsent: number;
  open(): void;
  /** Sends a message to the client: an object as JSON, a number as that many bytes of audio. */
  say(...messages: (object | number | string)[]): void;
  close(code: number, reason?: string): void;
  fail(error?: unknown): void;
}

export interface FakeWebSocket {
  readonly WebSocket: WebSocketClass;
  /** Settles with the next socket that is created. */
  next(): Promise<FakeSocket>;
  readonly created: number;
}

export function fakeWebSocket(): FakeWebSocket {
  const sockets: FakeSocket[] = [];
  const waiting: ((socket: FakeSocket) => void)[] = [];
  let created = 0;

  class Fake implements WebSocketLike, FakeSocket {
    binaryType = 'blob';
    readyState = 0;
    unsent = 0;
    paused = false;
    closedWith: number | undefined;
    readonly said: Record<string, unknown>[] = [];
    readonly url: string;
    readonly addEventListener: WebSocketLike['addEventListener'];
    readonly #listeners: { readonly type: string; readonly listener: (event: never) => void }[] = [];

    constructor(url: string) {
      this.url = url;
      this.addEventListener = (type: string, listener: (event: never) => void) => {
        this.#listeners.push({ type, listener });
      };
      created += 1;
      const waiter = waiting.shift();
      if (waiter !== undefined) waiter(this);
      else sockets.push(this);
    }

    get bufferedAmount(): number {
      return this.unsent;
    }

    send(message: string): void {
      if (this.readyState !== 1) throw new Error('this socket is not open');
      this.said.push(JSON.parse(message));
    }

    pause(): void {
      this.paused = true;
    }

    resume(): void {
      this.paused = false;
    }

    open(): void {
      this.readyState = 1;
      this.#emit('open', {});
    }

    say(...messages: (object | number | string)[]): void {
      for (const message of messages) this.#emit('message', { data: this.#data(message) });
    }

    close(code = 1005, reason = ''): void {
      this.closedWith ??= code;
      if (this.readyState === 3) return;
      this.readyState = 3;
      this.#emit('close', { code, reason });
    }

    fail(error?: unknown): void {
      this.#emit('error', error === undefined ? {} : { error });
      this.close(1006);
    }

    #data(message: object | number | string): unknown {
      if (typeof message === 'string') return message;
      if (typeof message === 'object') return JSON.stringify(message);
      return this.binaryType === 'arraybuffer' ? new ArrayBuffer(message) : new Blob();
    }

    #emit(type: string, event: object): void {
      for (const each of this.#listeners) if (each.type === type) each.listener(event as never);
    }
  }

  return {
    WebSocket: Fake,
    get created() {
      return created;
    },
    next() {
      const socket = sockets.shift();
      return socket === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(socket);
    },
  };
}
