/** What the tests of the vendor share: a jambonz over tones, and what it says. */
import type { z } from 'zod';
import { dial } from '../../../testing/dial.js';
import { fakeClock } from '../../../testing/fake-clock.js';
import { type TestSpeechOptions, testSpeech } from '../../../testing/test-speech.js';
import { type ToneOptions, toneSynthesizer } from '../../../testing/tone-synthesizer.js';
import { jambonz, jambonzOptions } from '../index.js';
import { testTools } from '../tools.test.kit.js';
import type { vendorOptions } from './options.js';
import { vendorPath } from './routes.js';

export interface Setting {
  readonly query?: string;
  readonly headers?: Record<string, string>;
  readonly options?: z.input<typeof vendorOptions>;
  readonly tones?: ToneOptions;
  readonly parts?: TestSpeechOptions;
}

/** A message of ours; audio in either form is `{ type: 'audio', data }`. */
export type Answer = Readonly<Record<string, unknown>> & { readonly type: string };

export const url = `http://localhost${vendorPath}`;
export const stream = (text: string) => ({ type: 'stream', text });
export const [flush, clear, stop] = [{ type: 'flush' }, { type: 'clear' }, { type: 'stop' }];

/** As long as the options have it by default. */
export const lullMs = 20;

/** Opens a socket over tones, by a clock that stands still. Returns the refusal where there is one. */
export async function dialVendor({ query = '', headers = {}, options = {}, tones = {}, parts = {} }: Setting = {}) {
  const clock = fakeClock();
  const synthesizer = toneSynthesizer(tones);
  const speech = await testSpeech({ synthesizer, ...parts });
  const protocol = jambonz(jambonzOptions.parse({ vendor: options }), testTools(clock));
  return { dialled: await dial(protocol, speech, new Request(`${url}?${query}`, { headers })), clock, synthesizer };
}

/** The same with an open socket, its `connect` taken. */
export async function call(setting: Setting = {}) {
  const { dialled, ...rest } = await dialVendor(setting);
  if (dialled instanceof Response) throw new Error(`refused: ${dialled.status} ${await dialled.text()}`);
  const { client } = dialled;
  const connect = read((await client.next())!);

  const say = (...messages: (object | string | Uint8Array)[]) => {
    for (const message of messages) {
      client.send(typeof message === 'string' || message instanceof Uint8Array ? message : JSON.stringify(message));
    }
  };
  /** Everything that is there once the event loop has nothing left to do. */
  const soFar = async () => {
    for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
    return client.take().map(read);
  };
  /** Nothing more is said for now; everything that comes of that. */
  const afterLull = async () => {
    const before = await soFar();
    rest.clock.advance(lullMs);
    return [...before, ...(await soFar())];
  };
  /** Everything up to and with a message of this type. */
  const until = async (type: string) => {
    const answers: Answer[] = [];
    for (let message = await client.next(); message !== undefined; message = await client.next()) {
      answers.push(read(message));
      if (answers.at(-1)!.type === type) return answers;
    }
    throw new Error(`the socket closed before ${type}; there were ${answers.map((answer) => answer.type)}`);
  };
  return { ...dialled, ...rest, connect, say, soFar, afterLull, until };
}

export function read(message: string | Uint8Array): Answer {
  if (typeof message !== 'string') return { type: 'audio', data: message, form: 'binary' };
  const answer = JSON.parse(message) as Answer;
  if (answer.type !== 'data') return answer;
  const { audio } = answer.data as { readonly audio: string };
  return { type: 'audio', data: new Uint8Array(Buffer.from(audio, 'base64')), form: 'base64' };
}

export function bytesIn(answers: readonly Answer[]): number {
  return answers.reduce((sum, { type, data }) => sum + (type === 'audio' ? (data as Uint8Array).length : 0), 0);
}

/** The error messages. */
export function errorsIn(answers: readonly Answer[]): readonly unknown[] {
  return answers.filter(({ type }) => type === 'error').map(({ error }) => error);
}
