/** A listener on Deepgram's socket: sends text, notes when what is heard. */

import { connectWebSocket, type WebSocketOptions } from './websocket-client.js';
import { withResolvers } from './with-resolvers.js';

/** What the bench asks for; Deepgram's own default. */
export const sampleRate = 24_000;
const query = `model=aura-2-thalia-en&encoding=linear16&sample_rate=${sampleRate}`;

export type Command =
  | { readonly type: 'Speak'; readonly text: string }
  | { readonly type: 'Flush' }
  | { readonly type: 'Clear' }
  | { readonly type: 'Close' };

export type Answer = 'Flushed' | 'Cleared';

export interface SpeechClient {
  /** Sends the commands in one write. Answers when, in milliseconds of `performance.now()`. */
  send(...commands: readonly Command[]): number;
  /** Settles with the arrival of the next answer of that kind; rejects when the connection ends before it.
   *  One waits at a time. `atOnce` is called before any byte behind the answer is looked at. */
  answered(answer: Answer, atOnce?: () => void): Promise<number>;
  /** From now on, audio goes here: pieces as they arrive, valid only during the call. */
  listen(audio: (piece: Buffer, at: number) => void): void;
  close(): void;
}

/** Opens a session on a Glottis server. Rejects when it is refused. */
export async function openSpeech(server: URL, options?: WebSocketOptions): Promise<SpeechClient> {
  const waiting = new Map<Answer, { resolve(at: number): void; reject(cause: unknown): void }>();
  let audio = (_piece: Buffer, _at: number): void => {};
  let over: Error | undefined;

  const url = new URL(`/v1/speak?${query}`, server);
  const connection = await connectWebSocket(
    url,
    {
      binary: (piece, _last, at) => audio(piece, at),
      text(message, at) {
        const type = /"type":"(\w+)"/.exec(message)?.[1] as Answer;
        waiting.get(type)?.resolve(at);
        waiting.delete(type);
      },
      closed(reason) {
        over = new Error(`the server ended a session: ${reason}`);
        for (const { reject } of waiting.values()) reject(over);
        waiting.clear();
      },
    },
    options,
  );

  return {
    send: (...commands) => connection.send('text', ...commands.map((command) => Buffer.from(JSON.stringify(command)))),
    answered(answer, atOnce = () => {}) {
      const { promise, resolve, reject } = withResolvers<number>();
      const settle = (at: number): void => {
        atOnce();
        resolve(at);
      };
      if (over) reject(over);
      else waiting.set(answer, { resolve: settle, reject });
      return promise;
    },
    listen(listener) {
      audio = listener;
    },
    close: () => connection.close(),
  };
}

/** Opens many sessions, some at a time, so that the listen queue of the operating system is not what is measured. */
export async function openMany(server: URL, count: number, options?: WebSocketOptions): Promise<SpeechClient[]> {
  const clients: SpeechClient[] = [];
  while (clients.length < count) {
    const batch = Math.min(64, count - clients.length);
    clients.push(...(await Promise.all(Array.from({ length: batch }, () => openSpeech(server, options)))));
  }
  return clients;
}
