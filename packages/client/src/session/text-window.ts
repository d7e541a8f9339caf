/** Nobody has said yet how much text may wait; every server has room for this much. In UTF-16 units. */
const firstCharacters = 4096;

/** How much text the server has room for, and who waits for that. Counts are UTF-16 units since the session began. */
export class TextWindow {
  /** How much of what was sent the server may be silent about. */
  #allowed: number | undefined;
  #sent = 0;
  #roomAt = 0;
  #ended = false;
  #waiting: (() => void)[] = [];

  /** Settles while the server has room for a piece of half its window, and at the end. */
  async open(): Promise<void> {
    while (!this.#ended && this.#sent - this.#roomAt > (this.#allowed ?? firstCharacters)) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** So much text was sent. */
  send(characters: number): void {
    this.#sent += characters;
  }

  /**
   * The server's first message says how much may be sent beyond what it had when it had room. One that does not say takes
   * all there is. Half is kept for the next piece, whose length nobody knows when `open` settles.
   */
  announce(size = Number.POSITIVE_INFINITY): void {
    if (this.#allowed !== undefined) return;
    this.#allowed = size / 2;
    this.#wake();
  }

  /** The server had room when it had so much, ever. */
  makeRoom(characters: number): void {
    this.#roomAt = Math.max(this.#roomAt, characters);
    this.#wake();
  }

  /** What was sent so far is not going to be spoken; the server forgets it before it reads what is sent next. */
  forget(): void {
    this.makeRoom(this.#sent);
  }

  /** Nothing is waited for any more. */
  end(): void {
    this.#ended = true;
    this.#wake();
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
