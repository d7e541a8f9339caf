/** Plain text as the engine must be given it. The engine reads SSML, entities, `[[phonemes]]` and control-A commands;
 *  none of them may take effect, and every position must lead back to the text as it was. */

import { emoji } from './emoji.js';
import type { Boundary } from './espeak.js';

export interface EngineText {
  readonly text: string;
  /** Where the engine's position (code points, from 1) lies in the given text, in UTF-16 units. */
  locate(position: number): number;
}

/** Rewrites `text` for the engine, cluster by cluster. */
export function toEngineText(text: string, boundary: Boundary): EngineText {
  const places: number[] = [];
  let written = '';
  const write = (piece: string, place: number): void => {
    written += piece;
    for (const _ of piece) places.push(place);
  };
  const spoken = continues(boundary) ? withoutClosingMarks(text) : text;
  for (const { 0: cluster, index } of spoken.matchAll(clusters)) write(rewritten(cluster), index);
  // A comma keeps the melody up where a text's end would let it fall.
  if (continues(boundary)) write(',', spoken.length);
  return { text: written, locate: (position) => places[position - 1] ?? text.length };
}

function continues(boundary: Boundary): boolean {
  return boundary === 'word' || boundary === 'clause';
}

/** A comma behind a full stop or a bracket is not heard as one. */
function withoutClosingMarks(text: string): string {
  let end = text.length;
  while (end > 0 && closing.test(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

const closing = /[\p{Terminal_Punctuation}\p{Pe}\p{Pf}\s…"'-]/u;

/** An emoji, a Hangul syllable in its letters, or a character with the marks on it. */
const clusters = new RegExp(`${emoji.source}|[\u1100-\u115f][\u1160-\u11a7][\u11a8-\u11ff]?|.\\p{M}*`, 'gsu');

function rewritten(cluster: string): string {
  if (isEmoji.test(cluster)) return named(cluster);
  // The dictionaries hold letters and their marks in one piece.
  return Array.from(cluster.normalize('NFC'), harmless).join('');
}

const isEmoji = new RegExp(`^(?:${emoji.source})`, 'u');

/** The engine knows an emoji's whole name only without skin tone and variation selector, and standing alone. */
function named(cluster: string): string {
  return ` ${cluster.replace(/\p{EMod}|\uFE0F/gu, '')} `;
}

function harmless(character: string): string {
  if (character in escapes) return escapes[character]!;
  if (invisible.test(character)) return '';
  return unspeakable.test(character) ? ' ' : character;
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  // Two brackets would begin phonemes. To the engine, round ones sound the same.
  '[': '(',
  ']': ')',
};

/** Marks of writing direction: the engine takes them for the end of a word. */
const invisible = /[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/;

/** Controls (NUL ends the text, control-A starts a command), lone surrogates, and private use, where the engine keeps
 *  codes of its own. Of the controls, white space stays: an empty line is a pause. */
const unspeakable = /(?![\t\n\r])[\p{Cc}\p{Cs}\p{Co}]/u;
