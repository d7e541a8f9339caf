import { type Kind, kindOf } from './characters.js';
import type { Cutting } from './cutting.js';
import { boundarySoFar, clauseOrWord, isFullStop } from './endings.js';
import { firstWords } from './first-words.js';
import { forcedCut, lastUnspacedWord } from './forced-cut.js';
import type { HeldText } from './held-text.js';
import type { Language } from './languages/language.js';
import { lines } from './lines.js';
import { marks } from './marks.js';
import { createProgress, type RestartState } from './progress.js';
import type { Cut } from './rule.js';

/** Reads held text character by character and says where segments end. It never looks further than it was told to read. */
export interface Boundaries {
  /** Reads the next character, from `at` to `end`; returns the end of the segment as soon as that is certain. The caller then restarts. */
  read(at: number, end: number, code: number): Cut | undefined;
  /** Where the text can end that was read so far, if no more comes for a while. */
  readonly resting: Cut | undefined;
  /** Whether that is the end of a sentence, unless what comes next makes it none. */
  readonly restsInSentence: boolean;
  /** Whether what stands before `at` can be spoken. */
  isSayableBefore(at: number): boolean;
  /** The segment was handed out and dropped; the next character to read is at 0. */
  restart(state: RestartState): void;
}

export function createBoundaries(held: HeldText, cutting: Cutting, language: Language): Boundaries {
  const progress = createProgress(held);
  const byLines = lines(progress);
  const byMarks = marks(progress, cutting, language);
  const byWords = firstWords(progress, cutting, language, () => byMarks.inDoubt);
  const maxCharacters = Math.max(1, cutting.maxCharacters);

  // A paragraph says more than a sentence, and a sentence more than a word.
  function byRules(at: number, end: number, kind: Kind): Cut | undefined {
    return byLines.read(at, end, kind) ?? byMarks.read(at, end, kind) ?? byWords.read(at, end, kind);
  }

  /** White space that proved an end goes with it only where it fits. */
  function fitted(cut: Cut, at: number): Cut {
    if (cut.at <= maxCharacters) return cut;
    const splitsLineBreak = kindOf(held.codeBefore(at)) === 'return';
    return { at: splitsLineBreak ? at - 1 : at, boundary: cut.boundary };
  }

  function byLength(at: number, end: number): Cut | undefined {
    if (end <= maxCharacters) return undefined;
    const cut = forcedCut(held, at, end, progress.lastBreak, maxCharacters);
    return cut === undefined ? undefined : { at: cut, boundary: clauseOrWord(held, cut) };
  }

  /** Whether the marks at the very end are those of a sentence, whatever comes next. */
  function endsInSentence(): boolean {
    const run = byMarks.run;
    switch (run?.strength) {
      case 'dot': {
        const inNumber = kindOf(held.codeBefore(run.from)) === 'digit';
        return !inNumber && isFullStop(held, run.from, language);
      }
      case 'dots':
      case 'exclaim':
      case 'stop':
      case 'pause':
        return true;
      default:
        return false;
    }
  }

  function restingPlace(): number {
    const { length } = held;
    if (kindOf(held.codeBefore(length)) === 'return') return length - 1; // its line feed may be on the way
    if (endsInSentence()) return length;
    return Math.max(progress.lastBreak, lastUnspacedWord(held, length) ?? 0);
  }

  return {
    read(at, end, code) {
      const kind = kindOf(code);
      progress.read(at, end, kind);
      const cut = byRules(at, end, kind);
      return cut === undefined ? byLength(at, end) : fitted(cut, at);
    },
    get resting() {
      const at = restingPlace();
      if (!progress.isSayableBefore(at)) return undefined;
      return { at, boundary: boundarySoFar(held, at, language) };
    },
    get restsInSentence() {
      return endsInSentence() && progress.isSayableBefore(held.length);
    },
    isSayableBefore: progress.isSayableBefore,
    restart(state) {
      progress.restart(state);
      byLines.restart(state);
      byMarks.restart(state);
      byWords.restart(state);
    },
  };
}
