/** What is heard when, where the engine does not tell: longer words are given more of the audio. */
import { isWord, partsOf } from './caption-text.js';
import type { CaptionTrack } from './caption-track.js';

/** Shares all audio up to here among the words, by their length. White space and punctuation take no time. False where
 *  there is no word, and nothing was told. */
export function shareOut(text: string, untilMs: number, track: CaptionTrack): boolean {
  const whole = lengthOf(text);
  if (whole === 0) return false;
  const fromMs = track.atMs;
  if (!track.begun) track.say('', fromMs);
  let told = 0;
  for (const part of partsOf(text)) {
    told += lengthOf(part);
    track.say(part, fromMs + (untilMs - fromMs) * (told / whole));
  }
  return true;
}

/** Guesses which words begin in the audio that has come, while nobody knows how much more will. */
export interface Pace {
  /** So much more audio has come. */
  hear(durationMs: number): void;
  /** Whether the next word is likely to begin in it. It counts as spoken if so. */
  begins(word: string): boolean;
  /** The utterance is over, and this text of it was not asked about: from now on the pace is what it was there. */
  end(rest: string): void;
  /** The utterance is dropped. */
  reset(): void;
}

/** Per letter, as people read English aloud. Other languages are known from their first utterance on. */
const usualMs = 70;

export function createPace(): Pace {
  let letterMs = usualMs;
  let heardMs = 0;
  let spokenLetters = 0;

  function reset(): void {
    heardMs = 0;
    spokenLetters = 0;
  }

  return {
    hear(durationMs) {
      heardMs += durationMs;
    },
    begins(word) {
      if (spokenLetters * letterMs >= heardMs) return false;
      spokenLetters += word.length;
      return true;
    },
    end(rest) {
      spokenLetters += lengthOf(rest);
      if (spokenLetters > 0 && heardMs > 0) letterMs = heardMs / spokenLetters;
      reset();
    },
    reset,
  };
}

function lengthOf(text: string): number {
  return partsOf(text).reduce((sum, part) => sum + (isWord(part) ? part.length : 0), 0);
}
