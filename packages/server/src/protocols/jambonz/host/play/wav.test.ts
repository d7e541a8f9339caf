import alawmulaw from 'alawmulaw';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { joinArrays } from '../../../../audio/join.js';
import { SpeechError } from '../../../../errors.js';
import { bytes16, chunk, type WavParts, wavFile } from './sounds.test.kit.js';
import { decodeWav, isWav } from './wav.js';

function decode(file: Uint8Array) {
  const blocks = [...decodeWav(file)];
  return {
    samples: Array.from(
      joinArrays(
        Int16Array,
        blocks.map(({ samples }) => samples),
      ),
    ),
    sampleRate: blocks[0]?.sampleRate,
  };
}

const bytes = (write: (view: DataView) => void, length: number) => {
  const buffer = new ArrayBuffer(length);
  write(new DataView(buffer));
  return new Uint8Array(buffer);
};

const floats = (values: readonly number[], size: 4 | 8) =>
  bytes((view) => {
    for (const [at, value] of values.entries()) {
      if (size === 4) view.setFloat32(at * 4, value, true);
      else view.setFloat64(at * 8, value, true);
    }
  }, values.length * size);

it.each<[string, Uint8Array, WavParts, number[]]>([
  ['8 bits', Uint8Array.of(0, 128, 255, 129), { bits: 8 }, [-32768, 0, 32512, 256]],
  ['16 bits', bytes16([-32768, 0, 32767, 1]), {}, [-32768, 0, 32767, 1]],
  ['24 bits', Uint8Array.of(0, 0, 128, 255, 255, 127, 0, 1, 0), { bits: 24 }, [-32768, 32767, 1]],
  ['20 bits in three bytes', Uint8Array.of(0, 0, 128, 0, 1, 0), { bits: 20 }, [-32768, 1]],
  ['32 bits', Uint8Array.of(0, 0, 0, 128, 0, 0, 1, 0), { bits: 32 }, [-32768, 1]],
  [
    'floating point',
    floats([-1, 0, 0.5, 1, 7, Number.NaN], 4),
    { coding: 3, bits: 32 },
    [-32768, 0, 16384, 32767, 32767, 0],
  ],
  ['double floating point', floats([-0.25, -9], 8), { coding: 3, bits: 64 }, [-8192, -32768]],
  ['A-law', alawmulaw.alaw.encode(Int16Array.of(0, 8, -32256)), { coding: 6, bits: 8 }, [8, 8, -32256]],
  ['µ-law', alawmulaw.mulaw.encode(Int16Array.of(0, -32124)), { coding: 7, bits: 8 }, [0, -32124]],
])('reads samples of %s', (_, data, parts, samples) => {
  expect(decode(wavFile(data, parts)).samples).toEqual(samples);
});

it('mixes channels down', () => {
  const stereo = bytes16([100, 300, -32768, -32768, 7, 8]);
  expect(decode(wavFile(stereo, { channels: 2, sampleRate: 44_100 }))).toEqual({
    samples: [200, -32768, 8],
    sampleRate: 44_100,
  });
  expect(decode(wavFile(bytes16([3, 6, 9]), { channels: 3 })).samples).toEqual([6]);
});

it('finds the format where the extensible one has it', () => {
  const extension = Buffer.alloc(24);
  extension.writeUInt16LE(22, 0);
  extension.writeUInt16LE(3, 8);
  const file = wavFile(floats([0.5], 4), { coding: 0xfffe, bits: 32, extension });
  expect(decode(file).samples).toEqual([16384]);
});

it('passes over other chunks, odd ones too', () => {
  const before = Buffer.concat([chunk('LIST', Uint8Array.of(1, 2, 3)), chunk('data'.toUpperCase(), bytes16([9]))]);
  expect(decode(wavFile(bytes16([5, 6]), { before })).samples).toEqual([5, 6]);
});

