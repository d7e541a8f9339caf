import { isBreak, type Kind, kindOf } from './characters.js';
import { type HeldText, isLowSurrogate } from './held-text.js';

// Longer than any real character with its marks, joiners and flags; what is longer is an attack and is cut.
const longestGrapheme = 64;
// Enough for the dictionary of an unspaced script to find its feet before the place of the cut.
const wordWindow = 64;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const words = new Intl.Segmenter('en', { granularity: 'word' });

/**
 * Where to cut text that has grown beyond `maxCharacters` with the character from `at` to `end`:
 * at the last white space; else between words of an unspaced script; else between graphemes.
 * Undefined while a single grapheme fills all of it and may still end.
 */
export function forcedCut(
  held: HeldText,
  at: number,
  end: number,
  lastBreak: number,
  maxCharacters: number,
): number | undefined {
  const kind = kindOf(held.codeAt(at));
  const cap = Math.min(at, maxCharacters);
  if (isBreak(kind) && at === cap && at > 0 && kindOf(held.codeBefore(at)) !== 'return') return at;
  if (lastBreak > 0 && lastBreak <= cap) return lastBreak;
  return wordStart(held, cap, end, kind) ?? graphemeCut(held.slice(0, end), cap);
}

/** Where the last word of an unspaced script begins; undefined if the text ends in another script. */
export function lastUnspacedWord(held: HeldText, end: number): number | undefined {
  return wordStart(held, end - 1, end, kindOf(held.codeBefore(end)));
}

function wordStart(held: HeldText, at: number, end: number, kind: Kind): number | undefined {
  if (kind !== 'han' && kind !== 'thai') return undefined;
  const from = Math.max(0, at - wordWindow);
  const start = words.segment(held.slice(from, end)).containing(at - from)?.index ?? 0;
  // At the window's own edge nothing is known of what stands before.
  return start > 0 && isGraphemeStart(held, from + start, end) ? from + start : undefined;
}

function isGraphemeStart(held: HeldText, at: number, end: number): boolean {
  const from = Math.max(0, at - longestGrapheme);
  return graphemes.segment(held.slice(from, end)).containing(at - from)?.index === at - from;
}

function graphemeCut(text: string, cap: number): number | undefined {
  const grapheme = graphemes.segment(text).containing(cap);
  if (grapheme === undefined) return undefined;
  if (grapheme.index > 0) return grapheme.index;
  const end = grapheme.segment.length;
  if (end < text.length) return end;
  if (text.length <= longestGrapheme) return undefined;
  return isLowSurrogate(text.charCodeAt(cap)) && cap > 1 ? cap - 1 : cap;
}
