/** How far a session has come: made, and handed out, in milliseconds of audio. */
export class Timeline {
  #madeMs = 0;
  #handedOutMs = 0;
  #segments = 0;

  get madeMs(): number {
    return this.#madeMs;
  }

  get handedOutMs(): number {
    return this.#handedOutMs;
  }

  /** Made and waiting to be handed out. */
  get waitingMs(): number {
    return this.#madeMs - this.#handedOutMs;
  }

  /** Places new audio at the end; returns where it starts. */
  place(durationMs: number): number {
    const startMs = this.#madeMs;
    this.#madeMs += durationMs;
    return startMs;
  }

  handOut(endMs: number): void {
    this.#handedOutMs = endMs;
  }

  /** After a clear: what was made and not handed out never was. */
  rewind(): void {
    this.#madeMs = this.#handedOutMs;
  }

  /** The number of the segment that is being spoken. */
  get segment(): number {
    return this.#segments;
  }

  nextSegment(): number {
    this.#segments += 1;
    return this.#segments;
  }
}
