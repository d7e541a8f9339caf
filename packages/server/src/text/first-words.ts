import { isSayable, kindOf } from './characters.js';
import type { Cutting } from './cutting.js';
import { clauseOrWord } from './endings.js';
import type { Language } from './languages/language.js';
import type { Progress } from './progress.js';
import type { Rule } from './rule.js';

/** Words beyond `firstWords` that are waited for when a cut would be heard: "the | house", "12 | dollars". */
const extraWords = 2;
const longestWord = 16; // code units that are looked at; no leaning word is longer

/** Ends the first segment of an utterance after a few words, so that speech starts early. */
export function firstWords(progress: Progress, cutting: Cutting, language: Language, inDoubt: () => boolean): Rule {
  const { held } = progress;
  const limit = cutting.firstWords + extraWords;
  let decided = 0; // the word before which it was decided

  function isGoodPlace(): boolean {
    if (progress.words < cutting.firstWords) return false;
    return progress.words >= limit || !leans(lastWord(), language);
  }

  function lastWord(): string {
    const { from, to } = progress.lastWord;
    return held.slice(Math.max(from, to - longestWord), to);
  }

  return {
    read(_at, _end, kind) {
      if (!progress.first || cutting.firstWords <= 0) return undefined;
      // The next word has begun; what stands before its first letter (a quote, a bracket) goes with it.
      const at = progress.wordFrom;
      if (at <= decided || !isSayable(kind)) return undefined;
      if (inDoubt() && progress.words < limit) return undefined;
      decided = at;
      const splitsGrapheme = kindOf(held.codeAt(at)) === 'extend';
      return isGoodPlace() && !splitsGrapheme ? { at, boundary: clauseOrWord(held, at) } : undefined;
    },
    restart() {
      decided = 0;
    },
  };
}

/** Whether a word belongs so closely to the next that nobody pauses between them. */
function leans(word: string, language: Language): boolean {
  if (/[,;:]$/.test(word)) return false;
  if (/[\p{N}\p{Sc}]/u.test(word) || word.endsWith('.')) return true; // "12 dollars", "$ 12", "Dr. Smith"
  const bare = word.replace(/^[\p{P}\p{S}]{1,4}/u, '').toLowerCase();
  return language.leaning.has(bare);
}
