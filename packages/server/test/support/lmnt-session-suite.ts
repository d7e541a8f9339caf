/** The promises that all of LMNT's clients for Node are kept, by one suite for all. */

import { setTimeout as pause, setImmediate } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest';
import { type DecodableFormat, decode, durationMsOf, forJudging } from './decode.js';
import { redirectLmnt } from './lmnt-redirect.js';
import type { LmntSdk, SdkMessage, SessionWishes } from './lmnt-sdks.js';
import type { Token } from './lmnt-talk.js';
import { expectSpeech, pitchHzOf } from './sound.js';
import type { TestServer } from './test-server.js';
import { chapter, firstReply, secondReply } from './texts.js';

const sampleRates = [8000, 16_000, 24_000];

/** Everything that a session handed out until its loop ended. */
interface Heard {
  readonly audio: Buffer;
  readonly tokens: readonly Token[];
  readonly messages: readonly SdkMessage[];
}

/** `server` has the settings of `lmntSettings`. */
export function lmntSessionSuite(sdk: LmntSdk, server: () => TestServer): void {
  let restore: () => void;
  let warnings: MockInstance;
  beforeAll(() => {
    restore = redirectLmnt(server().url);
  });
  afterAll(() => restore());
  // The SDKs write there what they do not like: a close code other than 1000, for one.
  beforeEach(() => {
    warnings = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  });
  afterEach(() => warnings.mockRestore());

  const open = (wishes: SessionWishes = {}) => sdk.open(server().url, 'right', wishes);

  /** What it says to a text that comes by the word. */
  async function speak(wishes: SessionWishes, text: string, take = unhurried): Promise<Heard> {
    const session = open(wishes);
    for (const token of text.split(/(?<= )/)) session.text(token);
    session.finish();
    return await heard(session, [], take);
  }

  describe(`a session of ${sdk.name}`, () => {
    it.each(sdk.formats)('speaks %s at every sample rate, and its loop ends', async (format) => {
      const all = await Promise.all(sampleRates.map((sampleRate) => speak({ format, sampleRate }, firstReply)));
      for (const [index, { audio, messages }] of all.entries()) {
        const sampleRate = sampleRates[index]!;
        const decoded = await decode(decodableAs(format), audio, sampleRate);
        expect(decoded.sampleRate).toBe(format === 'webm' ? 48_000 : sampleRate);
        expectSpeech(forJudging(decoded), firstReply);
        expect(messages.every((message) => message.error === undefined)).toBe(true);
      }
      expect(warnings).not.toHaveBeenCalled();
    });

    it('speaks MP3 at 24 kHz to who wishes for nothing', async () => {
      const decoded = await decode('mp3', (await speak({}, firstReply)).audio, 0);
      expect(decoded.sampleRate).toBe(24_000);
      expectSpeech(forJudging(decoded), firstReply);
    });

    it('speaks for a minute, and its loop ends', async () => {
      const text = chapter.slice(0, 1000);
      const { audio } = await speak({ format: pcmOf(sdk) }, text, setImmediate);
      expectSpeech(audio, text);
      expect(warnings).not.toHaveBeenCalled();
    });

    it('tells words and their times to who asks for them, and nothing to others', async () => {
      const wishes = { format: pcmOf(sdk), sampleRate: 16_000 };
      const [silent, untold, told] = await Promise.all(
        [wishes, { ...wishes, extras: false }, { ...wishes, extras: true }].map((wish) => speak(wish, firstReply)),
      );
      for (const { messages } of [silent!, untold!]) {
        for (const { tokens, bufferEmpty } of messages) expect([tokens, bufferEmpty]).toEqual([undefined, undefined]);
      }
      const { audio, tokens } = told!;
      expect(tokens.map(({ text }) => text).join('')).toBe(firstReply);
      const toldMs = tokens.reduce((sum, { duration }) => sum + duration * 1000, 0);
      expect(toldMs).toBeCloseTo(durationMsOf(await decode('pcm_s16le', audio, 16_000)), 1);
      expect(warnings).not.toHaveBeenCalled();
    });

    it('speaks what was flushed before it is finished', async () => {
      const session = open({ format: pcmOf(sdk) });
      const nonces: (number | undefined)[] = [];
      const reader = session[Symbol.asyncIterator]();
      session.text(firstReply.slice(0, 10));
      session.text(firstReply.slice(10));
      nonces.push(session.flush());
      const first = await read(reader, ({ audio }) => audio !== undefined);
      session.text(secondReply);
      nonces.push(session.flush());
      session.finish();
      const { audio, messages } = await heard({ [Symbol.asyncIterator]: () => reader }, first);
      expectSpeech(audio, `${firstReply} ${secondReply}`);
      const expected = nonces.flatMap((nonce) => (nonce === undefined ? [] : [{ of: 'flush', nonce }]));
      expect(messages.flatMap(({ complete }) => complete ?? [])).toEqual(expected);
      expect(warnings).not.toHaveBeenCalled();
    });

    it('has the voices of women under the names of women, and of men under those of men', async () => {
      const spoken = await Promise.all(
        ['leah', 'brandon'].map((voice) => speak({ voice, format: pcmOf(sdk), sampleRate: 24_000 }, secondReply)),
      );
      const [leah, brandon] = spoken.map(({ audio }) => pitchHzOf(audio));
      expect(leah!).toBeGreaterThan(1.2 * brandon!);
    });

    it('speaks the language that it is asked for', async () => {
      // "quatre-vingt-dix-neuf" takes longer than "ninety-nine".
      const text = '99 99 99 99';
      const spoken = await Promise.all(['en', 'fr'].map((language) => speak({ format: pcmOf(sdk), language }, text)));
      const [english, french] = spoken.map(({ audio }) => audio.length);
      expect(french!).toBeGreaterThan(1.1 * english!);
    });

    it('is forgotten when it is closed in the middle', async () => {
      const cancelled = await server().figures.read('tts_utterances_total', { outcome: 'cancelled' });
      const session = open({ format: pcmOf(sdk) });
      session.text(chapter);
      session.flush();
      await read(session[Symbol.asyncIterator](), ({ audio }) => audio !== undefined);
      session.close();
      await server().figures.until('tts_sessions', 0);
      await server().figures.until('tts_utterances_total', cancelled + 1, { outcome: 'cancelled' });
    });

    it('learns of a wrong key, and its loop ends', async () => {
      const before = await server().figures.read('tts_disconnects_total', { code: '1002' });
      const session = sdk.open(server().url, 'wrong');
      session.text(firstReply);
      session.finish();
      const told: string[] = [];
      try {
        for (const { error } of (await heard(session)).messages) if (error !== undefined) told.push(error);
      } catch (error) {
        told.push((error as Error).message);
      }
      expect(told).toEqual(['Invalid API key']);
      await server().figures.until('tts_disconnects_total', before + 1, { code: '1002' });
    });
  });

  if (sdk.hasSpeed) {
    it(`sessions of ${sdk.name} speak as fast as they are asked to`, async () => {
      const speeds = [0.5, 1, 2];
      const spoken = await Promise.all(speeds.map((speed) => speak({ format: pcmOf(sdk), speed }, firstReply)));
      const [slow, usual, fast] = spoken.map(({ audio }) => audio.length);
      expect(slow! / usual!).toBeCloseTo(2, 0);
      expect(usual! / fast!).toBeCloseTo(2, 0);
    });
  }

  if (sdk.hasResets) {
    it(`resets of ${sdk.name} stop what is spoken, and let through what comes behind them`, async () => {
      const session = open({ format: pcmOf(sdk) });
      const reader = session[Symbol.asyncIterator]();
      session.text(chapter);
      const flush = session.flush()!;
      await read(reader, ({ audio }) => audio !== undefined);
      const reset = session.reset!();
      session.text(secondReply);
      const next = session.flush()!;
      session.finish();
      expect([flush, reset, next]).toEqual([1, 2, 3]);
      const before = await read(reader, ({ complete }) => complete?.of === 'reset');
      expect(before.flatMap(({ complete }) => complete ?? [])).toEqual([
        { of: 'flush', nonce: flush },
        { of: 'reset', nonce: reset },
      ]);
      const { audio, messages } = await heard({ [Symbol.asyncIterator]: () => reader });
      expectSpeech(audio, secondReply);
      expect(messages.flatMap(({ complete }) => complete ?? [])).toEqual([{ of: 'flush', nonce: next }]);
      expect(warnings).not.toHaveBeenCalled();
    });
  }
}

