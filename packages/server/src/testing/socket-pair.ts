import type { MessageSocket } from '../protocols/protocol.js';

export interface Closing {
  readonly code: number;
  readonly reason: string;
}

/** The client's end of a socket that exists in memory only. */
export interface ClientEnd extends AsyncIterable<string | Uint8Array> {
  send(message: string | Uint8Array): void;
  /** As a client that asks the carrier for a sign of life. */
  ping(): void;
  /** The next message; undefined once the socket is closed and everything was read. */
  next(): Promise<string | Uint8Array | undefined>;
  /** Everything that has arrived and was not read yet. */
  take(): (string | Uint8Array)[];
  /** As a client that goes away, with a close frame or without. */
  close(code?: number): void;
  /** From now on nothing is taken from the server, so that its `send` waits; and back. */
  stall(): void;
  resume(): void;
  /** How the socket was closed, by whichever side. */
  readonly closed: Promise<Closing>;
}

export interface SocketPair {
  readonly server: MessageSocket;
  readonly client: ClientEnd;
  /** As a server that shuts down. */
  drain(reason: unknown): void;
}

/** Two ends of one socket, without a network: messages arrive in order, in later turns of the event loop. */
export function socketPair(): SocketPair {
  const toServer = new Mailbox();
  const toClient = new Mailbox();
  const gone = new AbortController();
  const draining = new AbortController();
  let announce: (closing: Closing) => void = () => undefined;
  const closed = new Promise<Closing>((resolve) => {
    announce = resolve;
  });
  let onPing: () => void = () => undefined;
  let stalled: Promise<void> | undefined;
  let resume: () => void = () => undefined;

  const end = (closing: Closing) => {
    announce(closing);
    toServer.end();
    toClient.end();
    resume();
    gone.abort();
  };

  const server: MessageSocket = {
    signal: gone.signal,
    draining: draining.signal,
    next: () => toServer.next(),
    onPing(listener) {
      onPing = listener;
    },
    async send(message) {
      toClient.put(message);
      await stalled;
    },
    close: (code = 1000, reason = '') => end({ code, reason }),
    [Symbol.asyncIterator]: () => toServer[Symbol.asyncIterator](),
  };
  const client: ClientEnd = {
    send: (message) => toServer.put(message),
    ping: () => onPing(),
    next: () => toClient.next(),
    take: () => toClient.take(),
    close: (code = 1005) => end({ code, reason: '' }),
    stall() {
      stalled ??= new Promise((resolve) => {
        resume = resolve;
      });
    },
    resume() {
      stalled = undefined;
      resume();
    },
    closed,
    [Symbol.asyncIterator]: () => toClient[Symbol.asyncIterator](),
  };
  return { server, client, drain: (reason) => draining.abort(reason) };
}

class Mailbox {
  #messages: (string | Uint8Array)[] = [];
  #ended = false;
  #changed: (() => void) | undefined;

  put(message: string | Uint8Array): void {
    if (this.#ended) return;
    this.#messages.push(message);
    this.#changed?.();
  }

  end(): void {
    this.#ended = true;
    this.#changed?.();
  }

  take(): (string | Uint8Array)[] {
    return this.#messages.splice(0);
  }

  async next(): Promise<string | Uint8Array | undefined> {
    while (this.#messages.length === 0 && !this.#ended) {
      await new Promise<void>((resolve) => {
        this.#changed = resolve;
      });
    }
    return this.#messages.shift();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string | Uint8Array> {
    for (let message = await this.next(); message !== undefined; message = await this.next()) yield message;
  }
}
