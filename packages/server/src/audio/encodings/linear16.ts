/** Signed 16-bit samples, little-endian. */
import type { RawCodec } from './raw.js';

/** Two bytes per sample. */
export const linear16: RawCodec = {
  bytesPerSample: 2,
  waveFormatTag: 1,
  // As they lie in memory: WebAssembly, and so this server, runs on little-endian machines only.
  encode: (samples) => new Uint8Array(samples.slice().buffer),
};
