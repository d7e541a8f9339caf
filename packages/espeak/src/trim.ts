/** Takes the silence off both ends of a stream of samples, and leaves what lies between. */

/** Up to this (of 32,768) is silence. The engine's own silence is zero, and its faintest consonants stand well above. */
const silence = 8;
const keptBeforeMs = 8;
const keptAfterMs = 15;

/** No samples. */
export const nothing = new Int16Array(0);

/** One stream. A class, as all that is made anew for every text: the compiler learns its methods once, where it would
 *  learn the functions of a closure again and again. */
export class Trimmer {
  readonly #keptBefore: number;
  readonly #keptAfter: number;
  #skipped = 0;
  #begun = false;
  #held = nothing;

  constructor(sampleRate: number) {
    this.#keptBefore = Math.floor((keptBeforeMs * sampleRate) / 1000);
    this.#keptAfter = Math.floor((keptAfterMs * sampleRate) / 1000);
  }

  /** Samples taken off the front; final once something came out. */
  get skipped(): number {
    return this.#skipped;
  }

  /** What can be handed out now. Silence is held back until sound follows it. */
  push(samples: Int16Array<ArrayBuffer>): Int16Array<ArrayBuffer> {
    let all = join(this.#held, samples);
    if (!this.#begun) {
      const first = all.findIndex(isSound);
      const surplus = Math.max(0, (first < 0 ? all.length : first) - this.#keptBefore);
      this.#begun = first >= 0;
      this.#skipped += surplus;
      all = all.slice(surplus);
    }
    const end = all.findLastIndex(isSound) + 1;
    this.#held = end === all.length ? nothing : all.slice(end);
    return end === all.length ? all : all.slice(0, end);
  }

  /** The little silence that is left behind the last sound. */
  finish(): Int16Array<ArrayBuffer> {
    return this.#begun && this.#held.length > 0 ? this.#held.slice(0, this.#keptAfter) : nothing;
  }
}

function isSound(sample: number): boolean {
  return Math.abs(sample) > silence;
}

/** One array of both; where one of them is empty, the other itself. Copies are what the garbage collector sees most of. */
export function join(first: Int16Array<ArrayBuffer>, second: Int16Array<ArrayBuffer>): Int16Array<ArrayBuffer> {
  if (first.length === 0) return second;
  if (second.length === 0) return first;
  const both = new Int16Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
