// biome-ignore-all lint/style/noRestrictedImports: it serves tests only, and is not part of what is published
/** Speech without an engine, for the tests of captions. */
import { type CaptionOptions, type CaptionToken, createCaptions } from './captions.js';

export type Timed = readonly [word: string, startMs: number, endMs: number];
export type Told = readonly [text: string, start: number, duration: number];

/** Follows one utterance, whose words are found in its text one after the other. */
export function follow(text: string, options: CaptionOptions) {
  const captions = createCaptions(options);
  captions.append(text);
  captions.flush();
  let at = 0;
  let heardMs = 0;
  const locate = ([word, startMs, endMs]: Timed) => {
    const textStart = text.indexOf(word, at);
    at = textStart + word.length;
    return { word, startMs, endMs, textStart, textEnd: at };
  };
  return {
    captions,
    /** Audio up to `untilMs`, and the words that are told with it. */
    piece(untilMs: number, ...words: Timed[]): Told[] {
      captions.audio({ startMs: heardMs, durationMs: untilMs - heardMs });
      heardMs = untilMs;
      return told(captions.words(words.map(locate)));
    },
    end: () => told(captions.end()),
  };
}

export const told = (tokens: readonly CaptionToken[]): Told[] =>
  tokens.map(({ text, start, duration }) => [text, start, duration]);
