/** What the cutting of text has to know of a language. */
export interface Language {
  readonly abbreviations: ReadonlyMap<string, AbbreviationUse>;
  /** How longer words end that are abbreviations of the use `either`: "Hauptstr.". In lower case. */
  readonly suffixes: readonly string[];
  /** Words that, with a capital, begin a sentence and are hardly ever part of a name. */
  readonly starters: WordList;
  /** Words with a capital that go on after a trailing abbreviation: "5 p.m. Monday". */
  readonly continuers: WordList;
  /** Short words that lean on the next one: nobody pauses after them. In lower case. */
  readonly leaning: ReadonlySet<string>;
  /** Whether quotes stand apart from what they enclose: "« Oui ! »". */
  readonly spacedQuotes: boolean;
  /** Whether a full stop makes an ordinal of a number: "am 3. Oktober". */
  readonly ordinals: boolean;
}

/**
 * Where an abbreviation stands.
 * `leading`: before what it belongs to, never last ("Dr.", "e.g.").
 * `numbering`: an abbreviation only before a number ("No. 5"), otherwise a word.
 * `either`: amid a sentence or last in it; a starter tells ("U.S.", "St.").
 * `trailing`: behind what it belongs to; any capital ends the sentence, but for the continuers ("p.m.", "etc.").
 */
export type AbbreviationUse = 'leading' | 'numbering' | 'either' | 'trailing';

/** Words that can be recognised while they are still arriving. */
export interface WordList {
  has(word: string): boolean;
  /** Whether one of the words begins so. */
  mayBecome(beginning: string): boolean;
}

/**
 * A language as its file writes it: words between white space, abbreviations without their last dot.
 * An abbreviation in lower case is found in any case; one with capitals only as it stands (so that "Sat." leaves "sat." alone).
 */
export interface LanguageWords extends Partial<Record<AbbreviationUse, string>> {
  readonly suffixes?: string;
  readonly starters?: string;
  readonly continuers?: string;
  readonly leaning?: string;
  readonly spacedQuotes?: boolean;
  readonly ordinals?: boolean;
}

export function defineLanguage(words: LanguageWords): Language {
  const abbreviations = new Map<string, AbbreviationUse>();
  for (const use of ['leading', 'numbering', 'either', 'trailing'] as const) {
    for (const abbreviation of split(words[use])) abbreviations.set(abbreviation, use);
  }
  return {
    abbreviations,
    suffixes: split(words.suffixes),
    starters: wordList(split(words.starters)),
    continuers: wordList(split(words.continuers)),
    leaning: new Set(split(words.leaning)),
    spacedQuotes: words.spacedQuotes ?? false,
    ordinals: words.ordinals ?? false,
  };
}

function wordList(words: readonly string[]): WordList {
  const whole = new Set(words);
  const beginnings = new Set(words.flatMap((word) => Array.from(word, (_, index) => word.slice(0, index + 1))));
  return { has: (word) => whole.has(word), mayBecome: (beginning) => beginnings.has(beginning) };
}

function split(words = ''): string[] {
  return words.split(/\s/).filter((word) => word !== '');
}
