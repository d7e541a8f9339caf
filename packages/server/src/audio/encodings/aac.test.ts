import { describe, expect, it } from 'vitest';
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
    expect(decodeAdts(await next.flush()).sampleCount).toBeGreaterThan(0);
    for (const encoder of [...encoders, next]) encoder.close();
  });

  it('gives the frames of one long piece at once', async () => {
    const encoder = await createEncoder(checkFormat({ encoding: 'aac' }));
    const bytes = await encoder.encode(tone(22050, 10 * frameSamples));
    expect(decodeAdts(bytes).sampleCount).toBeGreaterThanOrEqual(8 * frameSamples);
    encoder.close();
  });

  it.each([
    [8000, 4000],
    [22050, 192000],
    [48000, 192000],
  ])('takes the ends of its range: %i Hz at %i bit/s', async (sampleRate, bitRate) => {
    const encoder = await createEncoder(checkFormat({ encoding: 'aac', sampleRate, bitRate }));
    const bytes = [await encoder.encode(tone(sampleRate, sampleRate)), await encoder.flush()];
    expect(decodeAdts(Buffer.concat(bytes)).sampleCount).toBeGreaterThanOrEqual(sampleRate);
    encoder.close();
  });
});

/** Steps from frame to frame by the headers alone: whatever is between two frames, or cut off, is an error. */
function decodeAdts(bytes: Uint8Array): Decoded {
  const data = Buffer.from(bytes);
  let decoded: Decoded = { sampleRate: 0, sampleCount: 0 };
  for (let at = 0; at < data.length; ) {
    if (data.readUInt16BE(at) >>> 4 !== 0xfff) throw new Error('no frame begins here');
    const header = data.readUIntBE(at + 2, 5);
    const objectType = Math.floor(header / 2 ** 38);
    const sampleRate = sampleRates[Math.floor(header / 2 ** 34) % 16] ?? 0;
    const channels = Math.floor(header / 2 ** 30) % 8;
    if (objectType !== 1 || channels !== 1) throw new Error('a frame that is not AAC-LC with one channel');
    decoded = { sampleRate, sampleCount: decoded.sampleCount + frameSamples };
    at += Math.floor(header / 2 ** 13) % 2 ** 13;
    if (at > data.length) throw new Error(`the last frame lacks ${at - data.length} bytes`);
  }
  return decoded;
}
