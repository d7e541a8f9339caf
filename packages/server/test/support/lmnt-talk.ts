/** A client of LMNT's socket, with nothing but the `ws` package, in any of the dialects. */

import { type Answer, type Talk, type TalkOptions, talkTo } from './talk.js';

/** The first message of each generation of clients, and how it says the rest. */
export const dialects = {
  typed: {
    init: { 'X-API-Key': 'any', 'lmnt-version': '1.2', voice: 'leah', format: 'pcm_s16le' },
    text: (text: string) => ({ type: 'text', text }),
    flush: (nonce: number) => ({ type: 'flush', nonce }),
    reset: (nonce: number) => ({ type: 'reset', nonce }),
    finish: { type: 'finish' },
  },
  command: {
    init: { 'X-API-Key': 'any', protocol_version: 2, voice: 'leah', format: 'pcm_s16le' },
    text: (text: string) => ({ text }),
    flush: (nonce: number) => ({ command: 'flush', nonce }),
    reset: (nonce: number) => ({ command: 'reset', nonce }),
    finish: { command: 'eof' },
  },
  untyped: {
    init: { 'X-API-Key': 'any', voice: 'leah', format: 'raw' },
    text: (text: string) => ({ text }),
    flush: () => ({ flush: true }),
    finish: { eof: true },
  },
} as const;

export type DialectName = keyof typeof dialects;

/** A part of a conversation. */
export interface Said {
  /** Of both kinds, in the order in which they came. */
  readonly messages: readonly (Answer | Buffer)[];
  /** All binary messages, joined. */
  readonly audio: Buffer;
  readonly answers: readonly Answer[];
}

/** What is told of a word, a mark, white space, or silence. */
export interface Token {
  readonly text: string;
  /** Seconds. */
  readonly start: number;
  /** Seconds. */
  readonly duration: number;
}

/** Opens the socket and says nothing yet. */
export function dialLmnt(url: string, options: TalkOptions = {}): Promise<Talk> {
  return talkTo(url, { path: '/v1/ai/speech/stream', ...options });
}

/** Opens the socket and introduces itself; `wishes` go into the first message. */
export async function talkToLmnt(url: string, dialect: DialectName, wishes: object = {}): Promise<Talk> {
  const talk = await dialLmnt(url);
  talk.say({ ...dialects[dialect].init, ...wishes });
  return talk;
}

/** All up to and with the answer to a flush or a reset. Rejects when the socket closes before. */
export function untilNonce(talk: Talk, nonce: number): Promise<Said> {
  return hear(talk, (message) => !Buffer.isBuffer(message) && message.nonce === nonce);
}

/** All up to and with the first audio that is not empty. Rejects when the socket closes before. */
export function untilAudio(talk: Talk): Promise<Said> {
  return hear(talk, (message) => Buffer.isBuffer(message) && message.length > 0);
}

/** All until the socket closes. */
export async function untilClosed(talk: Talk): Promise<Said> {
  return (await read(talk, () => false)).said;
}

async function hear(talk: Talk, isLast: (message: Answer | Buffer) => boolean): Promise<Said> {
  const { said, ended } = await read(talk, isLast);
  if (ended) throw new Error('the socket closed before what was waited for');
  return said;
}

async function read(talk: Talk, isLast: (message: Answer | Buffer) => boolean) {
  const messages: (Answer | Buffer)[] = [];
  for (let message = await talk.next(); message !== undefined; message = await talk.next()) {
    messages.push(message);
    if (isLast(message)) return { said: saidOf(messages), ended: false };
  }
  return { said: saidOf(messages), ended: true };
}

/** Parts of a conversation that lie behind each other, as one. */
export function joined(...parts: readonly Said[]): Said {
  return saidOf(parts.flatMap(({ messages }) => messages));
}

function saidOf(messages: readonly (Answer | Buffer)[]): Said {
  const answers = messages.filter((message): message is Answer => !Buffer.isBuffer(message));
  return { messages, answers, audio: Buffer.concat(messages.filter((message) => Buffer.isBuffer(message))) };
}

/** What messages tell of words, under whichever name. */
export function tokensOf(answers: readonly Answer[]): readonly Token[] {
  return answers.flatMap(({ timestamps, durations }) => (timestamps ?? durations ?? []) as Token[]);
}
