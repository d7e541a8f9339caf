/** Brings PCM of any rate to one rate, exact to the sample however the audio is cut into pieces. */
import { SpeechError } from '../errors.js';
import { joinArrays } from './join.js';
import type { Pcm } from './pcm.js';
import { loadSpeex, openSpeex, type SpeexState } from './speex.js';

/** Converts one stream. Over an utterance it gives round(samples × to ÷ from) samples, neither more nor fewer. */
export interface Resampler {
  /** What is ready so far. Audio that has the right rate already comes back as it is, not copied. */
  process(pcm: Pcm): Int16Array;
  /** The rest of the utterance. Afterwards the resampler holds no memory and is ready for the next one. */
  flush(): Int16Array;
  /** Forgets what was held back, after a clear. */
  reset(): void;
  /** As reset, for good: audio that comes afterwards is refused with `internal`. */
  close(): void;
}

/** Loads what resampling needs, once; to be awaited before `createResampler` meets two different rates. */
export const loadResampler: () => Promise<void> = loadSpeex;

/** A resampler to `toRate` Hz. Nothing is allocated until audio of another rate comes. */
export function createResampler(toRate: number): Resampler {
  let current: Conversion | undefined;
  let closed = false;

  const drop = () => {
    current?.close();
    current = undefined;
  };
  const flush = () => {
    const tail = current?.finish() ?? new Int16Array(0);
    drop();
    return tail;
  };

  return {
    process({ samples, sampleRate }) {
      if (closed) throw new SpeechError('internal', 'audio came after the resampler was closed');
      if (samples.length === 0) return samples;
      const ended = current && current.fromRate !== sampleRate ? flush() : undefined;
      const converted = sampleRate === toRate ? samples : convert(samples, sampleRate);
      return ended?.length ? joinArrays(Int16Array, [ended, converted]) : converted;
    },
    flush,
    reset: drop,
    close() {
      closed = true;
      drop();
    },
  };

  function convert(samples: Int16Array, fromRate: number): Int16Array {
    current ??= beginConversion(fromRate, toRate);
    return current.process(samples);
  }
}

interface Conversion {
  readonly fromRate: number;
  process(samples: Int16Array): Int16Array;
  finish(): Int16Array;
  close(): void;
}

/** One rate to another, with the count that makes its end exact. */
function beginConversion(fromRate: number, toRate: number): Conversion {
  if (!Number.isInteger(fromRate) || fromRate <= 0) {
    throw new SpeechError('internal', `audio came at ${fromRate} Hz; a sample rate is a positive whole number`);
  }
  const state: SpeexState = openSpeex(fromRate, toRate);
  let fed = 0;
  let given = 0;
  return {
    fromRate,
    process(samples) {
      const converted = state.process(samples);
      fed += samples.length;
      given += converted.length;
      return converted;
    },
    finish() {
      const missing = Math.round((fed * toRate) / fromRate) - given;
      // Zeros for what the filter holds back, and for one sample more than rounding can ask for.
      const zeros = new Int16Array(state.latency + Math.ceil(fromRate / toRate) + 1);
      return state.process(zeros).slice(0, missing);
    },
    close: () => state.close(),
  };
}
