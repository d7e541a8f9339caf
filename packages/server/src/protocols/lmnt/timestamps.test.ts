import { MPEGDecoder } from 'mpg123-decoder';
import { describe, expect, it } from 'vitest';
import type { Synthesizer } from '../../synthesizers/synthesizer.js';
import { clickSynthesizer, clickTimes } from '../../testing/click-synthesizer.js';
import { toneSynthesizer } from '../../testing/tone-synthesizer.js';
import {
  type Answer,
  bytesOf,
  call,
  cleared,
  finish,
  flush,
  flushed,
  isAudio,
  isOf,
  reset,
  text,
  texts,
  tokensIn,
  typed,
  typed11,
} from './call.test.kit.js';
import type { CaptionToken } from './captions.js';

const timed = { return_timestamps: true };
const words = 'Well, one two. "Three" 🙂 four!';
const joined = (tokens: readonly CaptionToken[]) => tokens.map(({ text }) => text).join('');
const lengthOf = (tokens: readonly CaptionToken[]) => tokens.reduce((sum, { duration }) => sum + duration, 0);
const seconds = (bytes: number) => bytes / 48_000;

/** Pieces of audio, each with what is told of it afterwards. */
function pieces(answers: readonly Answer[]): { bytes: number; tokens: CaptionToken[] }[] {
  const found: { bytes: number; tokens: CaptionToken[] }[] = [];
  for (const answer of answers) {
    if (isAudio(answer)) found.push({ bytes: answer.length, tokens: [] });
    else found.at(-1)?.tokens.push(...tokensIn([answer]));
  }
  return found;
}

