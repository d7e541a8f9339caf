import { describe, expect, it } from 'vitest';
import { dtmfTone } from './dtmf-tone.js';
import { roundsOf } from './loop.js';
import { piecesOf } from './pieces.js';
import { samplesOf } from './samples.js';

describe('the text of a say', () => {
  it.each([
    ['https://a.example/b.wav', 'sound'],
    ['silence_stream://500', 'sound'],
    ['tone_stream://%(1,0,440)', 'sound'],
    ['Note: this', 'words'],
    ['https://a.example is down', 'words'],
    ['https', 'words'],
  ])('%s is %s', (text, type) => {
    expect(piecesOf(text)).toMatchObject([{ type }]);
  });

  it('is nothing where it is empty', () => {
    expect([piecesOf(undefined), piecesOf(''), piecesOf(['', 'a'])].map(({ length }) => length)).toEqual([0, 0, 1]);
  });
});

it('plays as often as a loop says, and once where that makes no sense', () => {
  expect([undefined, 0, -1, 2.9, '4', 'x', 'forever'].map(roundsOf)).toEqual([1, 1, 1, 2, 4, 1, Infinity]);
});

it('makes the two tones of a key, and silence for what is none', () => {
  const sampleRate = 8000;
  const strength = (samples: Int16Array, hertz: number) => {
    let [real, imaginary] = [0, 0];
    for (const [at, sample] of samples.entries()) {
      real += sample * Math.cos((2 * Math.PI * hertz * at) / sampleRate);
      imaginary += sample * Math.sin((2 * Math.PI * hertz * at) / sampleRate);
    }
    return Math.hypot(real, imaginary) / samples.length;
  };
  const soundOf = (key: string, durationMs: number) => {
    const pieces = [...dtmfTone(key, durationMs, sampleRate)];
    for (const { length } of pieces) expect(length).toBeLessThanOrEqual(sampleRate / 5);
    return Int16Array.from(pieces.flatMap((piece) => [...piece]));
  };
  const tone = soundOf('#', 100);
  expect(tone.length).toBe(1200);
  const sounding = tone.subarray(0, 800);
  for (const hertz of [941, 1477]) expect(strength(sounding, hertz)).toBeGreaterThan(3500);
  for (const hertz of [697, 770, 852, 1209, 1336, 1633]) expect(strength(sounding, hertz)).toBeLessThan(600);
  expect(tone.subarray(800).every((sample) => sample === 0)).toBe(true);
  // A long one is the same tone, without a seam.
  expect(soundOf('#', 1000).subarray(0, 800)).toEqual(sounding);
  expect(strength(soundOf('#', 1000).subarray(0, 8000), 941)).toBeGreaterThan(3500);
  expect(soundOf('w', 100)).toEqual(new Int16Array(sampleRate / 2));
});

it('reads bytes as samples wherever they lie, and leaves half a one out', () => {
  const bytes = new Uint8Array([9, 1, 0, 2, 0, 3]);
  expect([...samplesOf(bytes.subarray(1))]).toEqual([1, 2]);
  expect([...samplesOf(bytes.subarray(2, 4))]).toEqual([512]);
});
