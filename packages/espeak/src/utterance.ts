/** One text on its way out: what the engine makes becomes pieces of audio, and the words in them. */

import type { EngineEvent } from './engine.js';
import type { EngineText } from './engine-text.js';
import type { EspeakPiece } from './espeak.js';
import { join, nothing, Trimmer } from './trim.js';
import type { WordTracker } from './words.js';

/** How long audio waits for its word to end, so that a word's timing is not later than its sound. */
const maxHeldMs = 1000;
/** A silence between two words that is shorter than this is part of the first one, as a stop consonant's is. */
const minPauseMs = 40;
/** What is fainter than the loudest sound of a word by so much is its echo. */
const echoFactor = 64;
/** After the first sound there is time: pieces shorter than this wait for the next word. Each costs its way out. */
const minPieceMs = 200;

/** The first sound goes out at once; from then on, audio goes out word by word. */
export class Utterance {
  readonly #text: EngineText;
  readonly #words: WordTracker;
  readonly #sampleRate: number;
  readonly #trimmer: Trimmer;
  #held = nothing;
  #made = 0;
  #sent = 0;

  constructor(text: EngineText, words: WordTracker, sampleRate: number) {
    this.#text = text;
    this.#words = words;
    this.#sampleRate = sampleRate;
    this.#trimmer = new Trimmer(sampleRate);
  }

  /** What the engine has made so far, silence included. */
  get madeMs(): number {
    return this.#toMs(this.#made);
  }

  /** Takes in what one callback of the engine brought, and gives what can go out. */
  push(samples: Int16Array<ArrayBuffer>, events: readonly EngineEvent[]): EspeakPiece {
    this.#made += samples.length;
    this.#held = join(this.#held, this.#trimmer.push(samples));
    for (const { type, text_position, audio_position } of events) {
      if (type !== 'word') continue;
      const startMs = Math.max(0, audio_position - this.#toMs(this.#trimmer.skipped));
      this.#words.begin(this.#text.locate(text_position), startMs, this.#quietFrom);
    }
    const audio = this.#release(this.#releasable());
    return { samples: audio, words: this.#words.take(this.#toMs(this.#sent)) };
  }

  /** The rest, when the engine has spoken the whole text or was stopped in it. */
  finish(wholeText: boolean): EspeakPiece {
    this.#held = join(this.#held, this.#trimmer.finish());
    const audio = this.#release(this.#held.length);
    return { samples: audio, words: this.#words.finish(this.#toMs(this.#sent), wholeText) };
  }

  /** When the sound ended that comes before `startMs`: there, or where a pause begins. An arrow function, to be handed on. */
  readonly #quietFrom = (startMs: number): number => {
    const sound = this.#held.subarray(0, Math.max(0, Math.round((startMs * this.#sampleRate) / 1000) - this.#sent));
    const loudest = sound.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    const end = sound.findLastIndex((sample) => Math.abs(sample) > loudest / echoFactor) + 1;
    const endMs = this.#toMs(this.#sent + end);
    return startMs - endMs < minPauseMs ? startMs : endMs;
  };

  #releasable(): number {
    const held = this.#held.length;
    const complete = Math.max(0, Math.ceil((this.#words.openMs * this.#sampleRate) / 1000) - this.#sent);
    if (this.#sent === 0 || this.#toMs(held - complete) > maxHeldMs) return held;
    return this.#toMs(complete) < minPieceMs ? 0 : complete;
  }

  #release(count: number): Int16Array<ArrayBuffer> {
    if (count === 0) return new Int16Array(0);
    const whole = count === this.#held.length;
    // What leaves is the caller's own, buffer and all.
    const samples = whole ? this.#held : this.#held.slice(0, count);
    this.#held = whole ? nothing : this.#held.slice(count);
    this.#sent += samples.length;
    return samples;
  }

  #toMs(samples: number): number {
    return (samples * 1000) / this.#sampleRate;
  }
}