it('reads what is there, whatever the header says of its length', () => {
  for (const dataSize of [0xffffffff, 5000]) {
    expect(decode(wavFile(bytes16([5, 6]), { dataSize })).samples).toEqual([5, 6]);
  }
  expect(decode(wavFile(bytes16([5, 6, 7]).subarray(0, 5))).samples).toEqual([5, 6]);
  expect(decode(wavFile(new Uint8Array(0))).samples).toEqual([]);
});

it('gives no more than a tenth of a second at once, and less of many channels', () => {
  const lengths = (channels: number, sampleRate: number) => {
    const data = new Uint8Array(channels * sampleRate);
    return [...decodeWav(wavFile(data, { bits: 8, channels, sampleRate }))].map(({ samples }) => samples.length);
  };
  expect(Math.max(...lengths(1, 4000))).toBe(400);
  expect(Math.max(...lengths(32, 4000))).toBe(400);
  expect(Math.max(...lengths(32, 192_000)) * 32).toBeLessThanOrEqual(65_536);
});

it.each([
  ['empty', chunk('LIST', new Uint8Array(0))],
  ['descriptions', wavFile(new Uint8Array(0)).subarray(12, 36)],
])('gives up where there are thousands of chunks before the samples: %s', (_, one) => {
  const many = (count: number) =>
    wavFile(bytes16([1]), { before: Buffer.concat(Array.from({ length: count }, () => one)) });
  expect(decode(many(100)).samples).toEqual([1]);
  expect(() => decode(many(5000))).toThrow('more than 256 chunks');
});

it('gives long sounds in blocks that make the same sound', () => {
  const samples = Array.from({ length: 40_000 }, (_, at) => (at * 7) % 3000);
  const file = wavFile(bytes16(samples));
  expect([...decodeWav(file)].length).toBeGreaterThan(1);
  expect(decode(file).samples).toEqual(samples);
});

it.each<[string, Uint8Array]>([
  ['a coding that nobody reads', wavFile(bytes16([1]), { coding: 85 })],
  ['samples without bits', wavFile(bytes16([1]), { bits: 0 })],
  ['samples of too many bits', wavFile(bytes16([1]), { bits: 40 })],
  ['A-law of 16 bits', wavFile(bytes16([1]), { coding: 6 })],
  ['floating point of 16 bits', wavFile(bytes16([1]), { coding: 3 })],
  ['no channels', wavFile(bytes16([1]), { channels: 0 })],
  ['thousands of channels', wavFile(bytes16([1]), { channels: 65_535 })],
  ['a sample rate of 0', wavFile(bytes16([1]), { sampleRate: 0 })],
  ['a sample rate beyond reason', wavFile(bytes16([1]), { sampleRate: 4_000_000_000 })],
  ['no samples', wavFile(bytes16([1])).subarray(0, 36)],
  ['nothing but a beginning', wavFile(bytes16([1])).subarray(0, 12)],
  ['half a description', wavFile(bytes16([1])).subarray(0, 30)],
  [
    'samples before their description',
    Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVE', 'latin1'), chunk('data', bytes16([1]))]),
  ],
])('refuses a file with %s', (_, broken) => {
  expect(() => decode(broken)).toThrow(expect.objectContaining({ code: 'unsupported-format' }));
});

it('survives whatever a header says', () => {
  const good = wavFile(bytes16(Array.from({ length: 64 }, (_, at) => at)), { channels: 2 });
  const change = fc.tuple(fc.nat(good.length - 1), fc.nat(255));
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), fc.nat(good.length), (changes, length) => {
      const broken = Uint8Array.from(good);
      for (const [at, byte] of changes) broken[at] = byte;
      try {
        expect(decode(broken.subarray(0, length)).samples.length).toBeLessThanOrEqual(128);
      } catch (error) {
        expect(error).toBeInstanceOf(SpeechError);
      }
    }),
  );
});

it('knows a WAV file by its beginning', () => {
  expect(isWav(wavFile(bytes16([1])))).toBe(true);
  expect(isWav(Buffer.from('RIFF'))).toBe(false);
  expect(isWav(new Uint8Array(0))).toBe(false);
});
