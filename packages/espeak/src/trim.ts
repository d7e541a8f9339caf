/** Takes the silence off both ends of a stream of samples, and leaves what lies between. */

/** Up to this (of 32,768) is silence. The engine's own silence is zero, and its faintest consonants stand well above. */
const silence = 8;
const keptBeforeMs = 8;
const keptAfterMs = 15;

export interface Trimmer {
  /** Samples taken off the front; final once something came out. */
  readonly skipped: number;
  /** What can be handed out now. Silence is held back until sound follows it. */
  push(samples: Int16Array<ArrayBuffer>): Int16Array<ArrayBuffer>;
  /** The little silence that is left behind the last sound. */
  finish(): Int16Array<ArrayBuffer>;
}

export function createTrimmer(sampleRate: number): Trimmer {
  const keptBefore = Math.floor((keptBeforeMs * sampleRate) / 1000);
  const keptAfter = Math.floor((keptAfterMs * sampleRate) / 1000);
  let skipped = 0;
  let begun = false;
  let held = new Int16Array(0);

  return {
    get skipped() {
      return skipped;
    },
    push(samples) {
      let all = join(held, samples);
      if (!begun) {
        const first = all.findIndex(isSound);
        const surplus = Math.max(0, (first < 0 ? all.length : first) - keptBefore);
        begun = first >= 0;
        skipped += surplus;
        all = all.slice(surplus);
      }
      const end = all.findLastIndex(isSound) + 1;
      held = all.slice(end);
      return all.slice(0, end);
    },
    finish() {
      return begun ? held.slice(0, keptAfter) : new Int16Array(0);
    },
  };
}

function isSound(sample: number): boolean {
  return Math.abs(sample) > silence;
}

/** One array of both. */
export function join(first: Int16Array<ArrayBuffer>, second: Int16Array<ArrayBuffer>): Int16Array<ArrayBuffer> {
  const both = new Int16Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
