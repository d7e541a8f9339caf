import { describe, expect, it } from 'vitest';
import { createSampleReader, fromAlaw, fromMulaw } from './samples.js';

describe('PCM', () => {
  const bytes = new Uint8Array(Int16Array.of(0, 16384, -32768, 32767).buffer);

  it('becomes samples between -1 and 1', () => {
    expect([...createSampleReader('pcm_s16le')(bytes)]).toEqual([0, 0.5, -1, 32767 / 32768]);
    const floats = new Uint8Array(Float32Array.of(0.25, -1).buffer);
    expect([...createSampleReader('pcm_f32le')(floats)]).toEqual([0.25, -1]);
  });

  it('becomes the same samples however it is cut', () => {
    const read = createSampleReader('pcm_s16le');
    const pieces = [bytes.slice(0, 1), bytes.slice(1, 2), bytes.slice(2, 5), bytes.slice(5)];
    expect(pieces.flatMap((piece) => [...read(piece)])).toEqual([...createSampleReader('pcm_s16le')(bytes)]);
  });

  it('may be a part of a larger buffer', () => {
    expect([...createSampleReader('pcm_s16le')(bytes.subarray(2, 4))]).toEqual([0.5]);
  });
});

// The ends and the middle of the tables in ITU-T G.711.
it.each([
  [0x00, -32124],
  [0x80, 32124],
  [0x7f, 0],
  [0xff, 0],
  [0xe7, 260],
])('µ-law byte %i is %i', (byte, sample) => {
  expect(fromMulaw(byte) + 0).toBe(sample);
});

it.each([
  [0xd5, 8],
  [0x55, -8],
  [0xaa, 32256],
  [0x2a, -32256],
])('A-law byte %i is %i', (byte, sample) => {
  expect(fromAlaw(byte)).toBe(sample);
});
