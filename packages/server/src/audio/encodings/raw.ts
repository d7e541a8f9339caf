/** What the encodings without frames share: each sample becomes its bytes at once, bare or behind a WAV header. */
import type { AudioEncoder, EncodedAudio } from '../encoder.js';
import type { AudioFormat } from '../format.js';
import { Resampler } from '../resampler.js';
import { wavHeader } from './wav.js';

/** How samples become bytes, and what a WAV header says of it. */
export interface RawCodec {
  readonly bytesPerSample: number;
  readonly waveFormatTag: number;
  /** New bytes for these samples, which stay untouched. */
  encode(samples: Int16Array): Uint8Array;
}

/** An encoder that never waits, and whose bytes play exactly what was fed. */
export function rawEncoder(format: AudioFormat, codec: RawCodec): AudioEncoder {
  const resampler = new Resampler(format.sampleRate);

  const encoded = (samples: Int16Array): EncodedAudio => ({
    data: codec.encode(samples),
    durationMs: (samples.length * 1000) / format.sampleRate,
  });

  return {
    format,
    header: format.container === 'wav' ? wavHeader(format.sampleRate, codec) : new Uint8Array(0),
    delayMs: 0,
    encode: (pcm) => encoded(resampler.process(pcm)),
    flush: () => encoded(resampler.flush()),
    close: () => resampler.close(),
  };
}
