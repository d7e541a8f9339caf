/** Tokens, one behind the other without a gap. */

/** As it stands on the wire. */
export interface CaptionToken {
  /** A word, white space, punctuation, or empty for silence. */
  readonly text: string;
  /** Seconds. */
  readonly start: number;
  /** Seconds. */
  readonly duration: number;
}

interface Spoken {
  readonly text: string;
  readonly fromMs: number;
  untilMs: number;
}

/** Times go in as milliseconds of the session's audio, and come out as seconds since whatever they are counted from. */
export class CaptionTrack {
  #tokens: Spoken[] = [];
  #countedFromMs: number;
  #atMs: number;
  #begun = false;
  #silent = false;

  constructor(startMs: number) {
    this.#countedFromMs = startMs;
    this.#atMs = startMs;
  }

  /** Where the last token ends, and the next one begins. */
  get atMs(): number {
    return this.#atMs;
  }

  /** Whether there ever was a token. */
  get begun(): boolean {
    return this.#begun;
  }

  /** Whether the last token was silence. */
  get silent(): boolean {
    return this.#silent;
  }

  /** The token that `extend` would make longer was not taken yet. */
  get isExtensible(): boolean {
    return this.#tokens.length > 0;
  }

  countFrom(startMs: number): void {
    this.#countedFromMs = startMs;
  }

  /** A token that begins here. It takes no time where it should have ended before. */
  say(text: string, untilMs: number): void {
    const fromMs = this.#atMs;
    this.#atMs = Math.max(fromMs, untilMs);
    this.#tokens.push({ text, fromMs, untilMs: this.#atMs });
    this.#begun = true;
    this.#silent = text === '';
  }

  /** The last token goes on, if it was not taken. */
  extend(untilMs: number): void {
    const last = this.#tokens.at(-1);
    if (last === undefined) return;
    this.#atMs = Math.max(this.#atMs, untilMs);
    last.untilMs = this.#atMs;
  }

  /** The tokens since the last time. Rounded where they meet, so that each begins exactly where the one before it ends. */
  take(): readonly CaptionToken[] {
    return this.#tokens.splice(0).map(({ text, fromMs, untilMs }) => {
      const [from, until] = [this.#microseconds(fromMs), this.#microseconds(untilMs)];
      return { text, start: from / 1e6, duration: (until - from) / 1e6 };
    });
  }

  #microseconds(ms: number): number {
    return Math.round((ms - this.#countedFromMs) * 1000);
  }
}
