/** G.711 as in North America and Japan. */
import alawmulaw from 'alawmulaw';
import type { RawCodec } from './raw.js';

/** One byte per sample. */
export const mulaw: RawCodec = {
  bytesPerSample: 1,
  waveFormatTag: 7,
  // Arrays only: the library's function for a single sample gives numbers that do not fit a byte.
  encode: (samples) => alawmulaw.mulaw.encode(samples),
};
