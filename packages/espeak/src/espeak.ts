/** What this package offers: the words its callers use. `create.ts` makes one. */

export interface EspeakOptions {
  /** The engine's data file, from `loadData()`. Give every worker the same buffer; left out, the instance loads its own. */
  readonly data?: SharedArrayBuffer;
}

export interface Espeak {
  /** Samples per second of everything it speaks. */
  readonly sampleRate: number;
  readonly voices: readonly EspeakVoice[];
  /** Speaks `text` as plain text: markup and engine commands in it are read as the characters they are.
   *  `emit` is called with each piece while the engine works, and returns whether it shall go on; it is asked at least
   *  once for every tenth of a second of audio, with an empty piece where nothing is ready.
   *  Returns after the last piece; what `emit` throws stops the engine and comes out here.
   *  Throws RangeError for an unknown voice or a number that is none. */
  speak(text: string, options: SpeakOptions, emit: (piece: EspeakPiece) => boolean): void;
}

export interface EspeakVoice {
  /** The engine's own name: `gmw/en-US`. */
  readonly id: string;
  readonly name: string;
  /** BCP 47. */
  readonly language: string;
  readonly gender: Gender;
}

export type Gender = 'female' | 'male' | 'neutral';

export type Boundary = 'paragraph' | 'sentence' | 'clause' | 'word';

export interface SpeakOptions {
  /** An `id` of `voices`. */
  readonly voice: string;
  /** Any voice can speak as either. Left out, and `timbre` too, it speaks as the engine made it. */
  readonly gender?: Gender;
  /** Which of the engine's voice variants of that gender; any whole number, taken modulo their count. */
  readonly timbre?: number;
  /** Semitones above the voice's own pitch; the engine reaches from 8 below to 9 above. */
  readonly pitch?: number;
  /** 1 is normal; the engine reaches from 0.46 to 2.57. */
  readonly speed?: number;
  /** How the text ends, which shapes its melody: a `word` or `clause` end must not fall like a sentence's. */
  readonly boundary?: Boundary;
}

export interface EspeakPiece {
  /** Mono, signed 16 bit; may be empty, and is the caller's own where it is not. */
  readonly samples: Int16Array<ArrayBuffer>;
  /** The words that end with this piece, or before it. Only the first word, and one longer than a second, may have
   *  begun in an earlier piece: sound does not wait for it. */
  readonly words: readonly EspeakWord[];
}

export interface EspeakWord {
  /** UTF-16 positions in the text that was given. */
  readonly from: number;
  readonly to: number;
  /** From the first sample emitted. The end is the next word's start, or the end of the audio. */
  readonly startMs: number;
  readonly endMs: number;
}
