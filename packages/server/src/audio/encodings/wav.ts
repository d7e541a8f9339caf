/** The WAV header in front of raw audio whose length nobody knows yet. */
import type { RawCodec } from './raw.js';

const unknownLength = 0xffffffff;

/** 44 bytes. Both lengths are the largest there are, which readers of streams take for "until the end". */
export function wavHeader(sampleRate: number, { bytesPerSample, waveFormatTag }: RawCodec): Uint8Array {
  const header = Buffer.from('RIFF....WAVEfmt ....................data....', 'latin1');
  header.writeUInt32LE(unknownLength, 4);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(waveFormatTag, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * bytesPerSample, 28);
  header.writeUInt16LE(bytesPerSample, 32);
  header.writeUInt16LE(bytesPerSample * 8, 34);
  header.writeUInt32LE(unknownLength, 40);
  return header;
}
