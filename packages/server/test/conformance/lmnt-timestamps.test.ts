/** What is told of words, with the engine that people hear. How exact it is is measured in lmnt-clicks.test.ts. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DecodableFormat, type Decoded, decode, durationMsOf } from '../support/decode.js';
import { dialects, type Token, talkToLmnt, tokensOf, untilClosed } from '../support/lmnt-talk.js';
import { type TestServer, testServer } from '../support/test-server.js';

const said = {
  en: 'Your order ships on Tuesday. Is there anything else? Well, "yes": I paid $3.50 (too much), Dr. Smith!',
  de: 'Guten Morgen! Der Zug nach Köln fährt um 14:05 Uhr, also bald – Gleis 7 …  Alles klar?',
};

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ protocols: { lmnt: { lingerMs: 20 } } });
});
afterAll(() => server.close());

describe('LMNT 8 with the voice that people hear', () => {
  it.each<[DecodableFormat, number, keyof typeof said]>([
    ['pcm_s16le', 24_000, 'en'],
    ['pcm_s16le', 8000, 'de'],
    ['mp3', 24_000, 'en'],
    ['mp3', 16_000, 'de'],
    ['webm', 24_000, 'en'],
  ])(
    'in %s at %i Hz, words are where there is sound, and pauses where there is none: %s',
    async (format, rate, language) => {
      const talk = await talkToLmnt(server.url, 'typed', {
        format,
        sample_rate: rate,
        language,
        return_timestamps: true,
      });
      talk.say(dialects.typed.text(said[language]), dialects.typed.finish);
      const { audio, answers } = await untilClosed(talk);
      const tokens = tokensOf(answers);
      expect(tokens.map(({ text }) => text).join('')).toBe(said[language]);
      const decoded = await decode(format, audio, rate);
      const lengthMs = tokens.reduce((sum, { duration }) => sum + duration * 1000, 0);
      expect(lengthMs).toBeCloseTo(durationMsOf(decoded), 1);
      expectSoundAt(tokens, decoded);
    },
  );
});

/** Of 32768. */
const [quiet, loud] = [150, 500];
/** A word may begin with closed lips. */
const closedMs = 120;
const edgeMs = 20;

function expectSoundAt(tokens: readonly Token[], decoded: Decoded): void {
  const loudness = (fromMs: number, untilMs: number) => rootMeanSquare(decoded, fromMs, untilMs);
  let pauses = 0;
  for (const [index, { text, start, duration }] of tokens.entries()) {
    const [fromMs, untilMs] = [start * 1000, (start + duration) * 1000];
    if (/[\p{L}\p{N}]/u.test(text)) {
      expect(loudness(fromMs, untilMs), text).toBeGreaterThan(loud);
      expect(loudness(fromMs, fromMs + closedMs), text).toBeGreaterThan(quiet);
    } else if (duration > 0.1 && index > 0) {
      pauses += 1;
      expect(loudness(fromMs + edgeMs, untilMs - edgeMs), `behind ${tokens[index - 1]?.text}`).toBeLessThan(quiet);
    }
  }
  expect(pauses).toBeGreaterThan(1);
}

function rootMeanSquare({ samples, sampleRate }: Decoded, fromMs: number, untilMs: number): number {
  const [from, until] = [fromMs, untilMs].map((ms) => Math.round((ms * sampleRate) / 1000));
  const part = samples.subarray(from, until);
  return Math.sqrt(part.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, part.length));
}

describe('LMNT 15 with extras, the untyped dialect', () => {
  it.each(['raw', 'mp3', 'ulaw', 'webm'])('keeps strict turns in %s, up to the end', async (format) => {
    const { text, flush, finish } = dialects.untyped;
    const talk = await talkToLmnt(server.url, 'untyped', { format, send_extras: true });
    talk.say(text(said.en), flush(), text('And again. '), flush(), flush(), text('And once more'), finish);
    const { messages } = await untilClosed(talk);
    expect(messages.length).toBeGreaterThan(20);
    expect(messages.length % 2).toBe(0);
    for (const [index, message] of messages.entries()) {
      if (index % 2 === 1) expect(Buffer.isBuffer(message)).toBe(true);
      else expect(message).toMatchObject({ durations: expect.any(Array), buffer_empty: expect.any(Boolean) });
    }
    expect(messages.at(-2)).toMatchObject({ buffer_empty: true });
  });

  it('says nothing but audio without them', async () => {
    const { text, flush, finish } = dialects.untyped;
    const talk = await talkToLmnt(server.url, 'untyped');
    talk.say(text(said.en), flush(), text('And again.'), finish);
    const { answers, audio } = await untilClosed(talk);
    expect(answers).toEqual([]);
    expect(audio.length).toBeGreaterThan(0);
  });
});
