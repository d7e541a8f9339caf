/** What the encodings without frames share: each sample becomes its bytes at once, bare or behind a WAV header. */
import type { AudioEncoder } from '../encoder.js';
import type { AudioFormat } from '../format.js';
import { joinArrays } from '../join.js';
import { Resampler } from '../resampler.js';
import { wavHeader } from './wav.js';

/** How samples become bytes, and what a WAV header says of it. */
export interface RawCodec {
  readonly bytesPerSample: number;
  readonly waveFormatTag: number;
  /** New bytes for these samples, which stay untouched. */
  encode(samples: Int16Array): Uint8Array;
}

/** An encoder that never waits. Its WAV header leaves once, with the first audio, and holds for all that follows. */
export function rawEncoder(format: AudioFormat, codec: RawCodec): AudioEncoder {
  const resampler = new Resampler(format.sampleRate);
  let headerDue = format.container === 'wav';

  const toBytes = (samples: Int16Array) => {
    const bytes = codec.encode(samples);
    if (!headerDue || samples.length === 0) return bytes;
    headerDue = false;
    return joinArrays(Uint8Array, [wavHeader(format.sampleRate, codec), bytes]);
  };

  return {
    format,
    encode: (pcm) => toBytes(resampler.process(pcm)),
    flush: () => toBytes(resampler.flush()),
    reset: () => resampler.reset(),
    close: () => resampler.close(),
  };
}
