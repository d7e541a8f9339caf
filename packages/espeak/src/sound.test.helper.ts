/** What the tests listen with: everything that was said, and what an ear would tell about it. */

import type { Espeak, EspeakWord, SpeakOptions } from './espeak.js';

export interface Said {
  readonly samples: Int16Array;
  readonly words: readonly EspeakWord[];
  readonly durationMs: number;
}

export function say(espeak: Espeak, text: string, options: Partial<SpeakOptions> = {}): Said {
  const pieces: Int16Array[] = [];
  const words: EspeakWord[] = [];
  espeak.speak(text, { voice: 'gmw/en-US', ...options }, (piece) => {
    pieces.push(piece.samples);
    words.push(...piece.words);
    return true;
  });
  const samples = new Int16Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    samples.set(piece, at);
    at += piece.length;
  }
  return { samples, words, durationMs: (samples.length * 1000) / espeak.sampleRate };
}

/** The words as they stand in the text. */
export function spokenIn(text: string, { words }: Said): string[] {
  return words.map(({ from, to }) => text.slice(from, to));
}

/** The voice's tones in Hz, one for each voiced hundredth of a second, by autocorrelation. */
export function tones(samples: Int16Array, sampleRate: number): number[] {
  const step = Math.round(sampleRate / 100);
  const window = 4 * step;
  const found: number[] = [];
  for (let start = 0; start + 3 * window < samples.length; start += step) {
    const tone = toneAt(samples, start, window, sampleRate);
    if (tone !== undefined) found.push(tone);
  }
  return found;
}

function toneAt(samples: Int16Array, start: number, window: number, sampleRate: number): number | undefined {
  const likeness = (lag: number): number => {
    let product = 0;
    let first = 0;
    let second = 0;
    for (let i = start; i < start + window; i += 4) {
      const a = samples[i]!;
      const b = samples[i + lag]!;
      product += a * b;
      first += a * a;
      second += b * b;
    }
    return first < window * 20_000 ? 0 : product / Math.sqrt(first * second);
  };
  const shortest = Math.floor(sampleRate / 500);
  const lags = Array.from({ length: Math.ceil(sampleRate / 50) - shortest }, (_, i) => likeness(shortest + i));
  const best = Math.max(...lags);
  if (best < 0.5) return undefined;
  // The first peak that is nearly as good: the later ones are its multiples.
  const peak = lags.findIndex(
    (value, i) => value > 0.88 * best && value >= (lags[i - 1] ?? 1) && value >= (lags[i + 1] ?? 1),
  );
  return peak < 0 ? undefined : sampleRate / (shortest + peak);
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

export function semitones(from: number, to: number): number {
  return 12 * Math.log2(to / from);
}

/** How loud each of ten frequency bands is, in dB around their mean: the colour of a voice, whatever its volume. */
export function colour(samples: Int16Array, sampleRate: number): number[] {
  const centres = [150, 300, 500, 750, 1000, 1500, 2200, 3000, 4200, 6000];
  const levels = centres.map((hz) => 10 * Math.log10(power(samples, hz, sampleRate) + 1));
  const mean = levels.reduce((sum, level) => sum + level, 0) / levels.length;
  return levels.map((level) => level - mean);
}

export function colourDistance(a: readonly number[], b: readonly number[]): number {
  return Math.sqrt(a.reduce((sum, level, i) => sum + (level - b[i]!) ** 2, 0) / a.length);
}

/** Energy around a frequency: Goertzel's filter over short stretches, which makes its band wide. */
function power(samples: Int16Array, hz: number, sampleRate: number): number {
  const stretch = 128;
  const coefficient = 2 * Math.cos((2 * Math.PI * hz) / sampleRate);
  let sum = 0;
  for (let start = 0; start + stretch <= samples.length; start += stretch) {
    let last = 0;
    let before = 0;
    for (let i = 0; i < stretch; i++) {
      const fade = Math.sin((Math.PI * i) / stretch) ** 2;
      const next = samples[start + i]! * fade + coefficient * last - before;
      before = last;
      last = next;
    }
    sum += last * last + before * before - coefficient * last * before;
  }
  return sum / samples.length;
}
