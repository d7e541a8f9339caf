/**
 * The pages of an Ogg stream (RFC 3533). Written here rather than by a library because a muxer keeps each page back
 * until later packets have come, while a live listener wants it at once.
 */
import { joinArrays } from '../join.js';

/** One logical stream, page by page. */
export interface OggPages {
  /** One page with these packets, whole. `granule` counts the samples up to the end of the last of them. */
  page(packets: readonly Uint8Array[], granule: number, last?: boolean): Uint8Array;
}

const capturePattern = Buffer.from('OggS', 'latin1');
const headerBytes = 27;
const maxSegments = 255;
const flags = { first: 0x02, last: 0x04 };

/** The pages of one logical stream. Its serial number tells it from the stream before and after it. */
export function createOggPages(): OggPages {
  const serial = nextSerial;
  nextSerial = (nextSerial + 1) >>> 0;
  let sequence = 0;
  return {
    page(packets, granule, last = false) {
      const segments = packets.flatMap(lacing);
      if (segments.length > maxSegments) throw new RangeError(`${segments.length} segments do not fit an Ogg page`);
      const page = joinArrays(Uint8Array, [new Uint8Array(headerBytes), Uint8Array.from(segments), ...packets]);
      const header = new DataView(page.buffer);
      page.set(capturePattern);
      header.setUint8(5, (sequence === 0 ? flags.first : 0) | (last ? flags.last : 0));
      header.setBigUint64(6, BigInt(granule), true);
      header.setUint32(14, serial, true);
      header.setUint32(18, sequence, true);
      header.setUint8(26, segments.length);
      // Over the page with this field still zero.
      header.setUint32(22, checksum(page), true);
      sequence += 1;
      return page;
    },
  };
}

let nextSerial = Math.floor(Math.random() * 2 ** 32);

/** A packet's length in bytes of 255 each; a smaller one, zero if need be, ends it. */
function lacing(packet: Uint8Array): number[] {
  return [...new Array<number>(Math.floor(packet.length / 255)).fill(255), packet.length % 255];
}

// The CRC of Ethernet's polynomial, but most significant bit first, as Ogg has it.
const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) crc = (crc << 1) ^ (crc & 0x80000000 ? 0x04c11db7 : 0);
  return crc;
});

function checksum(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) crc = (crc << 8) ^ (crcTable[(crc >>> 24) ^ byte] as number);
  return crc >>> 0;
}
