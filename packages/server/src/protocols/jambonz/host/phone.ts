/** The two sides of whoever is on the other end of a call: what they hear, and what they do. */

/** What a caller hears with: a page, a file, nothing at all. */
export interface Phone {
  /** What it plays, in Hz; 8000 and up. */
  readonly sampleRate: number;
  /** The next samples, mono, when they are due: as fast as they play. `atMs` is their place in the call, whose clock begins when
   *  it is answered; between two pieces there may be silence, which is not sent. The samples are the phone's to keep. */
  hear(samples: Int16Array, atMs: number): void;
  /** Somebody interrupted: what was sent and not played yet is not to be played. */
  hush(): void;
}

/** What a caller does. None of it waits, and after the end of the call none of it does anything. */
export interface Caller {
  /** One of `0` to `9`, `*`, `#`, `A` to `D`. Throws an `invalid-message` SpeechError for what is no key. */
  press(digit: string): void;
  /** Says something, as recognised so far; `isFinal` when it is all. Throws a `text-too-long` SpeechError. */
  say(text: string, isFinal: boolean): void;
  /** Begins to speak; what is said is not known yet. */
  interrupt(): void;
  hangUp(): void;
}

/** A phone that nobody holds to an ear. */
export const silentPhone: Phone = { sampleRate: 8000, hear: () => undefined, hush: () => undefined };
