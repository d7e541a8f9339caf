/** G.711 as in the rest of the world. */
import alawmulaw from 'alawmulaw';
import type { RawCodec } from './raw.js';

/** One byte per sample. */
export const alaw: RawCodec = {
  bytesPerSample: 1,
  waveFormatTag: 6,
  encode: (samples) => alawmulaw.alaw.encode(samples),
};
