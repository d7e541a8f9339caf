import { describe, expect, it } from 'vitest';
import { bytesOf, speak } from '../../testing/encoded-speech.js';
import { type Decoded, encoderContract } from '../../testing/encoder-contract.js';
import { checkFormat } from '../formats.js';
import { tone } from '../tone.js';
import { createEncoder } from './index.js';

const frameSamples = 1024;
const sampleRates = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000];

encoderContract('aac', () => createEncoder(checkFormat({ encoding: 'aac' })), {
  decode: decodeAdts,
  // One frame before the first sample, and the last one filled.
  paddingSamples: 2 * frameSamples,
});

describe('aac', () => {
  it('has an end to its threads, and room again once a stream has ended', async () => {
    const create = () => createEncoder(checkFormat({ encoding: 'aac' }));
    const encoders = await Promise.all(Array.from({ length: 16 }, create));
    await Promise.all(encoders.map((encoder) => encoder.encode(tone(22050, 10))));
    const late = await create();
    await expect(late.encode(tone(22050, 10))).rejects.toMatchObject({ code: 'overloaded' });
    late.close();
    await encoders[0]?.flush();
    const next = await create();
    await next.encode(tone(22050, 22050));
    expect((await next.flush()).durationMs).toBeGreaterThan(0);
    for (const encoder of [...encoders, next]) encoder.close();
  });

  it.each([8000, 22050, 48000])('begins late by the one frame that it says, at %i Hz', async (sampleRate) => {
    const encoder = await createEncoder(checkFormat({ encoding: 'aac', sampleRate }));
    const samples = new Int16Array(12 * frameSamples);
    samples.set(noise(frameSamples), 5 * frameSamples);
    const frames = readFrames(bytesOf(await speak(encoder, { samples, sampleRate })));
    // A decoder joins the halves of two frames into what the second of them plays. The noise is in these two alone, so it
    // is heard in the place of the second. No part of a frame can come on top, as the library feeds whole ones.
    expect(frames.flatMap((frame, at) => (frame.length > 100 ? [at] : []))).toEqual([5, 6]);
    expect(encoder.delayMs).toBe(((6 - 5) * frameSamples * 1000) / sampleRate);
    encoder.close();
  });

  it('gives the frames of one long piece at once', async () => {
    const encoder = await createEncoder(checkFormat({ encoding: 'aac' }));
    const { data } = await encoder.encode(tone(22050, 10 * frameSamples));
    expect(decodeAdts(data).sampleCount).toBeGreaterThanOrEqual(8 * frameSamples);
    encoder.close();
  });

  it.each([
    [8000, 4000],
    [22050, 192000],
    [48000, 192000],
  ])('takes the ends of its range: %i Hz at %i bit/s', async (sampleRate, bitRate) => {
    const encoder = await createEncoder(checkFormat({ encoding: 'aac', sampleRate, bitRate }));
    const bytes = bytesOf(await speak(encoder, tone(sampleRate, sampleRate)));
    expect(decodeAdts(bytes).sampleCount).toBeGreaterThanOrEqual(sampleRate);
    encoder.close();
  });
});

function decodeAdts(bytes: Uint8Array): Decoded {
  const frames = readFrames(bytes);
  const [{ sampleRate } = { sampleRate: 0 }] = frames;
  return { sampleRate, sampleCount: frames.length * frameSamples };
}

/** Steps from frame to frame by the headers alone: whatever is between two frames, or cut off, is an error. */
function readFrames(bytes: Uint8Array): { sampleRate: number; length: number }[] {
  const data = Buffer.from(bytes);
  const frames: { sampleRate: number; length: number }[] = [];
  for (let at = 0; at < data.length; ) {
    if (data.readUInt16BE(at) >>> 4 !== 0xfff) throw new Error('no frame begins here');
    const header = data.readUIntBE(at + 2, 5);
    const objectType = Math.floor(header / 2 ** 38);
    const sampleRate = sampleRates[Math.floor(header / 2 ** 34) % 16] ?? 0;
    const channels = Math.floor(header / 2 ** 30) % 8;
    if (objectType !== 1 || channels !== 1) throw new Error('a frame that is not AAC-LC with one channel');
    const length = Math.floor(header / 2 ** 13) % 2 ** 13;
    frames.push({ sampleRate, length });
    at += length;
    if (at > data.length) throw new Error(`the last frame lacks ${at - data.length} bytes`);
  }
  return frames;
}

/** The same each time, and loud in every frequency. */
function noise(length: number): Int16Array {
  let state = 1;
  return Int16Array.from({ length }, () => {
    state = (state * 48271) % 2_147_483_647;
    return (state % 32000) - 16000;
  });
}
