/** AAC in ADTS frames, as far as their headers tell. */

/** Samples that each frame plays. */
export const frameSamples = 1024;

const sampleRates = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000];

export interface AacFrame {
  /** Samples per second. */
  readonly sampleRate: number;
  /** In bytes, the header included. The more there is to hear, the longer it is. */
  readonly length: number;
}

/** Steps from frame to frame; whatever is between two of them, or cut off, is an error. */
export function aacFrames(bytes: Uint8Array): readonly AacFrame[] {
  const data = Buffer.from(bytes);
  const frames: AacFrame[] = [];
  for (let at = 0; at < data.length; at += frames.at(-1)!.length) {
    if (data.length < at + 7) throw new Error('half a header at the end');
    if (data.readUInt16BE(at) >>> 4 !== 0xfff) throw new Error(`no frame begins at ${at}`);
    const sampleRate = sampleRates[(data.readUInt8(at + 2) >> 2) & 15];
    if (sampleRate === undefined) throw new Error(`no sample rate at ${at}`);
    const length = (data.readUIntBE(at + 3, 3) >> 5) & 0x1fff;
    if (length < 7 || at + length > data.length) throw new Error(`a frame of ${length} bytes at ${at}`);
    frames.push({ sampleRate, length });
  }
  return frames;
}
