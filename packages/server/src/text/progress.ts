import { isBreak, isSayable, type Kind } from './characters.js';
import type { HeldText } from './held-text.js';

/** What is known of the segment that is being read. The rules look at it; only `read` and `restart` change it. */
export interface Progress {
  readonly held: HeldText;
  /** Nothing of this utterance has been handed out yet that can be spoken. */
  readonly first: boolean;
  /** Finished words, and the last of them. */
  readonly words: number;
  readonly lastWord: Span;
  /** Finished words since the sentence began; a line counts where a segment begins with it. */
  readonly wordsOfSentence: number;
  /** Where the word in progress begins; -1 between words. */
  readonly wordFrom: number;
  /** Where the last white space ends that has something sayable before it; 0 when there is none. */
  readonly lastBreak: number;
  /** Whether something before `at` can be spoken. */
  isSayableBefore(at: number): boolean;
  /** Words up to here, those of unspaced scripts estimated, the one in progress included. */
  countWords(): number;
  read(at: number, end: number, kind: Kind): void;
  /** The segment was handed out; what follows is read anew from 0. */
  restart(state: RestartState): void;
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** How things stand after a cut. */
export interface RestartState {
  /** The next character begins an utterance. */
  readonly utterance: boolean;
  /** The next character begins a paragraph. */
  readonly paragraph: boolean;
  /** The next character begins a sentence. */
  readonly sentence: boolean;
  /** The next character begins a line. */
  readonly line: boolean;
  /** What was cut off could be spoken. */
  readonly spoken: boolean;
}

// What one letter of an unspaced script is worth, in words.
const wordsPerLetter: Partial<Record<Kind, number>> = { han: 1 / 2, thai: 1 / 4 };

const noWord: Span = { from: 0, to: 0 };

export function createProgress(held: HeldText): Progress {
  let first = true;
  let words = 0;
  let lastWord = noWord;
  let wordsOfSentence = 0;
  let wordFrom = -1;
  let wordSayable = false;
  let unspaced = 0;
  let lastBreak = 0;
  let sayableFrom = Number.POSITIVE_INFINITY;

  function wordsInProgress(): number {
    return wordSayable ? Math.max(1, Math.floor(unspaced)) : 0;
  }

  function endWord(at: number): void {
    if (wordSayable) {
      words += wordsInProgress();
      wordsOfSentence++;
      lastWord = { from: wordFrom, to: at };
    }
    wordFrom = -1;
    wordSayable = false;
    unspaced = 0;
  }

  return {
    held,
    get first() {
      return first;
    },
    get words() {
      return words;
    },
    get lastWord() {
      return lastWord;
    },
    get wordsOfSentence() {
      return wordsOfSentence;
    },
    get wordFrom() {
      return wordFrom;
    },
    get lastBreak() {
      return lastBreak;
    },
    isSayableBefore: (at) => sayableFrom < at,
    countWords: () => words + wordsInProgress(),

    read(at, end, kind) {
      if (isBreak(kind)) {
        if (wordFrom >= 0) endWord(at);
        if (sayableFrom < at) lastBreak = end;
        return;
      }
      if (wordFrom < 0) {
        wordFrom = at;
        if (kind === 'extend') lastBreak = 0; // it holds on to the white space: no break there
      }
      if (!isSayable(kind)) return;
      if (at < sayableFrom) sayableFrom = at;
      wordSayable = true;
      unspaced += wordsPerLetter[kind] ?? 0;
    },

    restart(state) {
      first = state.utterance || (first && !state.spoken);
      words = 0;
      lastWord = noWord;
      wordsOfSentence = state.sentence || state.line ? 0 : 1;
      wordFrom = -1;
      wordSayable = false;
      unspaced = 0;
      lastBreak = 0;
      sayableFrom = Number.POSITIVE_INFINITY;
    },
  };
}
