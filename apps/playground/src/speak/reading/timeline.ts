/** Words on the clock of what is played. */
import type { Heard, Word } from '../drivers/driver.js';
import type { Place } from './word-places.js';

export interface TimedPlace extends Place {
  readonly startMs: number;
  readonly endMs: number;
}

/** Which word is spoken at a moment: the last that has begun; -1 before the first. Words are in the order of their times. */
export function wordAt(words: readonly TimedPlace[], positionMs: number): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle]!.startMs <= positionMs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** An estimate of what was heard: all words of which at least half was played. Undefined where something was, and no word has a
 *  time. */
export function heardBy(text: string, words: readonly TimedPlace[], playedMs: number): Heard | undefined {
  if (words.length === 0 && playedMs > 0) return undefined;
  const last = words.findLast(({ startMs, endMs }) => (startMs + endMs) / 2 <= playedMs);
  const end = last?.end ?? 0;
  return { spoken: text.slice(0, end), remaining: text.slice(end) };
}

/** What the server says was heard, as a part of this text. It counts from the last clear, which may be before the text, and some
 *  protocols put a space between pieces; undefined where it is about another text altogether. */
export function within(text: string, { remaining }: Heard): Heard | undefined {
  const at = text.endsWith(remaining) ? text.length - remaining.length : endBut(withoutSpaces(remaining).length, text);
  if (withoutSpaces(text.slice(at)) !== withoutSpaces(remaining)) return undefined;
  return { spoken: text.slice(0, at), remaining: text.slice(at) };
}

/** Where the last so many characters of a text begin, white space aside. */
function endBut(count: number, text: string): number {
  let at = text.length;
  for (let missing = count; missing > 0 && at > 0; at -= 1) {
    if (!/\s/.test(text[at - 1]!)) missing -= 1;
  }
  return at;
}

function withoutSpaces(text: string): string {
  return text.replace(/\s+/g, '');
}

/** Words that have a place, with their times. */
export function placed(words: readonly Word[], find: (word: string) => Place | undefined): readonly TimedPlace[] {
  return words.flatMap(({ text, startMs, endMs }) => {
    const place = find(text);
    return place === undefined ? [] : [{ ...place, startMs, endMs }];
  });
}
