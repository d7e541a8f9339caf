/** A client of `/v1/speak` as Deepgram's pages describe the protocol, with nothing but the `ws` package. */

import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { type ClientOptions, WebSocket } from 'ws';

/** A text message. All of them are JSON objects with a type. */
export type Answer = Readonly<Record<string, unknown>> & { readonly type: string };

export interface Closing {
  readonly code: number;
  readonly reason: string;
}

/** What came up to and with an answer. */
export interface Heard {
  /** All binary messages, joined. */
  readonly audio: Buffer;
  readonly answers: readonly Answer[];
  /** The one that was waited for. */
  readonly last: Answer;
}

export interface Talk {
  readonly ws: WebSocket;
  /** The headers of the 101 answer. */
  readonly headers: IncomingMessage['headers'];
  /** Settles with the close frame that came, or with 1006 where none did. */
  readonly closed: Promise<Closing>;
  /** Sends all of them in one piece; a string goes as it is. */
  say(...messages: (object | string | Buffer)[]): void;
  /** The next message of either kind; undefined after the last. */
  next(): Promise<Answer | Buffer | undefined>;
  /** Rejects when the socket closes before. */
  until(type: string): Promise<Heard>;
  /** Settles with the first audio that comes, skipping answers. */
  audio(): Promise<Buffer>;
  /** How many messages of any kind come within this time. */
  countWithin(ms: number): Promise<number>;
  /** Everything until the socket closes. */
  rest(): Promise<Omit<Heard, 'last'>>;
}

export interface TalkOptions extends ClientOptions {
  /** Where the socket is; Deepgram's, unless it is said. */
  readonly path?: string;
  /** The query, without its question mark. */
  readonly query?: string;
  readonly key?: string;
}

export const speak = (text: string) => ({ type: 'Speak', text });
export const [flush, clear, close] = [{ type: 'Flush' }, { type: 'Clear' }, { type: 'Close' }];

/** Settles when the socket is open; rejects when the upgrade is refused, with the status in the message. */
export async function talkTo(url: string, options: TalkOptions = {}): Promise<Talk> {
  const { path = '/v1/speak', query = '', key, ...clientOptions } = options;
  const headers: Record<string, string> = key === undefined ? {} : { authorization: `Token ${key}` };
  const ws = new WebSocket(`${url.replace(/^http/, 'ws')}${path}?${query}`, { headers, ...clientOptions });
  const messages = mailbox(ws);
  const closed = new Promise<Closing>((resolve) => {
    ws.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  // A connection that breaks is told by `closed`.
  ws.on('error', () => undefined);
  const upgraded = once(ws, 'upgrade');
  upgraded.catch(() => undefined);
  await once(ws, 'open');
  const [response] = (await upgraded) as [IncomingMessage];
  return {
    ws,
    headers: response.headers,
    closed,
    say: sayOn(ws),
    countWithin: (ms) => countMessages(ws, ms),
    ...listening(messages),
  };
}

function sayOn(ws: WebSocket): Talk['say'] {
  return (...messages) => {
    // The library has no word for this; without it each message would be a packet, and a burst no burst.
    const { _socket: socket } = ws as unknown as { readonly _socket: { cork(): void; uncork(): void } };
    socket.cork();
    for (const message of messages) {
      ws.send(typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message));
    }
    socket.uncork();
  };
}

async function countMessages(ws: WebSocket, ms: number): Promise<number> {
  let count = 0;
  const onMessage = () => {
    count += 1;
  };
  ws.on('message', onMessage);
  await pause(ms);
  ws.off('message', onMessage);
  return count;
}

function listening(next: Talk['next']): Pick<Talk, 'next' | 'until' | 'audio' | 'rest'> {
  async function collect(isLast: (message: Answer | Buffer) => boolean) {
    const audio: Buffer[] = [];
    const answers: Answer[] = [];
    for (let message = await next(); message !== undefined; message = await next()) {
      if (Buffer.isBuffer(message)) audio.push(message);
      else answers.push(message);
      if (isLast(message)) return { audio: Buffer.concat(audio), answers, ended: false };
    }
    return { audio: Buffer.concat(audio), answers, ended: true };
  }

  return {
    next,
    async until(type) {
      const { audio, answers, ended } = await collect((message) => !Buffer.isBuffer(message) && message.type === type);
      const last = answers.at(-1);
      if (ended || last === undefined) throw new Error(`the socket closed before ${type}`);
      return { audio, answers, last };
    },
    async audio() {
      const { audio, ended } = await collect((message) => Buffer.isBuffer(message));
      if (ended) throw new Error('the socket closed before any audio');
      return audio;
    },
    rest: () => collect(() => false),
  };
}

/** Messages in the order in which they came. */
function mailbox(ws: WebSocket): Talk['next'] {
  const messages: (Answer | Buffer)[] = [];
  let ended = false;
  let changed = () => {};
  ws.on('message', (data: Buffer, isBinary) => {
    messages.push(isBinary ? data : (JSON.parse(data.toString()) as Answer));
    changed();
  });
  ws.on('close', () => {
    ended = true;
    changed();
  });
  return async () => {
    while (messages.length === 0 && !ended) {
      await new Promise<void>((resolve) => {
        changed = resolve;
      });
    }
    return messages.shift();
  };
}
