import fc from 'fast-check';
import { beforeAll, expect, it, vi } from 'vitest';
import { joinArrays } from '../../../../audio/join.js';
import { toneQualityDb } from '../../../../audio/tone.js';
import { decodeMp3, isMp3 } from './mp3.js';
import { frameRuns } from './mp3-frames.js';
import { mp3File, wavFile } from './sounds.test.kit.js';

async function decode(file: Uint8Array) {
  const blocks: Int16Array[] = [];
  let sampleRate = 0;
  for await (const pcm of decodeMp3(file)) {
    blocks.push(pcm.samples);
    sampleRate = pcm.sampleRate;
  }
  return { samples: joinArrays(Int16Array, blocks), sampleRate };
}

const lengthOf = (file: Uint8Array) => [...frameRuns(file)].reduce((sum, { length }) => sum + length, 0);

let file: Uint8Array;
beforeAll(async () => {
  file = await mp3File(22_050);
});

it.each([8000, 22_050, 44_100])('decodes an MP3 of %i Hz', async (rate) => {
  const { samples, sampleRate } = await decode(await mp3File(rate));
  expect(sampleRate).toBe(rate);
  expect(samples.length).toBeGreaterThanOrEqual(rate);
  const middle = samples.subarray(rate / 5, rate / 5 + (Math.floor(rate / 1000) * 1000) / 2);
  expect(toneQualityDb(middle, rate)).toBeGreaterThan(20);
});

it('decodes every frame that there is, to the last', async () => {
  expect((await decode(file)).samples).toHaveLength(lengthOf(file));
});

it('passes over tags, at both ends', async () => {
  const picture = Buffer.concat([Buffer.from([73, 68, 51, 4, 0, 0, 0, 0, 16, 0]), file.subarray(0, 2048)]);
  const last = Buffer.from(`TAG${' '.repeat(125)}`);
  expect(lengthOf(Buffer.concat([picture, file, last]))).toBe(lengthOf(file));
  expect((await decode(Buffer.concat([picture, file, last]))).samples).toEqual((await decode(file)).samples);
});

it('passes over a few tags, and takes a file of nothing but tags for no MP3', () => {
  const tag = Buffer.from([73, 68, 51, 4, 0, 0, 0, 0, 0, 0]);
  const behind = (count: number) => Buffer.concat([...Array.from({ length: count }, () => tag), file]);
  expect(lengthOf(behind(10))).toBe(lengthOf(file));
  expect(isMp3(behind(100_000))).toBe(false);
});

it('passes over dirt between frames, and takes no more than there is of the last one', () => {
  const dirt = Uint8Array.from({ length: 1000 }, (_, at) => (at % 5 === 0 ? 0xff : at));
  expect(lengthOf(Buffer.concat([file, dirt, file]))).toBe(2 * lengthOf(file));
  expect(lengthOf(file.subarray(0, -1))).toBe(lengthOf(file) - 576);
});

it('goes on where the sample rate changes', async () => {
  const lengths = new Map<number, number>();
  for await (const { samples, sampleRate } of decodeMp3(Buffer.concat([await mp3File(44_100), file]))) {
    lengths.set(sampleRate, (lengths.get(sampleRate) ?? 0) + samples.length);
  }
  expect(lengths).toEqual(
    new Map([
      [44_100, lengthOf(await mp3File(44_100))],
      [22_050, lengthOf(file)],
    ]),
  );
});

it('gives up where there is too much else', () => {
  const junk = new Uint8Array(70_000);
  expect(isMp3(Buffer.concat([junk, file]))).toBe(false);
  expect(lengthOf(Buffer.concat([file, junk, file]))).toBe(lengthOf(file));
});

it.each<[string, Uint8Array]>([
  ['nothing', new Uint8Array(0)],
  ['text', Buffer.from('<html>'.repeat(1000))],
  ['a WAV file', wavFile(new Uint8Array(5000))],
  ['nothing but a tag', Buffer.from([73, 68, 51, 4, 0, 0, 127, 127, 127, 127])],
  ['nothing but beginnings of frames', new Uint8Array(100_000).fill(0xff)],
])('does not take %s for an MP3', (_, other) => {
  expect(isMp3(other)).toBe(false);
});

it('survives what is broken inside of frames, and keeps quiet about it', async () => {
  const complain = vi.spyOn(console, 'error');
  const change = fc.tuple(fc.nat(file.length - 1), fc.nat(255));
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 30 }), async (changes) => {
      const broken = Uint8Array.from(file);
      for (const [at, byte] of changes) broken[at] = byte;
      await decode(broken);
    }),
    { numRuns: 50 },
  );
  expect(complain).not.toHaveBeenCalled();
});
