import { joinArrays } from '../audio/join.js';
import { durationMs, type Pcm } from '../audio/pcm.js';
import type { WordTiming } from '../synthesizers/synthesizer.js';

/** Audio waits at most this long for the end of the word in it. Long enough for a number that is spelt out: engines that
 *  time their words are many times faster than that is heard. */
const maxHeldMs = 4000;

/** A word may end between two samples. */
const toleranceMs = 0.1;

/** Cuts an utterance's audio where its words end, whatever pieces the engine hands out, so that whoever is told about
 *  words is told right behind the audio that speaks them. Times count from the start of the utterance. */
export class Alignment {
  #held: Pcm[] = [];
  #heldMs = 0;
  #givenMs = 0;
  #words: WordTiming[] = [];
  #ended: WordTiming[] = [];

  addWords(words: readonly WordTiming[]): void {
    this.#words.push(...words);
  }

  /** What can go out now: all up to the end of the last word that is whole. */
  push(pcm: Pcm): readonly Pcm[] {
    this.#held.push(pcm);
    this.#heldMs += durationMs(pcm);
    const words = this.#giveWords();
    return this.#heldMs > maxHeldMs ? [...words, ...this.#give(this.#heldMs)] : words;
  }

  /** The rest, where a segment ends: nothing more will be said of its words. The silence behind them stands alone. */
  release(): readonly Pcm[] {
    const words = this.#giveWords();
    const silence = this.#give(this.#heldMs);
    this.#ended.push(...this.#words.splice(0));
    return [...words, ...silence];
  }

  /** The words that ended in what was given, each once. */
  takeEnded(): readonly WordTiming[] {
    return this.#ended.splice(0);
  }

  #giveWords(): readonly Pcm[] {
    const heldUntilMs = this.#givenMs + this.#heldMs + toleranceMs;
    const ends = this.#words.map(({ endMs }) => endMs).filter((endMs) => endMs <= heldUntilMs);
    return this.#give(Math.max(0, ...ends) - this.#givenMs);
  }

  #give(lengthMs: number): readonly Pcm[] {
    const given: Pcm[] = [];
    let givenMs = 0;
    for (let pcm = this.#held[0]; pcm !== undefined; pcm = this.#held[0]) {
      const count = Math.min(pcm.samples.length, Math.round(((lengthMs - givenMs) * pcm.sampleRate) / 1000));
      if (count <= 0) break;
      const now = { samples: pcm.samples.subarray(0, count), sampleRate: pcm.sampleRate };
      given.push(now);
      givenMs += durationMs(now);
      if (count === pcm.samples.length) this.#held.shift();
      else this.#held[0] = { samples: pcm.samples.subarray(count), sampleRate: pcm.sampleRate };
    }
    this.#heldMs -= givenMs;
    this.#givenMs += givenMs;
    const isOver = ({ endMs }: WordTiming) => endMs <= this.#givenMs + toleranceMs;
    this.#ended.push(...this.#words.filter(isOver));
    this.#words = this.#words.filter((word) => !isOver(word));
    return joined(given);
  }
}

/** Pieces of one rate as one. Engines that change their rate in the middle are rare: there is hardly ever a second. */
function joined(pieces: readonly Pcm[]): readonly Pcm[] {
  const rates = new Set(pieces.map(({ sampleRate }) => sampleRate));
  return rates.size > 1 ? pieces : [...rates].map((sampleRate) => joinAll(pieces, sampleRate));
}

function joinAll(pieces: readonly Pcm[], sampleRate: number): Pcm {
  const samples = joinArrays(
    Int16Array,
    pieces.map((piece) => piece.samples),
  );
  return { samples, sampleRate };
}
