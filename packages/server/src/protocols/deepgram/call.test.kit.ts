// biome-ignore-all lint/style/noRestrictedImports: it serves tests only, and is not part of what is published
/** A client in memory, for the tests of this folder. */
import type { z } from 'zod';
import { type Dialled, dial } from '../../testing/dial.js';
import { fakeClock } from '../../testing/fake-clock.js';
import { type TestSpeechOptions, testSpeech } from '../../testing/test-speech.js';
import { type ToneOptions, toneSynthesizer } from '../../testing/tone-synthesizer.js';
import { deepgram } from './index.js';
import { deepgramOptions } from './options.js';

export interface Setting {
  readonly query?: string;
  readonly headers?: Record<string, string>;
  readonly options?: z.input<typeof deepgramOptions>;
  readonly tones?: ToneOptions;
  readonly parts?: TestSpeechOptions;
}

export type Answer = string | Record<string, unknown>;

export const speak = (text: string) => ({ type: 'Speak', text });
export const [flush, clear, close] = [{ type: 'Flush' }, { type: 'Clear' }, { type: 'Close' }];
export const sentence = 'One two three four five.';

/** Opens a conversation over tones, by a clock that stands still. */
export async function call({ query = '', headers = {}, options = {}, tones = {}, parts = {} }: Setting = {}) {
  const clock = fakeClock();
  const synthesizer = toneSynthesizer(tones);
  const speech = await testSpeech({ synthesizer, ...parts });
  const protocol = deepgram(deepgramOptions.parse(options), { clock });
  const request = new Request(`http://localhost/v1/speak?${query}`, { headers });
  const dialled = await dial(protocol, speech, request);
  if (dialled instanceof Response) throw new Error(`refused: ${dialled.status} ${await dialled.text()}`);
  return { ...dialled, clock, synthesizer, ...conversation(dialled) };
}

/** Speaks and reads messages; audio is read as the word. */
function conversation({ client }: Dialled) {
  const say = (...messages: object[]) => {
    for (const message of messages) client.send(JSON.stringify(message));
  };
  const read = (message: string | Uint8Array): Answer =>
    typeof message === 'string' ? (JSON.parse(message) as Record<string, unknown>) : 'audio';
  const until = async (type: string) => {
    const answers: Answer[] = [];
    for (let message = await client.next(); message !== undefined; message = await client.next()) {
      const answer = read(message);
      answers.push(answer);
      if ((typeof answer === 'string' ? answer : answer.type) === type) return answers;
    }
    throw new Error(`the socket closed before ${type}`);
  };
  const rest = async () => {
    const answers: Answer[] = [];
    for await (const message of client) answers.push(read(message));
    return answers;
  };
  return { say, until, rest };
}

/** All that is not audio. */
export const texts = (answers: readonly Answer[]) => answers.filter((answer) => answer !== 'audio');
export const flushed = (sequence_id: number) => ({ type: 'Flushed', sequence_id });
export const cleared = (sequence_id: number) => ({ type: 'Cleared', sequence_id });

/** How much audio comes before a message of this type. */
export async function bytesUntil({ client }: Dialled, type: string): Promise<number> {
  let bytes = 0;
  for (let message = await client.next(); message !== undefined; message = await client.next()) {
    if (typeof message !== 'string') bytes += message.length;
    else if ((JSON.parse(message) as { type: string }).type === type) return bytes;
  }
  throw new Error(`the socket closed before ${type}`);
}