/** As an SDK calls samples of 16 bits. */
function pcmOf({ formats }: LmntSdk): string {
  return formats.includes('raw') ? 'raw' : 'pcm_s16le';
}

function decodableAs(format: string): DecodableFormat {
  return format === 'raw' ? 'pcm_s16le' : (format as DecodableFormat);
}

/** Up to the message that is looked for, and with it. */
async function read(
  reader: AsyncIterator<SdkMessage>,
  isLast: (message: SdkMessage) => boolean,
): Promise<readonly SdkMessage[]> {
  const messages: SdkMessage[] = [];
  for (let next = await reader.next(); !next.done; next = await reader.next()) {
    messages.push(next.value);
    if (isLast(next.value)) return messages;
  }
  throw new Error('the loop ended before what was waited for');
}

/** The body of a loop that does something with what it is handed: the end of the audio still waits within the SDK when
 *  the socket is about to close. Those before 2.12 would then wait for ever, were they not given time. */
const unhurried = () => pause(2);

/** Runs the loop to its end. */
async function heard(
  session: AsyncIterable<SdkMessage>,
  before: readonly SdkMessage[] = [],
  take: () => Promise<unknown> = unhurried,
): Promise<Heard> {
  const messages = [...before];
  for await (const message of session) {
    messages.push(message);
    await take();
  }
  return {
    audio: Buffer.concat(messages.flatMap(({ audio }) => audio ?? [])),
    tokens: messages.flatMap(({ tokens }) => tokens ?? []),
    messages,
  };
}
