/** From the engine's word events to the words of the text: each once, in order. */

import type { EspeakWord } from './espeak.js';
import { type Token, tokenise } from './tokens.js';

/** The words of one text. */
export class WordTracker {
  readonly #tokens: readonly Token[];
  #current = -1;
  #openMs = 0;
  #ended: EspeakWord[] = [];

  constructor(text: string) {
    this.#tokens = tokenise(text);
  }

  /** When the word began that is being said, whose end is not known yet. */
  get openMs(): number {
    return this.#openMs;
  }

  /** A word event: the engine begins to say what stands at `place` (UTF-16 units). Several may name one token
   *  ("3.5", an emoji's name), and the later ones may point just behind it. `quietFrom` tells when the sound before it
   *  ended. */
  begin(place: number, startMs: number, quietFrom: (startMs: number) => number): void {
    const next = lastAt(this.#tokens, place, Math.max(this.#current, 0));
    if (next <= this.#current || next >= this.#tokens.length) return;
    this.#end(next, quietFrom(startMs));
    this.#openMs = Math.max(this.#openMs, startMs);
  }

  /** The words that have ended by `audioMs`, without those that were taken before. */
  take(audioMs: number): EspeakWord[] {
    let count = 0;
    while (count < this.#ended.length && this.#ended[count]!.endMs <= audioMs) count += 1;
    return this.#ended.splice(0, count);
  }

  /** The audio is at its end: the rest of the words, or, when the text went on, the one that was being said. */
  finish(audioMs: number, wholeText: boolean): EspeakWord[] {
    if (this.#current >= 0) this.#end(wholeText ? this.#tokens.length : this.#current + 1, audioMs);
    return this.#ended.map((word) => ({
      ...word,
      startMs: Math.min(word.startMs, audioMs),
      endMs: Math.min(word.endMs, audioMs),
    }));
  }

  /** Ends the tokens before `next`. Those that had no event of their own ("of the" is one to the engine) share the time
   *  by their length. */
  #end(next: number, endMs: number): void {
    const from = Math.max(this.#current, 0);
    const said = this.#tokens.slice(from, next).filter((token, at) => token.spoken || from + at === this.#current);
    const at = Math.max(this.#openMs, endMs);
    this.#ended.push(...share(said, this.#openMs, at));
    this.#current = next;
    this.#openMs = at;
  }
}

/** The last token that begins at or before `place`, looked for from `index` on. */
function lastAt(tokens: readonly Token[], place: number, index: number): number {
  let last = index;
  while (last + 1 < tokens.length && tokens[last + 1]!.from <= place) last++;
  return last;
}

function share(tokens: readonly Token[], startMs: number, endMs: number): EspeakWord[] {
  const length = tokens.reduce((sum, { from, to }) => sum + to - from, 0);
  let before = 0;
  let wordStartMs = startMs;
  return tokens.map(({ from, to }) => {
    before += to - from;
    const word = { from, to, startMs: wordStartMs, endMs: startMs + ((endMs - startMs) * before) / length };
    wordStartMs = word.endMs;
    return word;
  });
}
