/** What the tests of the socket share: a conversation over tones, and what is said in it. */
import type { z } from 'zod';
import { dial } from '../../testing/dial.js';
import { fakeClock } from '../../testing/fake-clock.js';
import type { ClientEnd } from '../../testing/socket-pair.js';
import { type TestSpeechOptions, testSpeech } from '../../testing/test-speech.js';
import { type ToneOptions, toneSynthesizer } from '../../testing/tone-synthesizer.js';
import { slng } from './index.js';
import { slngOptions } from './options.js';

export interface Setting {
  readonly path?: string;
  readonly query?: string;
  readonly headers?: Record<string, string>;
  readonly options?: z.input<typeof slngOptions>;
  readonly tones?: ToneOptions;
  readonly parts?: TestSpeechOptions;
}

/** A message of the server; audio in either framing is `{ type: 'audio', data }`. */
export type Answer = Readonly<Record<string, unknown>> & { readonly type: string };

export const aura = 'slng/deepgram/aura:2-en';
export const bridge = '/v1/bridges/unmute/tts';
export const init = { type: 'init', voice: 'aura-2-thalia-en' };
export const text = (words: string, flush?: boolean) => ({ type: 'text', text: words, ...(flush && { flush }) });
export const [flush, clear, cancel, close, keepalive] = ['flush', 'clear', 'cancel', 'close', 'keepalive'].map(
  (type) => ({ type }),
) as [Message, Message, Message, Message, Message];
export const sentence = 'One two three four five.';

interface Message {
  readonly type: string;
}

/** Opens a socket over tones, by a clock that stands still. Returns the refusal where there is one. */
export async function dialSlng(setting: Setting = {}) {
  const { path = `${bridge}/${aura}`, query = '', headers = {}, options = {}, tones = {}, parts = {} } = setting;
  const clock = fakeClock();
  const synthesizer = toneSynthesizer(tones);
  const speech = await testSpeech({ synthesizer, ...parts });
  const protocol = slng(slngOptions.parse(options), { clock });
  const dialled = await dial(protocol, speech, new Request(`http://localhost${path}?${query}`, { headers }));
  return { dialled, clock, synthesizer };
}

/** The same with an open socket. */
export async function connect(setting: Setting = {}) {
  const { dialled, ...rest } = await dialSlng(setting);
  if (dialled instanceof Response) throw new Error(`refused: ${dialled.status} ${await dialled.text()}`);
  return { ...dialled, ...rest, ...conversation(dialled.client) };
}

/** The same after an init and its ready. */
export async function call(setting: Setting & { readonly init?: object } = {}) {
  const talk = await connect(setting);
  talk.say(setting.init ?? init);
  const ready = (await talk.until('ready')).at(-1)!;
  return { ...talk, ready };
}

function conversation(client: ClientEnd) {
  const say = (...messages: (object | string)[]) => {
    for (const message of messages) client.send(typeof message === 'string' ? message : JSON.stringify(message));
  };
  const until = async (type: string) => {
    const answers: Answer[] = [];
    for (let message = await client.next(); message !== undefined; message = await client.next()) {
      const answer = read(message);
      answers.push(answer);
      if (answer.type === type) return answers;
    }
    throw new Error(`the socket closed before ${type}; there were ${answers.map((answer) => answer.type)}`);
  };
  const rest = async () => {
    const answers: Answer[] = [];
    for await (const message of client) answers.push(read(message));
    return answers;
  };
  /** Everything that is there once the event loop has nothing left to do. */
  const soFar = async () => {
    for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
    return client.take().map(read);
  };
  return { say, until, rest, soFar };
}

export function read(message: string | Uint8Array): Answer {
  if (typeof message !== 'string') return { type: 'audio', data: message, framing: 'binary' };
  const answer = JSON.parse(message) as Answer;
  if (answer.type !== 'audio_chunk') return answer;
  const { data, sequence } = answer as { data?: string; sequence?: number };
  return { type: 'audio', data: new Uint8Array(Buffer.from(String(data), 'base64')), framing: 'json', sequence };
}

/** The types in their order, with one `audio` for all audio in a row. */
export function typesOf(answers: readonly Answer[]): string[] {
  return answers.map(({ type }) => type).filter((type, at, all) => type !== 'audio' || all[at - 1] !== 'audio');
}

/** The types without those of segments. */
export function turnOf(answers: readonly Answer[]): string[] {
  const others = answers.filter(({ type }) => !type.startsWith('segment_'));
  return typesOf(others);
}

export function audioOf(answers: readonly Answer[]): Uint8Array {
  return Buffer.concat(answers.flatMap(({ type, data }) => (type === 'audio' ? [data as Uint8Array] : [])));
}

/** What a text is without anything around it, in bytes. */
export async function bytesOf(words: string, setting: Setting & { readonly init?: object } = {}): Promise<number> {
  const talk = await call(setting);
  talk.say(text(words), flush);
  return audioOf(await talk.until('audio_end')).length;
}
