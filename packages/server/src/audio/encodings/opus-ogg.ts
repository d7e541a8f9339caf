/** Opus in Ogg (RFC 7845). Each flush ends a stream; the next one is chained to it. */
import type { EncodedAudio } from '../encoder.js';
import type { AudioFormat } from '../format.js';
import { joinArrays } from '../join.js';
import { createOggPages } from './ogg.js';
import { createOpusPackets, lookAhead, opusHead, packetSize } from './opus.js';
import type { EncodedStream, StreamCodec } from './stream.js';

/** A packet of 20 ms has at most 1,276 bytes, which is 6 of the 255 segments of a page. */
const maxPacketsPerPage = 40;

/** Streams that play exactly what was fed: decoders drop the look-ahead in front, and cut the padding off the end. */
export function opusInOgg(format: AudioFormat): StreamCodec {
  return { delayMs: 0, open: () => openOgg(format) };
}

/** A stream whose pages leave as soon as a packet is full: all that one write completes shares a page. */
async function openOgg(format: AudioFormat): Promise<EncodedStream> {
  const packets = await createOpusPackets(format);
  const pages = createOggPages();
  /** The two header pages, until they have left. */
  let headers = [pages.page([opusHead(lookAhead)], 0), pages.page([opusTags()], 0)];
  /** Samples, as all counts here. */
  let fed = 0;
  let encoded = 0;
  let played = 0;

  return {
    write(samples) {
      fed += samples.length;
      return audioPages(packets.encode(samples));
    },
    end(samples) {
      fed += samples.length;
      return audioPages(packets.end(samples), fed + lookAhead);
    },
    abort: () => packets.close(),
  };

  /** As few pages as hold these packets; with `audioEnd`, the last of them ends the stream there. */
  function audioPages(packets: readonly Uint8Array[], audioEnd?: number): EncodedAudio {
    const bytes = headers;
    headers = [];
    for (let at = 0; at < packets.length; at += maxPacketsPerPage) {
      const group = packets.slice(at, at + maxPacketsPerPage);
      const isLast = audioEnd !== undefined && at + group.length === packets.length;
      encoded += group.length * packetSize;
      bytes.push(pages.page(group, isLast ? audioEnd : encoded, isLast));
    }
    return { data: joinArrays(Uint8Array, bytes), durationMs: play(audioEnd ?? encoded) };
  }

  /** How many milliseconds more are heard once the stream is known up to this granule. */
  function play(granule: number): number {
    const before = played;
    played = Math.max(0, granule - lookAhead);
    return ((played - before) * 1000) / 48000;
  }
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
