/** As a listener hears it. */
export type Gender = 'female' | 'male' | 'neutral';

/** A voice as an engine offers it, or as a vendor's name was resolved to it. */
export interface Voice {
  /** Unique over all engines: `espeak/en-us/female`. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  /** The engine that speaks it. */
  readonly synthesizer: string;
  /** BCP 47: `en-US`. */
  readonly language: string;
  readonly gender: Gender;
  /** Tells apart several names that share one voice: engines pick another timbre by it. */
  readonly timbre?: number;
  /** Semitones above (or, negative, below) the voice's own pitch. */
  readonly pitch?: number;
}

/** A vendor's name for a voice: what it must sound like, since the voice itself stays with the vendor. */
export interface VoiceAlias {
  readonly name: string;
  readonly language: string;
  readonly gender: Gender;
}

/** Which voices to list; what is left out does not matter. */
export interface VoiceFilter {
  readonly language?: string;
  readonly gender?: Gender;
  readonly synthesizer?: string;
}

/** What a voice is wanted for, besides its name. */
export interface VoiceWish {
  readonly language?: string;
  /** The engine that must speak: one that does not know the name takes its own voice of that language and gender. */
  readonly synthesizer?: string;
}

/** The voices that there are, and who answers to a name. */
export interface VoiceCatalogue {
  list(filter?: VoiceFilter): readonly Voice[];
  /** Finds the voice for a voice id or a vendor's name; an empty name wants none in particular. An unknown name resolves by language with a logged notice,
   *  or throws `voice-not-found` in strict mode. */
  resolve(name: string, wish?: VoiceWish): Voice;
}
