/** The encodings that this server makes. A new one is a file beside this, and one line here. */
import type { AudioEncoder, EncoderStart } from '../encoder.js';
import type { AudioFormat, Encoding } from '../format.js';
import { loadResampler } from '../resampler.js';
import { alaw } from './alaw.js';
import { float32 } from './float32.js';
import { linear16 } from './linear16.js';
import { mulaw } from './mulaw.js';
import { rawEncoder } from './raw.js';
import { streamEncoder } from './stream.js';

type Create = (format: AudioFormat, start: EncoderStart) => AudioEncoder | Promise<AudioEncoder>;

/** The compressed ones are heavy, so each is imported when it is first asked for. */
const encoders = {
  linear16: (format) => rawEncoder(format, linear16),
  float32: (format) => rawEncoder(format, float32),
  mulaw: (format) => rawEncoder(format, mulaw),
  alaw: (format) => rawEncoder(format, alaw),
  mp3: async (format) => streamEncoder(format, (await import('./mp3.js')).mp3(format)),
  opus: (format, start) => (format.container === 'webm' ? opusInWebm(format, start) : opusInOgg(format)),
  flac: async (format) => streamEncoder(format, (await import('./flac.js')).flac(format)),
  aac: async (format) => streamEncoder(format, (await import('./aac.js')).aac(format)),
} satisfies Record<Encoding, Create>;

const opusInOgg = async (format: AudioFormat) =>
  streamEncoder(format, (await import('./opus-ogg.js')).opusInOgg(format));

const opusInWebm = async (format: AudioFormat, start: EncoderStart) =>
  streamEncoder(format, (await import('./opus-webm.js')).opusInWebm(format, start));

/** An encoder for a format that `checkFormat` has passed. It holds next to nothing until audio comes. Only what takes
 *  over in the middle of a stream needs a `start`. */
export async function createEncoder(format: AudioFormat, start: EncoderStart = { startMs: 0 }): Promise<AudioEncoder> {
  await loadResampler();
  return encoders[format.encoding](format, start);
}
