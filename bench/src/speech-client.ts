/** A listener at one of the server's doors: sends text, notes when what is heard. */

import { type Answers, createAnswers } from './answers.js';
import { deepgram } from './doors/deepgram.js';
import type { Door } from './doors/door.js';
import { connectWebSocket, type WebSocketOptions } from './websocket-client.js';
import { withResolvers } from './with-resolvers.js';

export type Command =
  | { readonly type: 'append'; readonly text: string }
  | { readonly type: 'flush' }
  | { readonly type: 'clear' };

export interface SpeechClient {
  /** Sends the commands in one write. Answers when, in milliseconds of `performance.now()`. */
  send(...commands: readonly Command[]): number;
  /** As `Answers.next`. */
  readonly answered: Answers['next'];
  /** From now on, audio goes here. */
  listen(audio: AudioListener): void;
  /** Says that no more text comes. Settles when the server has closed the connection for that, and rejects when it
   *  did so for another reason. */
  finish(): Promise<void>;
  /** Ends the connection at once. */
  close(): void;
}

/** Takes messages of audio in pieces, as they arrive; `last` ends a message. A piece is valid only during the call. */
export type AudioListener = (piece: Buffer, at: number, last: boolean) => void;

export interface SpeechClientOptions extends WebSocketOptions {
  /** Deepgram's, unless another is named. */
  readonly door?: Door;
}

/** Opens a session on a Glottis server and waits until it is ready. Rejects when it is refused. Binary audio has
 *  arrived when its bytes are read; what comes as JSON, once it is parsed and decoded. */
export async function openSpeech(server: URL, options: SpeechClientOptions = {}): Promise<SpeechClient> {
  const { door = deepgram } = options;
  const answers = createAnswers();
  const closed = withResolvers<void>();
  closed.promise.catch(() => {}); // most sessions are not waited for
  let audio: AudioListener = () => {};
  let marks = 0;

  const onText = (message: string): void => {
    const told = door.read(message);
    const at = performance.now();
    if (told.type === 'audio') audio(told.data, at, true);
    else if (told.type === 'failed') answers.fail(new Error(`${door.label}: ${told.reason}`));
    else if (told.type !== 'aside') answers.arrived(told.type, at);
  };
  const onClosed = (reason: string, code?: number): void => {
    const failure = new Error(`${door.label}: the server ended a session: ${reason}`);
    answers.fail(failure);
    if (code === 1000) closed.resolve();
    else closed.reject(failure);
  };
  const connection = await connectWebSocket(
    new URL(door.path, server),
    { binary: (piece, last, at) => audio(piece, at, last), text: onText, closed: onClosed },
    options,
  ).catch((cause: Error) => {
    throw new Error(`${door.label}: ${cause.message}`, { cause });
  });
  const send = (...messages: readonly string[]): number =>
    connection.send('text', ...messages.map((message) => Buffer.from(message)));

  if (door.hello !== undefined) {
    const ready = answers.next('ready');
    send(door.hello);
    await ready;
  }
  return {
    send: (...commands) => send(...commands.map((command) => write(door, command, ++marks))),
    answered: answers.next,
    listen(listener) {
      audio = listener;
    },
    finish() {
      send(door.finish());
      return closed.promise;
    },
    close: () => connection.close(),
  };
}

function write(door: Door, command: Command, mark: number): string {
  switch (command.type) {
    case 'append':
      return door.append(command.text);
    case 'flush':
      return door.flush(mark);
    case 'clear':
      return door.clear(mark);
  }
}

/** Opens many sessions, some at a time, so that the listen queue of the operating system is not what is measured. */
export async function openMany(server: URL, count: number, options?: SpeechClientOptions): Promise<SpeechClient[]> {
  const clients: SpeechClient[] = [];
  while (clients.length < count) {
    const batch = Math.min(64, count - clients.length);
    clients.push(...(await Promise.all(Array.from({ length: batch }, () => openSpeech(server, options)))));
  }
  return clients;
}
