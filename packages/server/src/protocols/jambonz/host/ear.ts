/** How verbs listen to the caller. */

/** What a listener is told; it names what it wants to know. */
export interface EarListener {
  onDigit?(digit: string): void;
  /** The caller began to speak; told before the first `onSpeech` of what is said. `isBare`: nothing is known of it yet, and
   *  perhaps nothing ever will be. */
  onBegin?(isBare: boolean): void;
  onSpeech?(text: string, isFinal: boolean): void;
}

/** Tells everybody who listens, in the order in which they began to. */
export interface Ear {
  /** The returned function ends it. */
  listen(listener: EarListener): () => void;
}
