/** The client's text, from what was not yet captioned on. */
import { isSayable } from '../../text/sayable.js';

/** More than this waits only where an engine times no words. What was sent longest ago is then never captioned. */
const maxCharacters = 1_000_000;

const punctuation = /^\p{P}+/u;

/** Words, white space and punctuation. */
const parts = /\s+|\p{P}+|[^\s\p{P}]+/gu;

/** A text cut into words, pieces of white space, and punctuation. */
export function partsOf(text: string): readonly string[] {
  return text.match(parts) ?? [];
}

/** Whether such a part is a word, and no symbol. */
export function isWord(part: string): boolean {
  return /[\p{L}\p{N}]/u.test(part);
}

/** Positions are UTF-16 units of all the text that the session was ever given, as word timings have them. */
export class CaptionText {
  #text = '';
  #start = 0;
  #flushes: number[] = [];

  append(text: string): void {
    this.#text += text;
    this.#drop(this.#text.length - maxCharacters);
  }

  /** Remembers where the text ends now, for `takeFlushed`. */
  flush(): void {
    this.#flushes.push(this.#end);
  }

  /** Nothing of it will be spoken. */
  reset(): void {
    this.#drop(this.#text.length);
    this.#flushes = [];
  }

  /** Whether there is something in it that is heard when it is spoken. */
  get isSayable(): boolean {
    return isSayable(this.#text);
  }

  /** What stands between two positions, as far as it was not taken. */
  read(from: number, to: number): string {
    return this.#text.slice(Math.max(0, from - this.#start), Math.max(0, to - this.#start));
  }

  /** All before a position; empty where that was taken already. */
  takeUntil(position: number): string {
    const taken = this.read(this.#start, position);
    this.#drop(taken.length);
    return taken;
  }

  /** All before the oldest flush that was not asked for yet. */
  takeFlushed(): string {
    return this.takeUntil(this.#flushes.shift() ?? 0);
  }

  /** All up to the last word that is wanted, before the next flush. A word that may yet go on is not asked about. */
  takeWords(wants: (word: string) => boolean): string {
    const flushed = this.#flushes[0];
    const known = this.read(this.#start, flushed ?? this.#end);
    let taken = 0;
    for (const { 0: part, index } of known.matchAll(parts)) {
      if (!isWord(part)) continue;
      const end = index + part.length;
      const isWhole = flushed !== undefined || end < known.length;
      if (!isWhole || !wants(part)) break;
      taken = end;
    }
    return this.takeUntil(this.#start + taken);
  }

  /** The punctuation that comes next, if nothing comes before it. */
  takePunctuation(): string {
    const [found = ''] = punctuation.exec(this.#text) ?? [];
    return this.takeUntil(this.#start + found.length);
  }

  get #end(): number {
    return this.#start + this.#text.length;
  }

  #drop(count: number): void {
    if (count <= 0) return;
    this.#text = this.#text.slice(count);
    this.#start += count;
  }
}
