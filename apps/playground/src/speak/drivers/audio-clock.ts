/** How much audio has come, in milliseconds, for protocols whose times count from somewhere else. */
import type { Format } from '../formats.js';

export interface AudioClock {
  /** Since the connection began. */
  readonly totalMs: number;
  add(bytes: number): void;
}

/** Of compressed audio it stays at 0: its bytes do not tell. */
export function createAudioClock({ coding, sampleRate }: Format): AudioClock {
  const bytesPerMs = (widths[coding] * sampleRate) / 1000;
  let bytes = 0;
  return {
    get totalMs() {
      return bytesPerMs === 0 ? 0 : bytes / bytesPerMs;
    },
    add(count) {
      bytes += count;
    },
  };
}

const widths = { pcm_s16le: 2, pcm_f32le: 4, mulaw: 1, alaw: 1, file: 0 } satisfies Record<Format['coding'], number>;
