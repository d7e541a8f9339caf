/** From the engine's word events to the words of the text: each once, in order. */

import type { EspeakWord } from './espeak.js';
import { type Token, tokenise } from './tokens.js';

export interface WordTracker {
  /** When the word began that is being said, whose end is not known yet. */
  readonly openMs: number;
  /** A word event: the engine begins to say what stands at `place` (UTF-16 units). Several may name one token
   *  ("3.5", an emoji's name), and the later ones may point just behind it. */
  begin(place: number, startMs: number): void;
  /** The words that have ended by `audioMs`, without those that were taken before. */
  take(audioMs: number): EspeakWord[];
  /** The audio is at its end: the rest of the words, or, when the text went on, the one that was being said. */
  finish(audioMs: number, wholeText: boolean): EspeakWord[];
}

export function trackWords(text: string): WordTracker {
  const tokens = tokenise(text);
  let current = -1;
  let openMs = 0;
  let ended: EspeakWord[] = [];

  /** Ends the tokens before `next`. Those that had no event of their own ("of the" is one to the engine) share the time
   *  by their length. */
  const end = (next: number, endMs: number): void => {
    const said = tokens.slice(Math.max(current, 0), next).filter((token) => token.spoken || token === tokens[current]);
    const at = Math.max(openMs, endMs);
    ended.push(...share(said, openMs, at));
    current = next;
    openMs = at;
  };

  return {
    get openMs() {
      return openMs;
    },
    begin(place, startMs) {
      const next = lastAt(tokens, place, Math.max(current, 0));
      if (next > current && next < tokens.length) end(next, startMs);
    },
    take(audioMs) {
      const words = ended.filter(({ endMs }) => endMs <= audioMs);
      ended = ended.slice(words.length);
      return words;
    },
    finish(audioMs, wholeText) {
      if (current >= 0) end(wholeText ? tokens.length : current + 1, audioMs);
      const within = (ms: number): number => Math.min(ms, audioMs);
      return ended.map((word) => ({ ...word, startMs: within(word.startMs), endMs: within(word.endMs) }));
    },
  };
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
