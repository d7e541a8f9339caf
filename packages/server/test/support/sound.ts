/** Listens to audio, as far as a program can. */

import { expect } from 'vitest';

export const sampleRate = 24_000;

/** A query for what {@link expectSpeech} listens to. */
export const rawAudio = `encoding=linear16&sample_rate=${sampleRate}`;

/** What one breath of speech is judged by. */
const windowMs = 20;
/** Of 32768: a whisper is louder, and the noise of a silent engine is not. */
const audible = 300;

export interface Loudness {
  readonly durationMs: number;
  /** Of 32768. */
  readonly peak: number;
  /** The part of the time in which something can be heard, 0 to 1. */
  readonly voiced: number;
  /** How long it takes until something can be heard. */
  readonly leadingSilenceMs: number;
}

/** Measures signed 16 bit samples, little endian, at {@link sampleRate}. */
export function loudnessOf(audio: Uint8Array): Loudness {
  const samples = samplesOf(audio);
  const windowLength = (sampleRate * windowMs) / 1000;
  let loudWindows = 0;
  let windows = 0;
  for (let start = 0; start + windowLength <= samples.length; start += windowLength) {
    windows += 1;
    if (rootMeanSquare(samples.subarray(start, start + windowLength)) > audible) loudWindows += 1;
  }
  const first = samples.findIndex((sample) => Math.abs(sample) > audible);
  return {
    durationMs: durationMsOf(audio),
    peak: samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0),
    voiced: loudWindows / Math.max(1, windows),
    leadingSilenceMs: ((first === -1 ? samples.length : first) * 1000) / sampleRate,
  };
}

export function durationMsOf(audio: Uint8Array): number {
  return (audio.byteLength / 2 / sampleRate) * 1000;
}

/** Fails unless this may be somebody who says the text: as long as that takes, mostly audible, not clipped to noise. */
export function expectSpeech(audio: Uint8Array, text: string): void {
  expect(audio.byteLength % 2).toBe(0);
  const { durationMs, peak, voiced } = loudnessOf(audio);
  // People say 10 to 20 characters in a second; a few words by themselves are said more slowly.
  expect(durationMs).toBeGreaterThan((text.length * 1000) / 30);
  expect(durationMs).toBeLessThan((text.length * 1000) / 6 + 500);
  expect(peak).toBeGreaterThan(3000);
  expect(voiced).toBeGreaterThan(0.5);
}

/** The deepest and the highest that people speak. */
const [lowestHz, highestHz] = [60, 400];

/** The pitch of a voice: the median over all windows in which something can be heard. */
export function pitchHzOf(audio: Uint8Array): number {
  const samples = samplesOf(audio);
  const length = Math.round((2 * sampleRate) / lowestHz);
  const pitches: number[] = [];
  for (let start = 0; start + length <= samples.length; start += length) {
    const window = samples.subarray(start, start + length);
    if (rootMeanSquare(window) > audible) pitches.push(sampleRate / period(window));
  }
  pitches.sort((a, b) => a - b);
  return pitches[Math.floor(pitches.length / 2)] ?? 0;
}

/** After how many samples a sound is most like itself. */
function period(window: Int16Array): number {
  const shortest = Math.round(sampleRate / highestHz);
  const longest = Math.round(sampleRate / lowestHz);
  const half = window.subarray(0, window.length - longest);
  let [best, bestLikeness] = [shortest, Number.NEGATIVE_INFINITY];
  for (let lag = shortest; lag <= longest; lag += 1) {
    const likeness = half.reduce((sum, sample, index) => sum + sample * window[index + lag]!, 0);
    if (likeness > bestLikeness) [best, bestLikeness] = [lag, likeness];
  }
  return best;
}

/** The engine never says a text twice in quite the same way: its voice flutters, and where a breath counts as silence
 *  moves with that. Even one lost message is more. */
const toleranceMs = 50;

/** Fails unless both play for the same time. */
export function expectSameLength(audio: Uint8Array, expected: Uint8Array): void {
  expect(Math.abs(durationMsOf(audio) - durationMsOf(expected))).toBeLessThan(toleranceMs);
}

function samplesOf(audio: Uint8Array): Int16Array {
  const view = new DataView(audio.buffer, audio.byteOffset, audio.byteLength);
  return Int16Array.from({ length: Math.floor(audio.byteLength / 2) }, (_, index) => view.getInt16(index * 2, true));
}

function rootMeanSquare(samples: Int16Array): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
}
