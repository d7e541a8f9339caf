/**
 * The parts of a live WebM stream (RFC 9559, in the EBML of RFC 8794) with one track of Opus. Written here rather than
 * by a library because a muxer keeps each cluster back until later packets have come, while a live listener wants it
 * at once, and because the stream outlives the encoders that feed it.
 */
import { joinArrays } from '../join.js';

/** The identifiers of the elements, their own length marked in their first bits. */
const ids = {
  ebml: 0x1a45dfa3,
  ebmlVersion: 0x4286,
  ebmlReadVersion: 0x42f7,
  ebmlMaxIdLength: 0x42f2,
  ebmlMaxSizeLength: 0x42f3,
  docType: 0x4282,
  docTypeVersion: 0x4287,
  docTypeReadVersion: 0x4285,
  segment: 0x18538067,
  info: 0x1549a966,
  timestampScale: 0x2ad7b1,
  muxingApp: 0x4d80,
  writingApp: 0x5741,
  tracks: 0x1654ae6b,
  trackEntry: 0xae,
  trackNumber: 0xd7,
  trackUid: 0x73c5,
  trackType: 0x83,
  flagLacing: 0x9c,
  defaultDuration: 0x23e383,
  language: 0x22b59c,
  codecId: 0x86,
  codecPrivate: 0x63a2,
  codecDelay: 0x56aa,
  seekPreRoll: 0x56bb,
  audio: 0xe1,
  samplingFrequency: 0xb5,
  channels: 0x9f,
  cluster: 0x1f43b675,
  timestamp: 0xe7,
  simpleBlock: 0xa3,
};
const trackNumber = 1;
const audioTrack = 2;
const keyFrame = 0x80;
const nanosecondsPerMs = 1_000_000;
/** A size of which all bits are set: until the end of what is sent. */
const unknownSize = Uint8Array.of(0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff);
/** A block's time is a signed number of 16 bits, in milliseconds from the time of its cluster. */
const maxBlockTime = 0x7fff;

/** What stands in front of the first cluster. `opusHead` must begin without a pre-skip, as the track has no delay. */
export function webmHeader(opusHead: Uint8Array, packetMs: number): Uint8Array {
  return joinArrays(Uint8Array, [
    element(ids.ebml, [
      element(ids.ebmlVersion, [uint(1)]),
      element(ids.ebmlReadVersion, [uint(1)]),
      element(ids.ebmlMaxIdLength, [uint(4)]),
      element(ids.ebmlMaxSizeLength, [uint(8)]),
      element(ids.docType, [text('webm')]),
      element(ids.docTypeVersion, [uint(4)]),
      element(ids.docTypeReadVersion, [uint(2)]),
    ]),
    uint(ids.segment),
    unknownSize,
    element(ids.info, [
      element(ids.timestampScale, [uint(nanosecondsPerMs)]),
      element(ids.muxingApp, [text('glottis')]),
      element(ids.writingApp, [text('glottis')]),
    ]),
    element(ids.tracks, [element(ids.trackEntry, opusTrack(opusHead, packetMs))]),
  ]);
}

/** A whole cluster: packets of equal length from `startMs` on. Throws RangeError if they play more than 32 s. */
export function webmCluster(startMs: number, packets: readonly Uint8Array[], packetMs: number): Uint8Array {
  const blocks = packets.map((packet, at) => element(ids.simpleBlock, [blockHeader(at * packetMs), packet]));
  return element(ids.cluster, [element(ids.timestamp, [uint(startMs)]), ...blocks]);
}

function opusTrack(opusHead: Uint8Array, packetMs: number): Uint8Array[] {
  return [
    element(ids.trackNumber, [uint(trackNumber)]),
    element(ids.trackUid, [uint(1)]),
    element(ids.trackType, [uint(audioTrack)]),
    element(ids.flagLacing, [uint(0)]),
    element(ids.defaultDuration, [uint(packetMs * nanosecondsPerMs)]),
    // Whoever leaves it out says English.
    element(ids.language, [text('und')]),
    element(ids.codecId, [text('A_OPUS')]),
    element(ids.codecPrivate, [opusHead]),
    element(ids.codecDelay, [uint(0)]),
    // What a decoder of Opus needs to recover after a jump.
    element(ids.seekPreRoll, [uint(80 * nanosecondsPerMs)]),
    element(ids.audio, [element(ids.samplingFrequency, [float(48000)]), element(ids.channels, [uint(1)])]),
  ];
}

function blockHeader(time: number): Uint8Array {
  if (time > maxBlockTime) throw new RangeError(`a block ${time} ms after its cluster does not fit into it`);
  return Uint8Array.of(0x80 | trackNumber, time >> 8, time & 0xff, keyFrame);
}

function element(id: number, content: readonly Uint8Array[]): Uint8Array {
  const size = content.reduce((total, part) => total + part.length, 0);
  return joinArrays(Uint8Array, [uint(id), sizeOf(size), ...content]);
}

/** The size of an element, in as few bytes as hold it: as many zeros in front of the highest bit as bytes follow. All
 *  bits set would mean that the size is unknown. */
function sizeOf(size: number): Uint8Array {
  let length = 1;
  while (size >= 2 ** (7 * length) - 1) length += 1;
  return uint(size + 2 ** (7 * length));
}

/** Most significant byte first, without zeros in front of it. */
function uint(value: number): Uint8Array {
  const bytes = [value % 256];
  for (let rest = Math.floor(value / 256); rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Uint8Array.from(bytes);
}

function float(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatBE(value);
  return bytes;
}

function text(characters: string): Uint8Array {
  return Buffer.from(characters, 'latin1');
}
