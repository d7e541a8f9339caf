/** The encodings that this server makes. A new one is a file beside this, and one line here. */
import type { AudioEncoder } from '../encoder.js';
import type { AudioFormat, Encoding } from '../format.js';
import { loadResampler } from '../resampler.js';
import { alaw } from './alaw.js';
import { linear16 } from './linear16.js';
import { mulaw } from './mulaw.js';
import { rawEncoder } from './raw.js';
import { streamEncoder } from './stream.js';

/** The compressed ones are heavy, so each is imported when it is first asked for. */
const encoders = {
  linear16: (format) => rawEncoder(format, linear16),
  mulaw: (format) => rawEncoder(format, mulaw),
  alaw: (format) => rawEncoder(format, alaw),
  mp3: async (format) => streamEncoder(format, (await import('./mp3.js')).openMp3),
  opus: async (format) => streamEncoder(format, (await import('./opus.js')).openOpus),
  flac: async (format) => streamEncoder(format, (await import('./flac.js')).openFlac),
  aac: async (format) => streamEncoder(format, (await import('./aac.js')).openAac),
} satisfies Record<Encoding, (format: AudioFormat) => AudioEncoder | Promise<AudioEncoder>>;

/** An encoder for a format that `checkFormat` has passed. It holds next to nothing until audio comes. */
export async function createEncoder(format: AudioFormat): Promise<AudioEncoder> {
  await loadResampler();
  return encoders[format.encoding](format);
}
