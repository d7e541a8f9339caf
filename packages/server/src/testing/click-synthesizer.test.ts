import { describe, expect, it } from 'vitest';
import { createEncoder } from '../audio/encodings/index.js';
import { checkFormat } from '../audio/formats.js';
import { joinArrays } from '../audio/join.js';
import { loadResampler } from '../audio/resampler.js';
import { clickSynthesizer, clickTimes } from './click-synthesizer.js';
import { synthesizerContract } from './synthesizer-contract.js';
import { collect, never, oneByOne, sentencesOf } from './utterances.js';

const text = 'One, two. Three four five! Six?';

synthesizerContract('click', () => clickSynthesizer(), { voice: 'click/en', text });

/** What it says: samples, and where words begin. */
async function spoken(sampleRate: number, speed: number) {
  const synthesizer = clickSynthesizer({ sampleRate, chunkMs: 70 });
  const [voice] = await synthesizer.voices();
  const request = { voice: voice!, language: 'en-US', speed, sampleRate };
  const chunks = await collect(synthesizer.synthesize(oneByOne(sentencesOf(text)), request, never()));
  const words = chunks.flatMap((chunk) => (chunk.type === 'timing' ? chunk.words : []));
  const samples = joinArrays(
    Int16Array,
    chunks.flatMap((chunk) => (chunk.type === 'audio' ? [chunk.pcm.samples] : [])),
  );
  return { samples, starts: words.map(({ startMs }) => startMs) };
}

/** The largest difference between the two, which must be equally many. */
function worst(heard: readonly number[], expected: readonly number[]): number {
  expect(heard).toHaveLength(expected.length);
  return Math.max(...heard.map((ms, at) => Math.abs(ms - expected[at]!)));
}

describe('clickSynthesizer', () => {
  it.each([
    [16_000, 1],
    [22_050, 0.5],
    [24_000, 4],
    [44_100, 2],
  ])('clicks where words begin, at %i Hz and speed %d', async (sampleRate, speed) => {
    const { samples, starts } = await spoken(sampleRate, speed);
    expect(starts).toHaveLength(6);
    expect(starts[1]! - starts[0]!).toBeCloseTo(240 / speed, 0);
    expect(worst(clickTimes(samples, sampleRate), starts)).toBeLessThan(0.01);
  });

  it('is heard through another sample rate and few bits', async () => {
    await loadResampler();
    const { samples, starts } = await spoken(44_100, 1);
    const encoder = await createEncoder(checkFormat({ encoding: 'linear16', sampleRate: 8000 }));
    const parts = [await encoder.encode({ samples, sampleRate: 44_100 }), await encoder.flush()];
    const bytes = Buffer.concat(parts.map(({ data }) => data));
    const coarse = Int16Array.from({ length: bytes.length / 2 }, (_, at) => bytes.readInt16LE(2 * at) & ~0xff);
    expect(worst(clickTimes(coarse, 8000), starts)).toBeLessThan(0.5);
  });
});

describe('clickTimes', () => {
  it('hears nothing in silence', () => {
    expect(clickTimes(new Int16Array(24_000), 24_000)).toEqual([]);
  });
});
