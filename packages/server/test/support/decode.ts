/** What a listener does with audio files and streams: one decoder for each of LMNT's formats, none of them ours. */

import { BufferSource, EncodedPacketSink, Input, WEBM } from 'mediabunny';
import { MPEGDecoder } from 'mpg123-decoder';
import { OpusDecoder } from 'opus-decoder';
import { sampleRate as judgedRate } from './sound.js';

export interface Decoded {
  readonly samples: Int16Array;
  /** Samples per second. */
  readonly sampleRate: number;
}

/** LMNT's names for formats that can be listened to here; of `aac`, see `aac-frames.ts`. */
export type DecodableFormat = 'pcm_s16le' | 'pcm_f32le' | 'ulaw' | 'wav' | 'mp3' | 'webm';

/** Decodes all of a stream, or what came of it. `sampleRate` is asked for where the bytes do not say it themselves. */
export async function decode(format: DecodableFormat, bytes: Uint8Array, sampleRate: number): Promise<Decoded> {
  if (bytes.length === 0) return { samples: new Int16Array(), sampleRate };
  switch (format) {
    case 'pcm_s16le':
      return { samples: linear16(bytes), sampleRate };
    case 'pcm_f32le':
      return { samples: float32(bytes), sampleRate };
    case 'ulaw':
    case 'wav':
      return wav(bytes);
    case 'mp3':
      return mp3(bytes);
    case 'webm':
      return webm(bytes);
  }
}

/** How long it plays, which some formats tell without being decoded. */
export async function lengthMs(format: DecodableFormat, bytes: Uint8Array, sampleRate: number): Promise<number> {
  if (format === 'webm' && bytes.length > 0) return (await opusPackets(bytes)).length * packetMs;
  return durationMsOf(await decode(format, bytes, sampleRate));
}

export function durationMsOf({ samples, sampleRate }: Decoded): number {
  return (samples.length * 1000) / sampleRate;
}

/** The same sound as `sound.ts` listens to: little endian, 24 kHz. Straight lines between samples are good enough to
 *  judge loudness and pitch by. */
export function forJudging({ samples, sampleRate }: Decoded): Buffer {
  const length = Math.floor((samples.length * judgedRate) / sampleRate);
  const judged = Buffer.alloc(2 * length);
  for (let at = 0; at < length; at += 1) {
    const place = (at * sampleRate) / judgedRate;
    const before = samples[Math.floor(place)] ?? 0;
    const after = samples[Math.floor(place) + 1] ?? before;
    judged.writeInt16LE(Math.round(before + (after - before) * (place % 1)), 2 * at);
  }
  return judged;
}

function linear16(bytes: Uint8Array): Int16Array {
  if (bytes.length % 2 !== 0) throw new Error('half a sample at the end');
  const view = viewOf(bytes);
  return Int16Array.from({ length: bytes.length / 2 }, (_, at) => view.getInt16(2 * at, true));
}

function float32(bytes: Uint8Array): Int16Array {
  if (bytes.length % 4 !== 0) throw new Error('a part of a sample at the end');
  const view = viewOf(bytes);
  return fromFloats(Float32Array.from({ length: bytes.length / 4 }, (_, at) => view.getFloat32(4 * at, true)));
}

/** µ-law or 16 bit samples behind one header of 44 bytes, whose lengths may be unknown. */
function wav(bytes: Uint8Array): Decoded {
  const file = Buffer.from(bytes);
  for (const [word, at] of Object.entries({ RIFF: 0, WAVE: 8, 'fmt ': 12, data: 36 })) {
    if (file.toString('latin1', at, at + 4) !== word) throw new Error(`no ${word} at ${at}`);
  }
  const [tag, channels, sampleRate] = [file.readUInt16LE(20), file.readUInt16LE(22), file.readUInt32LE(24)];
  if (channels !== 1) throw new Error(`${channels} channels`);
  const data = file.subarray(44);
  for (const [field, real] of [
    [4, file.length - 8],
    [40, data.length],
  ] as const) {
    const said = file.readUInt32LE(field);
    if (said !== 0xffffffff && said !== real) throw new Error(`the length at ${field} is ${said}, not ${real}`);
  }
  if (tag === 1) return { samples: linear16(data), sampleRate };
  if (tag === 7) return { samples: Int16Array.from(data, fromMulaw), sampleRate };
  throw new Error(`the wave format ${tag}`);
}

/** G.711: all bits flipped, a sign, three bits of exponent and four of mantissa. */
function fromMulaw(byte: number): number {
  const code = ~byte;
  const magnitude = (((code & 0x0f) << 3) + 0x84) << ((code >> 4) & 7);
  return code & 0x80 ? 0x84 - magnitude : magnitude - 0x84;
}

async function mp3(bytes: Uint8Array): Promise<Decoded> {
  const decoder = new MPEGDecoder();
  await decoder.ready;
  const { channelData, sampleRate, errors } = decoder.decode(bytes);
  decoder.free();
  if (errors.length > 0) throw new Error(`an MP3 that does not decode: ${errors[0]!.message}`);
  return { samples: fromFloats(channelData[0] ?? new Float32Array()), sampleRate };
}

async function webm(bytes: Uint8Array): Promise<Decoded> {
  const packets = await opusPackets(bytes);
  const decoder = new OpusDecoder({ channels: 1, streamCount: 1, coupledStreamCount: 0 });
  await decoder.ready;
  const { channelData, sampleRate, errors } = decoder.decodeFrames(packets);
  decoder.free();
  if (errors.length > 0) throw new Error(`Opus that does not decode: ${errors[0]!.message}`);
  return { samples: fromFloats(channelData[0] ?? new Float32Array()), sampleRate };
}

const packetMs = 20;

/** Each begins where the one before it ends, so that what is decoded is what plays. */
async function opusPackets(bytes: Uint8Array): Promise<Uint8Array[]> {
  const input = new Input({ formats: [WEBM], source: new BufferSource(new Uint8Array(bytes)) });
  const track = await input.getPrimaryAudioTrack();
  if (track?.codec !== 'opus' || track.numberOfChannels !== 1) throw new Error('no track of Opus with one channel');
  const packets: Uint8Array[] = [];
  for await (const { timestamp, data } of new EncodedPacketSink(track).packets()) {
    const expectedMs = packets.length * packetMs;
    const isNext = Math.abs(timestamp * 1000 - expectedMs) < 0.001;
    if (!isNext) throw new Error(`a packet at ${timestamp} s, not ${expectedMs} ms`);
    packets.push(data);
  }
  return packets;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function fromFloats(floats: Float32Array): Int16Array {
  return Int16Array.from(floats, (part) => Math.max(-32768, Math.min(32767, Math.round(part * 32767))));
}
