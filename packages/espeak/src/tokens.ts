/** The words of a text as people see them: what a word timing names. */

import { emoji } from './emoji.js';

export interface Token {
  /** UTF-16 positions. */
  readonly from: number;
  readonly to: number;
  /** Has a letter or a digit, so that it is certainly spoken, alone or together with its neighbour. */
  readonly spoken: boolean;
}

/** Cuts `text` into tokens, in order. White space, and punctuation that nobody says, belong to none. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  for (const { 0: found, index } of text.matchAll(pattern)) {
    if (unspaced.test(found)) tokens.push(...segmented(found, index));
    else tokens.push(token(found, index));
  }
  return tokens;
}

function token(found: string, from: number): Token {
  return { from, to: from + found.length, spoken: /[\p{L}\p{N}]/u.test(found) };
}

/** Scripts that put no spaces between their words. */
const unspacedScripts = '\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmr}\\p{sc=Mymr}';
const unspaced = new RegExp(`^[${unspacedScripts}]`, 'u');

function segmented(run: string, offset: number): Token[] {
  return Array.from(segmenter.segment(run), ({ segment, index }) => token(segment, offset + index));
}

const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

const letter = `(?!\\p{Extended_Pictographic}|[${unspacedScripts}<>])[\\p{L}\\p{N}\\p{S}\\p{Pc}]`;
const letters = `(?:${letter}[\\p{M}\u00ad\u200c\u200d]*)+`;
/** What holds a word together from inside: can't, well-known, U.S, 12:30, a@b.com, 1,000. */
const joint = "(?:['’.‐‑·@/&:-]|(?<=\\p{N}),(?=\\p{N}))";
const pattern = new RegExp(
  [
    emoji.source,
    `[${unspacedScripts}][${unspacedScripts}\\p{M}ー]*`,
    `[-#@]?${letters}(?:${joint}+${letters})*[%‰]?`,
    // Said by their names.
    '[#%&*/@\\\\]+',
  ].join('|'),
  'gu',
);
