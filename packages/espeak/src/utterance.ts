/** One text on its way out: what the engine makes becomes pieces of audio, and the words in them. */

import type { EngineEvent } from './engine.js';
import type { EngineText } from './engine-text.js';
import type { EspeakPiece } from './espeak.js';
import { createTrimmer, join } from './trim.js';
import type { WordTracker } from './words.js';

/** How long audio waits for its word to end, so that a word's timing is not later than its sound. */
const maxHeldMs = 1000;
/** After the first sound there is time: pieces shorter than this wait for the next word. Each costs its way out. */
const minPieceMs = 200;

export interface Utterance {
  /** What the engine has made so far, silence included. */
  readonly madeMs: number;
  /** Takes in what one callback of the engine brought, and gives what can go out. */
  push(samples: Int16Array<ArrayBuffer>, events: readonly EngineEvent[]): EspeakPiece;
  /** The rest, when the engine has spoken the whole text or was stopped in it. */
  finish(wholeText: boolean): EspeakPiece;
}

/** The first sound goes out at once; from then on, audio goes out word by word. */
export function createUtterance(text: EngineText, words: WordTracker, sampleRate: number): Utterance {
  const trimmer = createTrimmer(sampleRate);
  let held = new Int16Array(0);
  let made = 0;
  let sent = 0;
  const toMs = (samples: number): number => (samples * 1000) / sampleRate;

  const release = (count: number): Int16Array<ArrayBuffer> => {
    const samples = held.slice(0, count);
    held = held.slice(count);
    sent += samples.length;
    return samples;
  };
  const releasable = (): number => {
    const complete = Math.max(0, Math.ceil((words.openMs * sampleRate) / 1000) - sent);
    if (sent === 0 || toMs(held.length - complete) > maxHeldMs) return held.length;
    return toMs(complete) < minPieceMs ? 0 : complete;
  };

  return {
    get madeMs() {
      return toMs(made);
    },
    push(samples, events) {
      made += samples.length;
      held = join(held, trimmer.push(samples));
      for (const { type, text_position, audio_position } of events) {
        if (type !== 'word') continue;
        words.begin(text.locate(text_position), Math.max(0, audio_position - toMs(trimmer.skipped)));
      }
      const audio = release(releasable());
      return { samples: audio, words: words.take(toMs(sent)) };
    },
    finish(wholeText) {
      held = join(held, trimmer.finish());
      const audio = release(held.length);
      return { samples: audio, words: words.finish(toMs(sent), wholeText) };
    },
  };
}
