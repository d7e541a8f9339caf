/** How an engine wants its text cut. Each number is a wish of the engine, stated in its capabilities. */
export interface Cutting {
  /** The first segment of an utterance may end after this many words, so that speech starts early; up to two more are taken where a cut would be heard. 0: wait for a clause or sentence. */
  readonly firstWords: number;
  /** A clause mark (comma, colon, dash …) ends the first segment once it holds this many words. */
  readonly firstClauseWords: number;
  /** A later segment longer than this may end at a clause mark; shorter ones wait for the sentence. In characters. */
  readonly clauseCharacters: number;
  /** No segment grows longer: cut at a word, or between graphemes where there is none. In characters. */
  readonly maxCharacters: number;
  /** Text that waits this long without more coming is spoken up to the last word boundary. */
  readonly idleMs: number;
}

/** For an engine without wishes of its own: whole sentences, which every voice speaks best. */
export const wholeSentences: Cutting = {
  firstWords: 0,
  // More words than maxCharacters can hold, so that a comma alone never ends a segment.
  firstClauseWords: 1000,
  // Some fifteen seconds of speech: a sentence that long has pauses of its own, and a listener waits for it.
  clauseCharacters: 200,
  // Half a minute of speech: bounds the memory and the time of one synthesis.
  maxCharacters: 400,
  // Longer than the gap between two tokens of any usual model, shorter than a pause that people notice.
  idleMs: 150,
};