describe('timestamps', () => {
  it('LMNT 8 are not sent unless they are asked for', async () => {
    for (const init of [typed, typed11]) {
      const talk = await call({ init });
      talk.say(text(words), flush(1), finish);
      expect(texts(await talk.rest()).filter(isOf('timestamps'))).toEqual([]);
    }
  });

  it.each([
    ['1.1', typed11],
    ['1.2', typed],
  ])('LMNT 8 of version %s are estimates where the engine times nothing, and as long as the audio', async (_, init) => {
    const talk = await call({ init, wishes: timed, parts: { synthesizer: untimed(toneSynthesizer()) } });
    talk.say(text(words), finish);
    const answers = await talk.rest();
    const tokens = tokensIn(answers);
    expect(joined(tokens)).toBe(words);
    expect(lengthOf(tokens)).toBeCloseTo(seconds(bytesOf(answers)), 5);
    for (const { text, duration } of tokens) if (/\w/.test(text)) expect(duration).toBeGreaterThan(0);
  });

  it('LMNT 8 come behind the audio that speaks them', async () => {
    const talk = await call({ wishes: timed });
    talk.say(text(words), flush(1));
    let heard = 0;
    for (const answer of await talk.until(isOf('flush_complete'))) {
      heard += bytesOf([answer]);
      for (const { start, duration } of tokensIn([answer]))
        expect(start + duration).toBeLessThanOrEqual(seconds(heard));
    }
    expect(heard).toBeGreaterThan(0);
  });

  it.each([
    ['1.1', typed11],
    ['1.2', typed],
  ])('LMNT 8 of version %s are the text as it was sent, in silence, and as long as the audio', async (_, init) => {
    const talk = await call({ init, wishes: timed, tones: { pauses: { sentence: 200 } } });
    talk.say(text(words), flush(1), text(' Another.'), finish);
    for (const [answers, said] of [
      [await talk.until(isOf('flush_complete')), words],
      [await talk.rest(), ' Another.'],
    ] as const) {
      const tokens = tokensIn(answers);
      expect(joined(tokens)).toBe(said);
      expect([tokens[0]?.text, tokens.at(-1)?.text]).toEqual(['', '']);
      expect(lengthOf(tokens)).toBeCloseTo(seconds(bytesOf(answers)), 5);
    }
  });

  it('LMNT 8 begin anew with every piece of audio in 1.1, and fill it', async () => {
    const talk = await call({ init: typed11, wishes: timed, tones: { pauses: { sentence: 200 } } });
    talk.say(text(words), flush(1));
    const told = pieces(await talk.until(isOf('flush_complete')));
    expect(told.length).toBeGreaterThan(3);
    for (const { bytes, tokens } of told) {
      expect(tokens[0]?.start).toBe(0);
      expect(lengthOf(tokens)).toBeCloseTo(seconds(bytes), 5);
    }
  });

  it('LMNT 8 of 1.1 have long audio in one message, since times begin with each', async () => {
    const tones = { msPerCharacter: 400, chunkMs: 5000 };
    const talk = await call({ init: typed11, wishes: { ...timed, format: 'pcm_f32le' }, tones });
    talk.say(text('Long word'), finish);
    const told = pieces(await talk.rest());
    expect(told.map(({ bytes }) => bytes)).toEqual([9 * 38_400]);
    expect(joined(told[0]?.tokens ?? [])).toBe('Long word');
  });

  it('LMNT 8 go on in 1.2, and return to 0 with a flush and with a reset', async () => {
    const talk = await call({ wishes: timed });
    for (const said of ['One two.', 'Three four.']) {
      talk.say(text(said), flush(1));
      const tokens = tokensIn(await talk.until(isOf('flush_complete')));
      expect(tokens[0]?.start).toBe(0);
      for (const [index, { start }] of tokens.entries()) {
        const before = tokens[index - 1] ?? { start: 0, duration: 0 };
        expect(start).toBeCloseTo(before.start + before.duration, 9);
      }
    }
    talk.say(text(words.repeat(50)));
    await talk.until(isOf('timestamps'));
    talk.say(reset(2), text('New.'), finish);
    await talk.until(isOf('reset_complete'));
    const tokens = tokensIn(await talk.rest());
    expect(joined(tokens)).toBe('New.');
    expect(tokens[0]?.start).toBe(0);
  });

  it('are none of the text that a reset dropped, told after it', async () => {
    const talk = await call({ wishes: timed, tones: { msPerCharacter: 100 } });
    talk.say(text('Old text, and more of it. '), flush(1));
    await talk.until(isOf('timestamps'));
    talk.client.stall();
    talk.say(reset(2), text('New.'), flush(3));
    talk.client.resume();
    const stale = await talk.until(isOf('reset_complete'));
    expect(texts(stale).slice(-2)).toEqual([flushed(1), cleared(2)]);
    expect(joined(tokensIn(await talk.until(isOf('flush_complete'))))).toBe('New.');
  });

  it('tell of a flush of nothing nothing', async () => {
    const talk = await call({ wishes: timed });
    talk.say(flush(1), text('  '), flush(2), finish);
    expect((await talk.rest()).slice(1)).toEqual([flushed(1), flushed(2)]);
  });

  it.each([
    ['1.1', typed11],
    ['1.2', typed],
  ])('LMNT 8 of version %s say where words are heard, also in MP3', async (version, init) => {
    for (const format of ['pcm_s16le', 'mp3']) {
      const talk = await call({
        init,
        wishes: { ...timed, format, voice: 'click/en' },
        parts: { synthesizer: clickSynthesizer() },
      });
      talk.say(text('one two three four'), finish);
      const answers = await talk.rest();
      const told = pieces(answers);
      const decoded = await Promise.all(
        told.map(async (_, index) => decode(format, answers.filter(isAudio).slice(0, index + 1))),
      );
      const starts = told.flatMap(({ tokens }, index) => {
        const before = version === '1.1' ? (decoded[index - 1]?.length ?? 0) / 24 : 0;
        return tokens.filter(({ text }) => /\w/.test(text)).map(({ start }) => before + start * 1000);
      });
      const clicks = clickTimes(decoded.at(-1) ?? new Int16Array(), 24000);
      expect(starts).toHaveLength(4);
      for (const [index, startMs] of starts.entries()) expect(Math.abs(startMs - clicks[index]!)).toBeLessThan(3);
    }
  });
});

/** The same engine, which tells no times. */
function untimed(synthesizer: Synthesizer): Synthesizer {
  return {
    ...synthesizer,
    capabilities: { ...synthesizer.capabilities, wordTimings: false },
    async *synthesize(...asked) {
      for await (const chunk of synthesizer.synthesize(...asked)) if (chunk.type !== 'timing') yield chunk;
    },
  };
}

async function decode(format: string, audio: readonly Uint8Array[]): Promise<Int16Array> {
  const bytes = Uint8Array.from(Buffer.concat(audio));
  if (format !== 'mp3') return new Int16Array(bytes.buffer);
  const decoder = new MPEGDecoder();
  await decoder.ready;
  const { channelData } = decoder.decode(bytes);
  decoder.free();
  return Int16Array.from(channelData[0]!, (sample) => sample * 32767);
}
