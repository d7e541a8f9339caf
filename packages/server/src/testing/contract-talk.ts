/** The client of the protocol contract: it talks through a harness, and reads what the messages mean. */

import type { Protocol } from '../protocols/protocol.js';
import { type Dialled, dial } from './dial.js';
import { type TestSpeechOptions, testSpeech } from './test-speech.js';
import { type ToneCall, type ToneOptions, type ToneSynthesizer, toneSynthesizer } from './tone-synthesizer.js';

type Message = string | Uint8Array;

/** How one protocol says what all of them can say. */
export interface ProtocolHarness {
  /** A fresh one for each test. */
  protocol(): Protocol;
  /** Opens a conversation that delivers raw audio, no container. */
  open(): Request;
  readonly bytesPerSample: 1 | 2;
  /** What a client must say before it may add text. */
  readonly hello?: readonly Message[];
  append(text: string): Message;
  readonly flush: Message;
  readonly clear: Message;
  /** Left out where a client has no word for it: it flushes, waits, and hangs up. */
  readonly finish?: Message;
  /** What a message of the server means. */
  read(message: Message): Meaning;
  /** Whether flushes that a clear voided are answered all the same, ahead of the clear's own answer. */
  readonly answersDropped?: boolean;
  /** A message that no version of the protocol knows. */
  readonly nonsense: Message;
  /** What else would end the conversation is told by an error message here, and the conversation goes on. */
  readonly forgiving?: true;
}

export type Meaning =
  | { readonly type: 'audio'; readonly data: Uint8Array }
  | { readonly type: 'flushed' | 'cleared' | 'error' | 'other' };

export interface Talk extends Dialled {
  readonly synthesizer: ToneSynthesizer;
  say(...messages: Message[]): void;
  /** Everything up to and with the next message of this meaning. */
  until(type: Meaning['type']): Promise<Meaning[]>;
  /** Everything until the socket closes. */
  rest(): Promise<Meaning[]>;
  /** Everything that is there once the event loop has nothing left to do. */
  meaningsSoFar(): Promise<Meaning[]>;
  /** The engine's calls, once there is one. */
  called(): Promise<[ToneCall]>;
}

/** A fresh conversation over tones, its hello said. */
export async function open(
  harness: ProtocolHarness,
  tones: ToneOptions = {},
  parts: TestSpeechOptions = {},
): Promise<Talk> {
  const synthesizer = toneSynthesizer(tones);
  const speech = await testSpeech({ synthesizer, ...parts });
  const dialled = await dial(harness.protocol(), speech, harness.open());
  if (dialled instanceof Response) throw new Error(`refused: ${dialled.status} ${await dialled.text()}`);
  const { client } = dialled;
  for (const message of harness.hello ?? []) client.send(message);

  const until = async (type: Meaning['type']) => {
    const meanings: Meaning[] = [];
    for (;;) {
      const message = await client.next();
      if (message === undefined) throw new Error(`the socket closed before "${type}"`);
      const meaning = harness.read(message);
      meanings.push(meaning);
      if (meaning.type === type) return meanings;
    }
  };
  return {
    ...dialled,
    synthesizer,
    until,
    say(...messages) {
      for (const message of messages) client.send(message);
    },
    async rest() {
      const meanings: Meaning[] = [];
      for await (const message of client) meanings.push(harness.read(message));
      return meanings;
    },
    async meaningsSoFar() {
      for (let turn = 0; turn < 20; turn += 1) await nextTurn();
      return client.take().map((message) => harness.read(message));
    },
    async called() {
      while (synthesizer.calls[0] === undefined) await nextTurn();
      return [synthesizer.calls[0]];
    },
  };
}

/** Everything that still comes, once the client has nothing more to say. */
export async function whatIsLeft(talk: Talk, { finish }: ProtocolHarness): Promise<Meaning[]> {
  if (finish === undefined) return talk.meaningsSoFar();
  talk.say(finish);
  return talk.rest();
}

/** How many bytes of audio these tokens are. */
export async function lengthOf(harness: ProtocolHarness, ...tokens: string[]): Promise<number> {
  const talk = await open(harness);
  talk.say(...tokens.map((token) => harness.append(token)), harness.flush);
  const length = audioBytes(await talk.until('flushed'));
  talk.client.close();
  return length;
}

export function audioBytes(meanings: readonly Meaning[]): number {
  return meanings.reduce((sum, meaning) => sum + (meaning.type === 'audio' ? meaning.data.length : 0), 0);
}

/** The value once it has stopped changing over many turns of the event loop. */
export async function steady(read: () => number): Promise<number> {
  let value = read();
  for (let quiet = 0; quiet < 50; quiet += 1) {
    await nextTurn();
    if (read() !== value) quiet = 0;
    value = read();
  }
  return value;
}

export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
