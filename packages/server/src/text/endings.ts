import { isSpace, kindOf } from './characters.js';
import { fullStop } from './full-stop.js';
import type { HeldText } from './held-text.js';
import type { Language } from './languages/language.js';
import type { Boundary } from './segment.js';

// White space and closing quotes behind the last mark; more than these are not prose.
const lookBack = 32;

/** How a segment ends that is cut at a word, by the punctuation before the cut. */
export function clauseOrWord(held: HeldText, at: number): Boundary {
  return lastMark(held, at).type === 'clause' ? 'clause' : 'word';
}

/** How a segment ends that is handed out because no more text comes for now. */
export function boundarySoFar(held: HeldText, at: number, language: Language): Boundary {
  const mark = lastMark(held, at);
  if (mark.type !== 'dot') return mark.type;
  return isFullStop(held, mark.at, language) ? 'sentence' : 'word';
}

/** How the last segment of an utterance ends. Without punctuation it ends a sentence: nothing follows. */
export function lastBoundary(held: HeldText): Boundary {
  return lastMark(held, held.length).type === 'clause' ? 'clause' : 'sentence';
}

/** Whether the dot at `at` ends a sentence and is not part of a number or word that may still go on. */
export function isFullStop(held: HeldText, at: number, language: Language): boolean {
  return fullStop(held, at, false, language) === 'end';
}

interface LastMark {
  readonly type: 'sentence' | 'clause' | 'word' | 'dot';
  readonly at: number;
}

function lastMark(held: HeldText, before: number): LastMark {
  let at = before;
  while (at > 0 && before - at < lookBack) {
    const code = held.codeBefore(at);
    at -= code > 0xffff ? 2 : 1;
    const kind = kindOf(code);
    if (kind === 'exclaim' || kind === 'stop' || kind === 'ellipsis') return { type: 'sentence', at };
    if (kind === 'comma' || kind === 'pause' || kind === 'dash') return { type: 'clause', at };
    if (kind === 'dot') return { type: kindOf(held.codeBefore(at)) === 'dot' ? 'sentence' : 'dot', at };
    if (!isSpace(kind) && kind !== 'closer' && kind !== 'quote' && kind !== 'extend' && kind !== 'emoji') break;
  }
  return { type: 'word', at };
}
