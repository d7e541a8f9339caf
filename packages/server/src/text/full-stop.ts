import { isLetter, isSpace, kindOf } from './characters.js';
import type { HeldText } from './held-text.js';
import type { AbbreviationUse, Language } from './languages/language.js';

/**
 * What a full stop before white space means. `end`: the sentence is over. `inside`: it belongs to its word.
 * The others leave it to the next word: an abbreviation by its use, or a number that may be an ordinal.
 */
export type FullStop = 'end' | 'inside' | Exclude<AbbreviationUse, 'leading'> | 'ordinal';

const longestToken = 24; // no abbreviation is longer; bounds what is looked at again
const longestItemNumber = 3; // digits; what is longer is a year or an amount
const yearDigits = 4;
const romanNumber = /^[ivx]{1,4}$/i;
const dottedLetters = /^(?:\p{L}\p{M}?\.)*\p{L}\p{M}?$/u;

/** Judges the full stop at `at`; `opensSentence` when no word stands before its own in the sentence. */
export function fullStop(held: HeldText, at: number, opensSentence: boolean, language: Language): FullStop {
  const token = lettersBefore(held, at);
  if (token !== '') return afterLetters(token, startOf(held, at - token.length), opensSentence, language);
  const digits = digitsBefore(held, at);
  if (digits > 0 && startOf(held, at - digits) === 'word') {
    if (opensSentence && digits <= longestItemNumber) return 'inside'; // "1. First item"
    if (language.ordinals && digits < yearDigits) return 'ordinal';
  }
  return 'end';
}

type Start = 'word' | 'digit' | 'other';

function afterLetters(token: string, start: Start, opensSentence: boolean, language: Language): FullStop {
  const use = language.abbreviations.get(token) ?? language.abbreviations.get(token.toLowerCase());
  if (use !== undefined && start !== 'other') return use === 'leading' ? 'inside' : use;
  if (start !== 'word') return 'end';
  if (opensSentence && romanNumber.test(token)) return 'inside'; // "IV. The war"
  if (!dottedLetters.test(token)) return hasSuffix(token, language) ? 'either' : 'end';
  // An initial ("T."), or letters with dots ("U.S."). First in its sentence a single one is an initial or a list's letter.
  return opensSentence && !token.includes('.') ? 'inside' : 'either';
}

function hasSuffix(token: string, language: Language): boolean {
  const lowered = token.toLowerCase();
  return language.suffixes.some((suffix) => lowered.endsWith(suffix));
}

/** The letters, dots and apostrophes right before `at`; empty when there are more than an abbreviation has. */
function lettersBefore(held: HeldText, at: number): string {
  let from = at;
  while (from > 0) {
    const code = held.codeBefore(from);
    if (!isTokenPart(code)) break;
    from -= code > 0xffff ? 2 : 1;
    if (at - from > longestToken) return '';
  }
  while (from < at && !isLetter(kindOf(held.codeAt(from)))) from++; // an opening apostrophe, dots of an ellipsis
  return held.slice(from, at);
}

const apostrophes = [0x27, 0x2019];
const hyphen = 0x2d;
const dot = 0x2e;

function isTokenPart(code: number): boolean {
  if (code < 0) return false;
  if (code === dot || apostrophes.includes(code)) return true;
  const kind = kindOf(code);
  return isLetter(kind) || kind === 'extend';
}

/** How many digits stand right before `at`; no more than a year has are counted. */
function digitsBefore(held: HeldText, at: number): number {
  let count = 0;
  while (count < yearDigits && isDigit(held.codeBefore(at - count))) count++;
  return count;
}

function isDigit(code: number): boolean {
  return code <= 0xffff && kindOf(code) === 'digit'; // those beyond are ornaments, two code units long
}

/** What stands before a token tells whether it is a word of its own or the tail of something longer. */
function startOf(held: HeldText, from: number): Start {
  if (from === 0) return 'word';
  const code = held.codeBefore(from);
  const kind = kindOf(code);
  if (kind === 'digit') return 'digit';
  const opens = isSpace(kind) || kind === 'opener' || kind === 'quote' || kind === 'dash' || code === hyphen;
  return opens ? 'word' : 'other';
}
