import { isLetter, isSpace, type Kind } from './characters.js';
import type { HeldText } from './held-text.js';
import type { AbbreviationUse, Language, WordList } from './languages/language.js';

/**
 * A sentence mark and white space were read, and the next word tells whether the sentence is over.
 * `quotation`: the mark was followed by a closing quote or bracket, or stands alone. The others are named after what stands before.
 */
export type Doubt = Exclude<AbbreviationUse, 'leading'> | 'ordinal' | 'quotation' | 'ellipsis';

export type Verdict = 'yes' | 'no' | 'wait';

/** Reads what follows, character by character, until it tells. */
export interface NextWord {
  /** Where the sentence ends if it does: behind the white space. */
  readonly at: number;
  read(at: number, end: number, kind: Kind): Verdict;
}

/** Whether the sentence is over before a character of a kind; what is not listed goes on with it. */
const verdicts: Record<Doubt, { readonly [K in Kind]?: Verdict }> = {
  quotation: { upper: 'yes', letter: 'yes', han: 'yes', thai: 'yes', digit: 'yes', emoji: 'yes', other: 'yes' },
  ellipsis: { upper: 'yes', emoji: 'yes' },
  numbering: { upper: 'yes', letter: 'yes', han: 'yes', thai: 'yes', emoji: 'yes' },
  trailing: { upper: 'yes', letter: 'yes', han: 'yes', thai: 'yes', digit: 'yes', emoji: 'yes' },
  either: {},
  ordinal: {},
};

const closingGuillemet = 0xbb;

export function nextWord(doubt: Doubt, start: number, held: HeldText, language: Language): NextWord {
  let at = start;
  let opened = false;
  let wordFrom = -1;
  const exceptions = exceptionsOf(doubt, language);
  const usual = verdicts[doubt].upper ?? 'no';

  /** A word with a capital: the usual verdict, unless it is, or may yet become, an exception. */
  function judge(from: number, end: number, kind: Kind): Verdict {
    if (isLetter(kind)) return exceptions?.mayBecome(held.slice(wordFrom, end)) ? 'wait' : usual;
    if (kind === 'extend') return 'wait';
    const word = held.slice(wordFrom, from);
    const isInitial = kind === 'dot' && word.length === 1;
    if (!exceptions?.has(word) || isInitial) return usual;
    return usual === 'yes' ? 'no' : 'yes';
  }

  return {
    get at() {
      return at;
    },
    read(from, end, kind) {
      if (wordFrom >= 0) return judge(from, end, kind);
      if (isSpace(kind) && !opened) {
        at = end;
        return 'wait';
      }
      if (language.spacedQuotes && !opened && held.codeAt(from) === closingGuillemet) {
        at = end;
        return 'wait';
      }
      if (kind === 'opener' || kind === 'quote') {
        opened = true;
        return 'wait';
      }
      if (kind !== 'upper') return verdicts[doubt][kind] ?? 'no';
      wordFrom = from;
      return judge(from, end, kind);
    },
  };
}

function exceptionsOf(doubt: Doubt, language: Language): WordList | undefined {
  if (doubt === 'either' || doubt === 'ordinal') return language.starters;
  if (doubt === 'trailing') return language.continuers;
  return undefined;
}
