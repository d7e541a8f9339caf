import { isLetter, isSpace, type Kind, kindOf } from './characters.js';
import type { Cutting } from './cutting.js';
import { fullStop } from './full-stop.js';
import { isGluedSentence } from './glued.js';
import type { Language } from './languages/language.js';
import { type Doubt, type NextWord, nextWord } from './next-word.js';
import type { Progress } from './progress.js';
import type { Cut, Rule } from './rule.js';
import { endsSentence, growRun, type Run } from './run.js';
import type { Boundary } from './segment.js';

/** Cuts at sentence marks, and at clause marks where the engine wants it. */
export interface Marks extends Rule {
  /** The marks that the text ends in so far. */
  readonly run: Run | undefined;
  /** Whether the next word decides if a sentence is over. */
  readonly inDoubt: boolean;
}

const colon = 0x3a;
const openingGuillemet = 0xab;
const closingGuillemet = 0xbb;
const quoting = ['と', 'っ']; // 「…。」と: what was quoted is part of a longer sentence

export function marks(progress: Progress, cutting: Cutting, language: Language): Marks {
  const { held } = progress;
  let run: Run | undefined;
  let words = 0; // up to the run
  let opensSentence = false; // no word stands before the run's own
  let doubt: NextWord | undefined;
  let lineEnd: Cut | undefined; // certain; but a second line break would make it the end of a paragraph
  let inGuillemets = false; // whose closing one stands behind white space
  let glued = 0; // a sentence may have ended here without white space; the next character tells

  function readLineEnd(end: number, kind: Kind): Cut | undefined {
    if (lineEnd === undefined) return undefined;
    if (kind !== 'return' && kind !== 'line') return lineEnd;
    lineEnd = { at: end, boundary: lineEnd.boundary };
    return undefined;
  }

  function readDoubt(at: number, end: number, kind: Kind): Cut | undefined {
    if (doubt === undefined) return undefined;
    const verdict = doubt.read(at, end, kind);
    if (verdict === 'wait') return undefined;
    const cut: Cut = { at: doubt.at, boundary: 'sentence' };
    doubt = undefined;
    return verdict === 'yes' ? cut : undefined;
  }

  function readGlued(kind: Kind): Cut | undefined {
    const at = glued;
    glued = 0;
    return at > 0 && kind === 'lower' ? { at, boundary: 'sentence' } : undefined;
  }

  function readRun(at: number, end: number, kind: Kind): Cut | undefined {
    const grown = growRun(run, held, at, end, kind);
    if (grown !== undefined) {
      if (grown.from === at) {
        words = progress.countWords();
        opensSentence = progress.wordsOfSentence === 0;
      }
      run = grown;
      return undefined;
    }
    if (run === undefined) return undefined;
    const ended = run;
    run = undefined;
    if (!progress.isSayableBefore(ended.from)) return undefined;
    return isSpace(kind) ? beforeSpace(ended, end, kind) : beforeText(ended, at, kind);
  }

  function beforeSpace(ended: Run, end: number, kind: Kind): Cut | undefined {
    if (!endsSentence(ended.strength)) {
      const announces = (kind === 'line' || kind === 'return') && held.codeAt(ended.from) === colon;
      return announces || wantsClause(end) ? certain('clause', end, kind) : undefined;
    }
    if (ended.strength === 'dots') return doubtful('ellipsis', end);
    if (ended.strength === 'dot') {
      const meaning = fullStop(held, ended.from, opensSentence, language);
      if (meaning === 'inside') return undefined;
      if (meaning !== 'end') return doubtful(meaning, end);
    }
    const quoted = (ended.closer !== -1 && ended.strength !== 'stop') || inGuillemets; // "Really?" she asked
    const alone = ended.strength === 'dot' && isSpace(kindOf(held.codeBefore(ended.from))); // ". . ."
    return quoted || alone ? doubtful('quotation', end) : certain('sentence', end, kind);
  }

  function beforeText({ strength, from, end, closer, inReference }: Run, at: number, kind: Kind): Cut | undefined {
    const before = kindOf(held.codeBefore(from));
    const inNumber = before === 'digit' && kind === 'digit';
    switch (strength) {
      case 'stop': {
        const goesOn = closer !== -1 && quoting.includes(String.fromCodePoint(held.codeAt(at)));
        return inNumber || goesOn ? undefined : { at: end, boundary: 'sentence' };
      }
      case 'pause':
        return !inNumber && wantsClause(end) ? { at: end, boundary: 'clause' } : undefined;
      case 'dash':
        return isLetter(kind) && wantsClause(end) ? { at: end, boundary: 'clause' } : undefined;
      case 'dot':
      case 'exclaim':
        if (before === 'han' && kind === 'han') return { at: end, boundary: 'sentence' };
        if (kind === 'upper' && !inReference && isGluedSentence(held, from, strength === 'exclaim')) glued = end;
        return undefined;
      default:
        return undefined;
    }
  }

  function followGuillemets(code: number): void {
    if (code === openingGuillemet) inGuillemets = true;
    if (code === closingGuillemet) inGuillemets = false;
  }

  function certain(boundary: Boundary, end: number, kind: Kind): Cut | undefined {
    const cut: Cut = { at: end, boundary };
    if (kind !== 'line' && kind !== 'return') return cut;
    lineEnd = cut;
    return undefined;
  }

  function doubtful(why: Doubt, end: number): undefined {
    doubt = nextWord(why, end, held, language);
  }

  function wantsClause(end: number): boolean {
    if (end > cutting.clauseCharacters) return true;
    if (!progress.first) return false;
    return words >= cutting.firstClauseWords || (cutting.firstWords > 0 && words >= cutting.firstWords);
  }

  return {
    get run() {
      return run;
    },
    get inDoubt() {
      return doubt !== undefined;
    },
    read(at, end, kind) {
      if (language.spacedQuotes && kind === 'quote') followGuillemets(held.codeAt(at));
      return readLineEnd(end, kind) ?? readDoubt(at, end, kind) ?? readGlued(kind) ?? readRun(at, end, kind);
    },
    restart(state) {
      if (state.paragraph) inGuillemets = false; // one that was never closed
      run = undefined;
      doubt = undefined;
      lineEnd = undefined;
      glued = 0;
    },
  };
}
