// biome-ignore-all lint/style/noRestrictedImports: it serves tests only, and is not part of what is published
/** A client of the socket in memory, for the tests of this folder. */
import { setImmediate as turn } from 'node:timers/promises';
import type { z } from 'zod';
import { dial } from '../../testing/dial.js';
import { fakeClock } from '../../testing/fake-clock.js';
import { type TestSpeechOptions, testSpeech } from '../../testing/test-speech.js';
import { type ToneOptions, toneSynthesizer } from '../../testing/tone-synthesizer.js';
import type { CaptionToken } from './captions.js';
import { lmnt } from './index.js';
import { lmntOptions } from './options.js';

export interface Setting {
  /** The first message; `typed` with PCM where left out, and none where null. */
  readonly init?: object | null;
  /** Added to the first message. */
  readonly wishes?: object;
  readonly headers?: Record<string, string>;
  readonly options?: z.input<typeof lmntOptions>;
  readonly tones?: ToneOptions;
  readonly parts?: TestSpeechOptions;
}

/** A message of the server: audio as its bytes, all else as its JSON. */
export type Answer = Uint8Array | Record<string, unknown>;

export const socketUrl = 'http://localhost/v1/ai/speech/stream';
const common = { 'X-API-Key': 'k', voice: 'leah', format: 'pcm_s16le', language: 'en' };
export const typed = { ...common, 'lmnt-version': '1.2' };
export const typed11 = { ...common, 'lmnt-version': '1.1' };
export const command = { ...common, protocol_version: 2 };
export const untyped = common;

/** JSON that is read, and can be neither written nor made a text: its lists are in each other too deeply. */
export const deepJson = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
export const deep = (): unknown => JSON.parse(deepJson);

export const sentence = 'One two three four five.';
export const text = (text: string) => ({ type: 'text', text });
export const flush = (nonce: number) => ({ type: 'flush', nonce });
export const reset = (nonce: number) => ({ type: 'reset', nonce });
export const finish = { type: 'finish' };
export const flushed = (nonce: number) => ({ type: 'flush_complete', nonce });
export const cleared = (nonce: number) => ({ type: 'reset_complete', nonce });

/** Opens a conversation over tones, by a clock that stands still. */
export async function call(setting: Setting = {}) {
  const { init = typed, wishes = {}, headers = {}, options = {}, tones = {}, parts = {} } = setting;
  const clock = fakeClock();
  const synthesizer = toneSynthesizer(tones);
  const speech = await testSpeech({ synthesizer, ...parts });
  const protocol = lmnt(lmntOptions.parse(options), { clock });
  const dialled = await dial(protocol, speech, new Request(socketUrl, { headers }));
  if (dialled instanceof Response) throw new Error(`refused: ${dialled.status}`);
  const { client } = dialled;

  const say = (...messages: object[]) => {
    for (const message of messages) client.send(JSON.stringify(message));
  };
  const next = async (): Promise<Answer | undefined> => {
    const message = await client.next();
    return typeof message === 'string' ? (JSON.parse(message) as Answer) : message;
  };
  /** Everything up to the next message that matches, and with it. */
  const until = async (isLast: (answer: Answer) => boolean): Promise<Answer[]> => {
    const answers: Answer[] = [];
    for (let answer = await next(); answer !== undefined; answer = await next()) {
      answers.push(answer);
      if (isLast(answer)) return answers;
    }
    throw new Error('the socket closed before');
  };
  /** Everything until the socket closes; time passes as it is waited for. */
  const rest = async (): Promise<Answer[]> => {
    let open = true;
    void client.closed.then(() => {
      open = false;
    });
    const passing = (async () => {
      for (; open; await turn()) if (clock.waiting > 0) clock.advance(1000);
    })();
    const answers: Answer[] = [];
    for (let answer = await next(); answer !== undefined; answer = await next()) answers.push(answer);
    await passing;
    return answers;
  };
  /** Everything that is there once the event loop has nothing left to do. */
  const soFar = async (): Promise<Answer[]> => {
    for (let count = 0; count < 50; count += 1) await turn();
    return client.take().map((message) => (typeof message === 'string' ? (JSON.parse(message) as Answer) : message));
  };

  if (init !== null) say({ ...init, ...wishes });
  return { ...dialled, clock, synthesizer, say, next, until, rest, soFar };
}

export const isAudio = (answer: Answer): answer is Uint8Array => answer instanceof Uint8Array;
export const isOf = (type: string) => (answer: Answer) => !isAudio(answer) && answer.type === type;

/** All that is not audio. */
export const texts = (answers: readonly Answer[]) => answers.filter((answer) => !isAudio(answer));
/** Audio as one word, whatever pieces it came in; all else as it is. */
export function outline(answers: readonly Answer[]): (string | Answer)[] {
  const lines = answers.map((answer) => (isAudio(answer) ? 'audio' : answer));
  return lines.filter((line, index) => line !== 'audio' || lines[index - 1] !== 'audio');
}
export const bytesOf = (answers: readonly Answer[]) =>
  answers.reduce((sum, answer) => sum + (isAudio(answer) ? answer.length : 0), 0);
/** What timestamps, or the extras of the older dialects, tell. */
export const tokensIn = (answers: readonly Answer[]): CaptionToken[] =>
  answers.flatMap((answer) => {
    if (isAudio(answer)) return [];
    return (answer.timestamps ?? answer.durations ?? []) as CaptionToken[];
  });
