/** Brings PCM of any rate to one rate, exact to the sample however the audio is cut into pieces. */
import { SpeechError } from '../errors.js';
import { joinArrays } from './join.js';
import type { Pcm } from './pcm.js';
import { loadSpeex, SpeexState } from './speex.js';

/** Loads what resampling needs, once; to be awaited before a resampler meets two different rates. */
export const loadResampler: () => Promise<void> = loadSpeex;

/** Converts one stream to `toRate` Hz. Over an utterance it gives round(samples × to ÷ from) samples, neither more nor
 *  fewer. Nothing is allocated until audio of another rate comes. */
export class Resampler {
  readonly #toRate: number;
  #current: Conversion | undefined;
  #closed = false;

  constructor(toRate: number) {
    this.#toRate = toRate;
  }

  /** What is ready so far. Audio that has the right rate already comes back as it is, not copied. */
  process({ samples, sampleRate }: Pcm): Int16Array {
    if (this.#closed) throw new SpeechError('internal', 'audio came after the resampler was closed');
    if (samples.length === 0) return samples;
    const ended = this.#current && this.#current.fromRate !== sampleRate ? this.flush() : undefined;
    const converted = sampleRate === this.#toRate ? samples : this.#convert(samples, sampleRate);
    return ended?.length ? joinArrays(Int16Array, [ended, converted]) : converted;
  }

  /** The rest of the utterance. Afterwards the resampler holds no memory and is ready for the next one. */
  flush(): Int16Array {
    const tail = this.#current?.finish() ?? new Int16Array(0);
    this.#drop();
    return tail;
  }

  /** Forgets what was held back, for good: audio that comes afterwards is refused with `internal`. */
  close(): void {
    this.#closed = true;
    this.#drop();
  }

  #drop(): void {
    this.#current?.close();
    this.#current = undefined;
  }

  #convert(samples: Int16Array, fromRate: number): Int16Array {
    this.#current ??= new Conversion(fromRate, this.#toRate);
    return this.#current.process(samples);
  }
}

/** One rate to another, with the count that makes its end exact. */
class Conversion {
  readonly fromRate: number;
  readonly #toRate: number;
  readonly #state: SpeexState;
  #fed = 0;
  #given = 0;

  constructor(fromRate: number, toRate: number) {
    if (!Number.isInteger(fromRate) || fromRate <= 0) {
      throw new SpeechError('internal', `audio came at ${fromRate} Hz; a sample rate is a positive whole number`);
    }
    this.fromRate = fromRate;
    this.#toRate = toRate;
    this.#state = new SpeexState(fromRate, toRate);
  }

  process(samples: Int16Array): Int16Array {
    const converted = this.#state.process(samples);
    this.#fed += samples.length;
    this.#given += converted.length;
    return converted;
  }

  finish(): Int16Array {
    const missing = Math.round((this.#fed * this.#toRate) / this.fromRate) - this.#given;
    // Zeros for what the filter holds back, and for one sample more than rounding can ask for.
    const zeros = new Int16Array(this.#state.latency + Math.ceil(this.fromRate / this.#toRate) + 1);
    return this.#state.process(zeros).slice(0, missing);
  }

  close(): void {
    this.#state.close();
  }
}
