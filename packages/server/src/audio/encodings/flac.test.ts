import flac from 'libflacjs/dist/libflac.min.js';
import { describe, expect, it } from 'vitest';
import { bytesOf, speak } from '../../testing/encoded-speech.js';
import { type Decoded, encoderContract } from '../../testing/encoder-contract.js';
import { checkFormat } from '../formats.js';
import { joinArrays } from '../join.js';
import { tone } from '../tone.js';
import { createEncoder } from './index.js';

for (const sampleRate of [22050, 8000, 48000]) {
  encoderContract(`flac at ${sampleRate} Hz`, () => createEncoder(checkFormat({ encoding: 'flac', sampleRate })), {
    decode: decodeFlac,
    sound: { toneQualityDb: 80, clickMs: 0 },
  });
}

describe('flac', () => {
  it('loses nothing', async () => {
    const encoder = await createEncoder(checkFormat({ encoding: 'flac' }));
    const { samples } = tone(22050, 10000);
    samples.set([32767, -32768, 0, 1, -1], 5000);
    const results = await speak(encoder, { samples, sampleRate: 22050 });
    expect(decodeFlac(bytesOf(results)).samples).toEqual(samples);
    encoder.close();
  });

  it('leaves the process as it found it', async () => {
    const before = globalThis.fetch;
    const encoder = await createEncoder(checkFormat({ encoding: 'flac' }));
    await encoder.encode(tone(22050, 1000));
    encoder.close();
    expect(globalThis.fetch).toBe(before);
  });
});

/** One stream after the other, each from its marker to the next. */
function decodeFlac(bytes: Uint8Array): Decoded {
  const data = Buffer.from(bytes);
  const starts: number[] = [];
  for (let at = data.indexOf('fLaC'); at >= 0; at = data.indexOf('fLaC', at + 4)) starts.push(at);
  if (starts[0] !== 0) throw new Error('does not begin with fLaC');
  const streams = starts.map((start, at) => decodeStream(data.subarray(start, starts[at + 1])));
  const samples = joinArrays(
    Int16Array,
    streams.map((stream) => stream.samples),
  );
  return { sampleRate: streams[0]?.sampleRate ?? 0, sampleCount: samples.length, samples };
}

function decodeStream(data: Buffer): { sampleRate: number; samples: Int16Array } {
  const decoder = flac.create_libflac_decoder();
  const blocks: Int16Array[] = [];
  let at = 0;
  let sampleRate = 0;
  const read = (size: number) => {
    const buffer = Uint8Array.from(data.subarray(at, at + size));
    at += buffer.length;
    return { buffer, readDataLength: buffer.length, error: false };
  };
  const write = (channels: Uint8Array<ArrayBuffer>[]) => {
    for (const channel of channels) blocks.push(new Int16Array(channel.slice().buffer));
  };
  const fail = (code: number, text: unknown) => {
    throw new Error(`no FLAC: ${code} ${text}`);
  };
  flac.init_decoder_stream(decoder, read, write, fail, (metadata) => {
    sampleRate = metadata?.sampleRate ?? sampleRate;
  });
  flac.FLAC__stream_decoder_process_until_end_of_stream(decoder);
  flac.FLAC__stream_decoder_delete(decoder);
  return { sampleRate, samples: joinArrays(Int16Array, blocks) };
}
