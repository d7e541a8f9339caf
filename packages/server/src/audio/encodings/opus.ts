/** Opus in Ogg (RFC 7845). Each flush ends a stream; the next one is chained to it. */
import { Application, createEncoder } from 'libopus-wasm';
import type { AudioFormat } from '../format.js';
import { joinArrays } from '../join.js';
import { createOggPages } from './ogg.js';
import type { EncodedStream } from './stream.js';

/** Samples per packet: 20 ms at 48 kHz, in which Opus counts whatever the rate of its input. */
const frameSize = 960;
/** A packet of 20 ms has at most 1,276 bytes, which is 6 of the 255 segments of a page. */
const maxPacketsPerPage = 40;
/** Of 10. It costs about half of what 9 does. */
const complexity = 5;

/** A stream whose pages leave as soon as a packet is full: all that one write completes shares a page. */
export async function openOpus({ bitRate = 12000 }: AudioFormat): Promise<EncodedStream> {
  const encoder = await createEncoder({
    sampleRate: 48000,
    channels: 1,
    application: Application.Voip,
    bitrate: bitRate,
    complexity,
    frameSize,
  });
  const pages = createOggPages();
  const preSkip = encoder.getLookahead();
  /** The two header pages, until they have left. */
  let headers = [pages.page([opusHead(preSkip)], 0), pages.page([opusTags()], 0)];
  /** Less than a frame. */
  let waiting = new Int16Array(0);
  /** Samples, as the others below. */
  let fed = 0;
  let encoded = 0;

  return {
    write(samples) {
      fed += samples.length;
      return audioPages(encodeFrames(samples));
    },
    end(samples) {
      fed += samples.length;
      // Decoders drop the pre-skip first, so the audio ends that much later; the last granule cuts off the padding.
      const audioEnd = fed + preSkip;
      const paddedEnd = Math.ceil(audioEnd / frameSize) * frameSize;
      const padded = new Int16Array(paddedEnd - encoded - waiting.length);
      padded.set(samples);
      const bytes = audioPages(encodeFrames(padded), audioEnd);
      encoder.free();
      return bytes;
    },
    abort: () => encoder.free(),
  };

  function encodeFrames(samples: Int16Array): Uint8Array[] {
    const audio = joinArrays(Int16Array, [waiting, samples]);
    const packets: Uint8Array[] = [];
    let at = 0;
    for (; at + frameSize <= audio.length; at += frameSize) {
      packets.push(encoder.encode(audio.subarray(at, at + frameSize)));
    }
    waiting = audio.slice(at);
    return packets;
  }

  /** As few pages as hold these packets; with `audioEnd`, the last of them ends the stream there. */
  function audioPages(packets: readonly Uint8Array[], audioEnd?: number): Uint8Array {
    const bytes = headers;
    headers = [];
    for (let at = 0; at < packets.length; at += maxPacketsPerPage) {
      const group = packets.slice(at, at + maxPacketsPerPage);
      const isLast = audioEnd !== undefined && at + group.length === packets.length;
      encoded += group.length * frameSize;
      bytes.push(pages.page(group, isLast ? audioEnd : encoded, isLast));
    }
    return joinArrays(Uint8Array, bytes);
  }
}

/** Version 1, one channel, no gain, the plain channel mapping. */
function opusHead(preSkip: number): Uint8Array {
  const head = Buffer.alloc(19);
  head.write('OpusHead', 0, 'latin1');
  head.writeUInt8(1, 8);
  head.writeUInt8(1, 9);
  head.writeUInt16LE(preSkip, 10);
  head.writeUInt32LE(48000, 12);
  return head;
}

/** Who made it, and no comments. */
function opusTags(): Uint8Array {
  const vendor = 'glottis';
  const tags = Buffer.alloc(8 + 4 + vendor.length + 4);
  tags.write('OpusTags', 0, 'latin1');
  tags.writeUInt32LE(vendor.length, 8);
  tags.write(vendor, 12, 'latin1');
  return tags;
}
