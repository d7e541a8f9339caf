/** Floating-point samples of 32 bits, little-endian, as Web Audio plays them. */
import { toFloats } from '../pcm.js';
import type { RawCodec } from './raw.js';

/** Four bytes per sample. */
export const float32: RawCodec = {
  bytesPerSample: 4,
  waveFormatTag: 3,
  // As they lie in memory, which is little-endian, as linear16 says.
  encode: (samples) => new Uint8Array(toFloats(samples).buffer),
};
