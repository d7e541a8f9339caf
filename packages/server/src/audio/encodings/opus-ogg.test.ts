import { createDecoder } from 'libopus-wasm';
import { BufferSource, EncodedPacketSink, Input, OGG } from 'mediabunny';
import { describe, expect, it } from 'vitest';
import { bytesOf, speak } from '../../testing/encoded-speech.js';
import { type Decoded, encoderContract } from '../../testing/encoder-contract.js';
import type { EncodedAudio } from '../encoder.js';
import { checkFormat } from '../formats.js';
import { joinArrays } from '../join.js';
import { tone } from '../tone.js';
import { createEncoder } from './index.js';
import { createOggPages } from './ogg.js';

const headerPages = 2;

for (const bitRate of [12000, 64000]) {
  const format = checkFormat({ encoding: 'opus', container: 'ogg', bitRate });
  encoderContract(`opus in ogg at ${bitRate} bit/s`, () => createEncoder(format), {
    decode: decodeOpus,
    sound: { toneQualityDb: bitRate === 64000 ? 30 : 10, clickMs: 1 },
  });
}

describe('opus in ogg', () => {
  it('is read by somebody else, and lasts as long as what was said', async () => {
    const bytes = await speakTones([4800, 30001, 17]);
    const input = new Input({ formats: [OGG], source: new BufferSource(bytes) });
    const track = await input.getPrimaryAudioTrack();
    if (!track) throw new Error('no track was found');
    expect(track.codec).toBe('opus');
    expect(track.numberOfChannels).toBe(1);
    expect(await track.computeDuration()).toBeCloseTo(34818 / 24000, 2);
    let packets = 0;
    for await (const packet of new EncodedPacketSink(track).packets()) packets += packet.data.length > 0 ? 1 : 0;
    expect(packets).toBe(Math.ceil((34818 * 2 + 312) / 960));
  });

  it('marks the first and the last page of each stream, and numbers the pages between', async () => {
    const pages = readPages(await speakTones([24000, 24000, 500]));
    expect(pages.map((page) => page.flags)).toEqual([2, ...new Array(pages.length - 2).fill(0), 4]);
    expect(pages.map((page) => page.sequence)).toEqual(pages.map((_, at) => at));
  });

  it('gives each chained stream a serial number of its own', async () => {
    const encoder = await createEncoder(checkFormat({ encoding: 'opus' }));
    const serials: number[] = [];
    for (let stream = 0; stream < 3; stream += 1) {
      const bytes = bytesOf(await speak(encoder, tone(24000, 2400)));
      serials.push(...new Set(readPages(bytes).map((page) => page.serial)));
    }
    expect(new Set(serials).size).toBe(3);
    encoder.close();
  });

  it('tells packets of every length apart on a page', () => {
    const packets = [1, 254, 255, 256, 510, 1276].map((length) => new Uint8Array(length).fill(7));
    const [page] = readPages(createOggPages().page(packets, 0));
    expect(page?.packets.map((packet) => packet.length)).toEqual([1, 254, 255, 256, 510, 1276]);
  });

  it('keeps a page within its segments at the highest bit rate', async () => {
    const encoder = await createEncoder(checkFormat({ encoding: 'opus', bitRate: 650000 }));
    let state = 1;
    const noise = Int16Array.from({ length: 96000 }, () => {
      state = (state * 48271) % 2_147_483_647;
      return (state % 60000) - 30000;
    });
    const results = await speak(encoder, { samples: noise, sampleRate: 48000 });
    expect((await decodeOpus(bytesOf(results))).sampleCount).toBe(96000);
    encoder.close();
  });
});

async function speakTones(lengths: readonly number[]): Promise<Uint8Array<ArrayBuffer>> {
  const encoder = await createEncoder(checkFormat({ encoding: 'opus' }));
  const results: EncodedAudio[] = [];
  for (const length of lengths) results.push(await encoder.encode(tone(24000, length)));
  results.push(await encoder.flush());
  encoder.close();
  return bytesOf(results);
}

interface Page {
  readonly flags: number;
  readonly granule: number;
  readonly serial: number;
  readonly sequence: number;
  readonly packets: readonly Uint8Array[];
}

async function decodeOpus(bytes: Uint8Array): Promise<Decoded> {
  const streams = new Map<number, Page[]>();
  for (const page of readPages(bytes)) streams.set(page.serial, [...(streams.get(page.serial) ?? []), page]);
  const decoded = await Promise.all([...streams.values()].map(decodeStream));
  const samples = joinArrays(Int16Array, decoded);
  return { sampleRate: 48000, sampleCount: samples.length, samples };
}

async function decodeStream(pages: readonly Page[]): Promise<Int16Array> {
  const [head, tags] = pages.flatMap((page) => page.packets).map((packet) => Buffer.from(packet));
  if (head?.toString('latin1', 0, 8) !== 'OpusHead' || tags?.toString('latin1', 0, 8) !== 'OpusTags') {
    throw new Error('the two headers do not come first');
  }
  const preSkip = head.readUInt16LE(10);
  const decoder = await createDecoder({ sampleRate: 48000, channels: 1 });
  const audio = pages.slice(headerPages).flatMap((page) => page.packets);
  const samples = joinArrays(
    Int16Array,
    audio.map((packet) => decoder.decode(packet)),
  );
  decoder.free();
  return samples.slice(preSkip, pages.at(-1)?.granule);
}

function readPages(bytes: Uint8Array): Page[] {
  const data = Buffer.from(bytes);
  const pages: Page[] = [];
  for (let at = 0; at < data.length; ) {
    if (data.toString('latin1', at, at + 4) !== 'OggS') throw new Error('no page begins here');
    const lengths = data.subarray(at + 27, at + 27 + data.readUInt8(at + 26));
    let start = at + 27 + lengths.length;
    const packets: Uint8Array[] = [];
    let packetStart = start;
    for (const length of lengths) {
      start += length;
      if (length === 255) continue;
      packets.push(data.subarray(packetStart, start));
      packetStart = start;
    }
    if (start > data.length) throw new Error(`the last page lacks ${start - data.length} bytes`);
    if (data.readUInt32LE(at + 22) !== checksum(data.subarray(at, start))) throw new Error('a wrong checksum');
    pages.push({
      flags: data.readUInt8(at + 5),
      granule: Number(data.readBigUInt64LE(at + 6)),
      serial: data.readUInt32LE(at + 14),
      sequence: data.readUInt32LE(at + 18),
      packets,
    });
    at = start;
  }
  return pages;
}

/** Bit by bit, over the page with its own checksum as zero. */
function checksum(page: Uint8Array): number {
  let crc = 0;
  page.forEach((byte, at) => {
    crc ^= (at >= 22 && at < 26 ? 0 : byte) << 24;
    for (let bit = 0; bit < 8; bit += 1) crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  });
  return crc >>> 0;
}
