import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { joinArrays } from './join.js';
import { loadResampler, Resampler } from './resampler.js';
import { tone, toneQualityDb } from './tone.js';

const rates = [8000, 16000, 22050, 24000, 32000, 44100, 48000];
const otherRates = rates.filter((rate) => rate !== 22050);

describe('resampler', () => {
  beforeAll(loadResampler);

  it.each(otherRates)('keeps a tone clean from 22,050 to %i Hz', (toRate) => {
    const samples = resample([tone(22050, 44100).samples], 22050, toRate);
    expect(toneQualityDb(samples.subarray(toRate / 10, toRate), toRate)).toBeGreaterThan(80);
  });

  it.each(otherRates)('lets nothing click where pieces join, from 22,050 to %i Hz', (toRate) => {
    const { samples } = tone(22050, 22050);
    const joined = resample(cut(samples, [441, 1, 7, 882, 13]), 22050, toRate);
    const middle = joined.subarray(toRate / 100, -toRate / 100);
    // A sine bends by no more than its amplitude times its step squared; rounding adds up to two.
    const bend = 16000 * ((2 * Math.PI * 1000) / toRate) ** 2 + 2;
    for (let at = 1; at + 1 < middle.length; at += 1) {
      const second = (middle[at + 1] as number) - 2 * (middle[at] as number) + (middle[at - 1] as number);
      if (Math.abs(second) > bend) expect.fail(`bends by ${second} at sample ${at}, where ${bend} is the most`);
    }
  });

  it('keeps what would fold back into hearing out', () => {
    const step = (2 * Math.PI * 6000) / 24000;
    const samples = Int16Array.from({ length: 24000 }, (_, at) => 16000 * Math.sin(step * at));
    const middle = resample([samples], 24000, 8000).subarray(800, -800);
    expect(Math.max(...middle.map(Math.abs))).toBeLessThanOrEqual(1);
  });

  it('gives the same samples however they come in pieces, and exactly as many as they last', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...rates, 11025, 12000),
        fc.constantFrom(...rates),
        fc.integer({ min: 0, max: 20000 }),
        fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 8 }),
        (from, to, length, sizes) => {
          const { samples } = tone(from, length);
          const whole = resample([samples], from, to);
          expect(whole).toHaveLength(Math.round((length * to) / from));
          expect(firstDifference(resample(cut(samples, [...sizes, 1]), from, to), whole)).toBe(-1);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('passes audio of the right rate on as it is', () => {
    const { samples } = tone(24000, 100);
    const resampler = new Resampler(24000);
    expect(resampler.process({ samples, sampleRate: 24000 })).toBe(samples);
    expect(resampler.flush()).toHaveLength(0);
  });

  it('gives the rest of one rate before the first of the next', () => {
    const parts = [tone(24000, 2400), tone(8000, 800), tone(16000, 1600), tone(22050, 2205)];
    const resampler = new Resampler(16000);
    const results = [...parts.map((part) => resampler.process(part)), resampler.flush()];
    const alone = parts.map(({ samples, sampleRate }) => resample([samples], sampleRate, 16000));
    expect(joinArrays(Int16Array, results)).toEqual(joinArrays(Int16Array, alone));
  });

  it('begins each utterance afresh', () => {
    const audio = tone(22050, 5000);
    const expected = resample([audio.samples], 22050, 16000);
    const resampler = new Resampler(16000);
    for (let utterance = 0; utterance < 3; utterance += 1) {
      expect(joinArrays(Int16Array, [resampler.process(audio), resampler.flush()])).toEqual(expected);
      resampler.process(tone(22050, 321 + utterance));
      resampler.flush();
    }
  });

  it('keeps a thousand streams apart', () => {
    const streams = Array.from({ length: 1000 }, (_, at) => ({
      resampler: new Resampler(8000),
      audio: tone(at % 2 === 0 ? 22050 : 24000, 600 + at),
    }));
    const begun = streams.map(({ resampler, audio }) => resampler.process(audio));
    streams.forEach(({ resampler, audio }, at) => {
      const samples = joinArrays(Int16Array, [begun[at] as Int16Array, resampler.flush()]);
      expect(firstDifference(samples, resample([audio.samples], audio.sampleRate, 8000))).toBe(-1);
    });
  });

  it('takes no audio once closed, and none at a rate that is none', () => {
    const resampler = new Resampler(8000);
    expect(() => resampler.process({ samples: new Int16Array(1), sampleRate: 0 })).toThrow('0 Hz');
    resampler.close();
    expect(() => resampler.process(tone(8000, 1))).toThrow('closed');
  });
});

function resample(pieces: readonly Int16Array[], sampleRate: number, toRate: number): Int16Array {
  const resampler = new Resampler(toRate);
  const results = pieces.map((samples) => resampler.process({ samples, sampleRate }));
  return joinArrays(Int16Array, [...results, resampler.flush()]);
}

/** Pieces of these sizes, again and again. */
function cut(samples: Int16Array, sizes: readonly number[]): Int16Array[] {
  const pieces: Int16Array[] = [];
  for (let at = 0, turn = 0; at < samples.length; turn += 1) {
    const size = sizes[turn % sizes.length] as number;
    pieces.push(samples.subarray(at, at + size));
    at += size;
  }
  return pieces;
}

/** Where two runs of samples part, or -1; for as much audio as would be slow to compare otherwise. */
function firstDifference(some: Int16Array, others: Int16Array): number {
  if (some.length !== others.length) return Math.min(some.length, others.length);
  return some.findIndex((sample, at) => sample !== others[at]);
}
