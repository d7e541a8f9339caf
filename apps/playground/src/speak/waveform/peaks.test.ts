import { expect, it } from 'vitest';
import { createPeaks, marksFor, spanFor } from './peaks.js';

/** At 1000 Hz a piece of 10 ms has ten samples. */
const tone = (milliseconds: number, amplitude: number) =>
  Float32Array.from({ length: milliseconds }, (_, index) => (index % 2 === 0 ? amplitude : -amplitude));

it('tells the loudest sample of each column, and nothing of what has not come yet', () => {
  const peaks = createPeaks(1000);
  peaks.add(tone(100, 0.5));
  peaks.add(tone(100, 0.25));
  expect(peaks.durationMs).toBe(200);
  expect(peaks.columns(4, 400)).toEqual([0.5, 0.25, undefined, undefined]);
});

it('does not depend on how the audio is cut', () => {
  const whole = createPeaks(1000);
  whole.add(tone(95, 0.5));
  const cut = createPeaks(1000);
  for (const sample of tone(95, 0.5)) cut.add(Float32Array.of(sample));
  expect(cut.columns(10, 100)).toEqual(whole.columns(10, 100));
});

it('has a value for every column, also where columns are narrower than pieces', () => {
  const peaks = createPeaks(1000);
  peaks.add(tone(20, 0.5));
  expect(peaks.columns(10, 20)).toEqual(Array(10).fill(0.5));
});

it('never shows more than full volume', () => {
  const peaks = createPeaks(1000);
  peaks.add(tone(10, 3));
  expect(peaks.columns(1, 10)).toEqual([1]);
});

it.each([
  [0, 4000],
  [4000, 4000],
  [4001, 6000],
  [3_600_000, 3_600_000],
])('%i ms are shown within %i ms', (durationMs, spanMs) => {
  expect(spanFor(durationMs)).toBe(spanMs);
});

it.each([
  [4000, 8, [0, 500, 1000, 1500, 2000, 2500, 3000, 3500]],
  [4000, 4, [0, 1000, 2000, 3000]],
  [30_000, 4, [0, 10_000, 20_000]],
  [1_800_000, 6, [0, 300_000, 600_000, 900_000, 1_200_000, 1_500_000]],
  [1_800_000, 1, [0]],
])('marks round times within %i ms, %i of them at most', (spanMs, room, marks) => {
  expect(marksFor(spanMs, room)).toEqual(marks);
});
