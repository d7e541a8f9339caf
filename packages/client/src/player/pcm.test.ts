import { expect, it } from 'vitest';
import { createPcmReader } from './pcm.js';

it('reads 16 bit samples, from -1 to just below 1', () => {
  const bytes = new Uint8Array(Int16Array.of(0, 16_384, -32_768, 32_767).buffer);
  expect([...createPcmReader('pcm_s16le').read(bytes)]).toEqual([0, 0.5, -1, 32_767 / 32_768]);
});

it('reads floating point samples as they are', () => {
  const samples = Float32Array.of(0, 0.25, -1.5);
  expect(createPcmReader('pcm_f32le').read(new Uint8Array(samples.buffer))).toEqual(samples);
});

it.each(['pcm_s16le', 'pcm_f32le'] as const)('reads the same %s however the bytes are cut', (format) => {
  const samples = Float32Array.from({ length: 64 }, (_, index) => index / 64);
  const bytes =
    format === 'pcm_f32le'
      ? new Uint8Array(samples.buffer)
      : new Uint8Array(Int16Array.from(samples, (sample) => sample * 32_768).buffer);
  for (const pieceLength of [1, 2, 3, 5, 127]) {
    const reader = createPcmReader(format);
    const read: number[] = [];
    for (let from = 0; from < bytes.length; from += pieceLength) {
      read.push(...reader.read(bytes.subarray(from, from + pieceLength)));
    }
    expect(read).toEqual([...samples]);
  }
});

it('forgets half a sample when it is told to', () => {
  const reader = createPcmReader('pcm_s16le');
  reader.read(new Uint8Array([1]));
  reader.reset();
  expect([...reader.read(new Uint8Array([0, 64]))]).toEqual([0.5]);
});
