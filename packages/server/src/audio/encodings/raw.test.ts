import alawmulaw from 'alawmulaw';
import { describe, expect, it } from 'vitest';
import { type Decoded, encoderContract } from '../../testing/encoder-contract.js';
import { checkFormat } from '../formats.js';
import { tone } from '../tone.js';
import { alaw } from './alaw.js';
import { float32 } from './float32.js';
import { createEncoder } from './index.js';
import { linear16 } from './linear16.js';
import { mulaw } from './mulaw.js';

const decoders = {
  linear16: (bytes: Uint8Array) => new Int16Array(bytes.slice().buffer),
  float32: (bytes: Uint8Array) => Int16Array.from(new Float32Array(bytes.slice().buffer), (part) => part * 32768),
  mulaw: alawmulaw.mulaw.decode,
  alaw: alawmulaw.alaw.decode,
};
const encodings = ['linear16', 'float32', 'mulaw', 'alaw'] as const;
const everySample = Int16Array.from({ length: 65536 }, (_, at) => at - 32768);

for (const [encoding, container, sampleRate] of [
  ['linear16', 'none', 8000],
  ['linear16', 'none', 22050],
  ['linear16', 'none', 44100],
  ['linear16', 'wav', 24000],
  ['float32', 'none', 24000],
  ['float32', 'wav', 44100],
  ['mulaw', 'none', 8000],
  ['mulaw', 'wav', 16000],
  ['alaw', 'none', 8000],
  ['alaw', 'wav', 48000],
] as const) {
  const format = checkFormat({ encoding, container, sampleRate });
  encoderContract(`${encoding} in ${container} at ${sampleRate} Hz`, () => createEncoder(format), {
    decode: (bytes) => (container === 'wav' ? decodeWav(bytes) : decodeRaw(bytes, encoding, sampleRate)),
    sound: { toneQualityDb: format.encoding.endsWith('law') ? 35 : 80, clickMs: 0 },
    sameBytes: true,
  });
}

describe('raw encodings', () => {
  it('writes linear16 in little-endian byte order', () => {
    expect([...linear16.encode(Int16Array.of(0x0102, -2))]).toEqual([0x02, 0x01, 0xfe, 0xff]);
  });

  it('writes float32 as parts of full scale', () => {
    const bytes = Buffer.from(float32.encode(Int16Array.of(-32768, 0, 16384, 32767)));
    expect([0, 4, 8, 12].map((at) => bytes.readFloatLE(at))).toEqual([-1, 0, 0.5, 32767 / 32768]);
  });

  it('agrees with the definition of µ-law on every sample', () => {
    expect(mulaw.encode(everySample)).toEqual(Uint8Array.from(everySample, definedMulaw));
  });

  it('agrees with the library on every sample of µ-law and A-law', () => {
    const { mulaw: libraryMulaw, alaw: libraryAlaw } = alawmulaw;
    expect(mulaw.encode(everySample)).toEqual(Uint8Array.from(everySample, (s) => libraryMulaw.encodeSample(s) & 0xff));
    expect(alaw.encode(everySample)).toEqual(Uint8Array.from(everySample, (s) => libraryAlaw.encodeSample(s) & 0xff));
  });

  it('keeps every sample of A-law within the step of its segment', () => {
    const decoded = alawmulaw.alaw.decode(alaw.encode(everySample));
    const tooFar = everySample.filter((sample, at) => {
      const step = Math.max(16, 2 ** (Math.floor(Math.log2(Math.max(1, Math.abs(sample)))) - 4));
      return Math.abs(sample - (decoded[at] as number)) > step;
    });
    expect([...tooFar]).toEqual([]);
  });

  it.each(encodings)(
    'keeps the WAV header of %s apart from the audio, and has none where none was asked for',
    async (encoding) => {
      const inWav = await createEncoder(checkFormat({ encoding, container: 'wav', sampleRate: 8000 }));
      const bare = await createEncoder(checkFormat({ encoding, container: 'none', sampleRate: 8000 }));
      const audio = tone(8000, 80);
      expect(await inWav.encode(audio)).toEqual(await bare.encode(audio));
      expect(inWav.header).toHaveLength(44);
      expect(bare.header).toHaveLength(0);
      inWav.close();
      bare.close();
    },
  );
});

function decodeRaw(bytes: Uint8Array, encoding: (typeof encodings)[number], sampleRate: number): Decoded {
  const samples = decoders[encoding](bytes);
  return { sampleRate, sampleCount: samples.length, samples };
}

/** Reads every field of the header, so that each must be right. */
function decodeWav(bytes: Uint8Array): Decoded {
  const header = Buffer.from(bytes.slice(0, 44));
  const encoding = ({ 1: 'linear16', 3: 'float32', 6: 'alaw', 7: 'mulaw' } as const)[header.readUInt16LE(20)];
  if (!encoding) throw new Error(`unknown WAVE format ${header.readUInt16LE(20)}`);
  const sampleBytes = { linear16: 2, float32: 4, alaw: 1, mulaw: 1 }[encoding];
  const sampleRate = header.readUInt32LE(24);
  expect(header.toString('latin1', 0, 4)).toBe('RIFF');
  expect(header.readUInt32LE(4)).toBe(0xffffffff);
  expect(header.toString('latin1', 8, 16)).toBe('WAVEfmt ');
  expect(header.readUInt32LE(16)).toBe(16);
  expect(header.readUInt16LE(22)).toBe(1);
  expect(header.readUInt32LE(28)).toBe(sampleRate * sampleBytes);
  expect(header.readUInt16LE(32)).toBe(sampleBytes);
  expect(header.readUInt16LE(34)).toBe(sampleBytes * 8);
  expect(header.toString('latin1', 36, 40)).toBe('data');
  expect(header.readUInt32LE(40)).toBe(0xffffffff);
  return decodeRaw(bytes.slice(44), encoding, sampleRate);
}

/** G.711 as it is written down: bias, find the segment of the highest bit, invert. */
function definedMulaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(sample), 32635) + 132;
  const segment = Math.floor(Math.log2(magnitude)) - 7;
  const mantissa = (magnitude >> (segment + 3)) & 0x0f;
  return ~(sign | (segment << 4) | mantissa) & 0xff;
}
