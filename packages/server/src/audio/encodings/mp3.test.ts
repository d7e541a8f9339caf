import { MPEGDecoder } from 'mpg123-decoder';
import { describe, expect, it } from 'vitest';
import { bytesOf, speak } from '../../testing/encoded-speech.js';
import { type Decoded, encoderContract } from '../../testing/encoder-contract.js';
import { checkFormat } from '../formats.js';
import { tone } from '../tone.js';
import { createEncoder } from './index.js';

// LAME begins 1,105 samples late, and fills the last frame.
const paddingFrames = 4;

for (const [sampleRate, bitRate] of [
  [22050, 48000],
  [8000, 32000],
  [48000, 64000],
] as const) {
  const format = checkFormat({ encoding: 'mp3', sampleRate, bitRate });
  encoderContract(`mp3 at ${sampleRate} Hz`, () => createEncoder(format), {
    decode: decodeMp3,
    sound: { toneQualityDb: 20, clickMs: 1 },
    paddingSamples: paddingFrames * (sampleRate >= 32000 ? 1152 : 576),
  });
}

describe('mp3', () => {
  it.each([
    [8000, 64],
    [16000, 8],
    [24000, 160],
    [32000, 32],
    [44100, 320],
  ])('at %i Hz has the bit rate that was asked for, of %i kbit/s', async (sampleRate, kilobits) => {
    const encoder = await createEncoder(checkFormat({ encoding: 'mp3', sampleRate, bitRate: kilobits * 1000 }));
    const bytes = bytesOf(await speak(encoder, tone(sampleRate, sampleRate)));
    expect(readFrames(bytes).bitRates).toEqual(new Set([kilobits * 1000]));
    encoder.close();
  });

  it('makes the same bytes from an encoder that has served another stream', async () => {
    const speakAlone = async () => {
      const encoder = await createEncoder(checkFormat({ encoding: 'mp3' }));
      const bytes = bytesOf(await speak(encoder, tone(22050, 9000)));
      encoder.close();
      return bytes;
    };
    const first = await speakAlone();
    const interrupted = await createEncoder(checkFormat({ encoding: 'mp3', sampleRate: 48000 }));
    await interrupted.encode(tone(22050, 5000));
    interrupted.close();
    expect(Buffer.compare(await speakAlone(), first)).toBe(0);
  });

  it('keeps streams apart that are made at the same time', async () => {
    const encoders = await Promise.all(
      Array.from({ length: 24 }, () => createEncoder(checkFormat({ encoding: 'mp3' }))),
    );
    const audio = tone(22050, 4000);
    await Promise.all(encoders.map((encoder) => encoder.encode(audio)));
    const tails = await Promise.all(encoders.map((encoder) => encoder.flush()));
    for (const tail of tails) expect(tail).toEqual(tails[0]);
    for (const encoder of encoders) encoder.close();
  });
});

/** Decoded for real, and each frame looked at. */
async function decodeMp3(bytes: Uint8Array): Promise<Decoded> {
  const { sampleRate, sampleCount } = readFrames(bytes);
  const decoder = new MPEGDecoder();
  await decoder.ready;
  const { channelData, samplesDecoded } = decoder.decode(bytes);
  decoder.free();
  expect(samplesDecoded).toBe(sampleCount);
  const samples = Int16Array.from(channelData[0] ?? [], (part) => Math.round(part * 32767));
  return { sampleRate, sampleCount, samples };
}

/** Steps from frame to frame by the headers alone: whatever is between two frames, or cut off, is an error. */
function readFrames(bytes: Uint8Array) {
  const data = Buffer.from(bytes);
  const bitRates = new Set<number>();
  let sampleRate = 0;
  let sampleCount = 0;
  for (let at = 0; at < data.length; ) {
    const header = readHeader(data.readUInt32BE(at));
    bitRates.add(header.bitRate);
    sampleRate = header.sampleRate;
    sampleCount += header.samples;
    at += header.frameBytes;
    if (at > data.length) throw new Error(`the last frame lacks ${at - data.length} bytes`);
  }
  return { sampleRate, sampleCount, bitRates };
}

const bitRatesOf = {
  first: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  later: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};

/** ISO 11172-3, 2.4.1.3, with the two later generations for lower rates. */
function readHeader(header: number) {
  if (header >>> 21 !== 0x7ff) throw new Error('no frame begins here');
  const version = (header >>> 19) & 3;
  const divisor = { 3: 1, 2: 2, 0: 4 }[version];
  if (!divisor || ((header >>> 17) & 3) !== 1) throw new Error('a frame that is not MPEG layer III');
  const sampleRate = ([44100, 48000, 32000][(header >>> 10) & 3] ?? 0) / divisor;
  const bitRate = ((version === 3 ? bitRatesOf.first : bitRatesOf.later)[(header >>> 12) & 15] ?? 0) * 1000;
  if (!sampleRate || !bitRate) throw new Error('a frame with a reserved rate');
  const samples = version === 3 ? 1152 : 576;
  const frameBytes = Math.floor(((samples / 8) * bitRate) / sampleRate) + ((header >>> 9) & 1);
  return { sampleRate, bitRate, samples, frameBytes };
}
