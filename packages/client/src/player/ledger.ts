/** How much audio was handed to the audio thread, how much of it is gone, and who waits for that. Counts are frames. */
export class Ledger {
  #sent = 0;
  #consumed = 0;
  #waiting: { readonly consumed: number; readonly settle: () => void }[] = [];

  /** Handed over, ever. */
  get sent(): number {
    return this.#sent;
  }

  /** Handed over, and neither played nor dropped yet. */
  get queued(): number {
    return this.#sent - this.#consumed;
  }

  send(frames: number): void {
    this.#sent += frames;
  }

  /** So much is gone, ever. */
  consume(frames: number): void {
    this.#consumed = Math.max(this.#consumed, frames);
    const due = this.#waiting.filter(({ consumed }) => consumed <= this.#consumed);
    this.#waiting = this.#waiting.filter(({ consumed }) => consumed > this.#consumed);
    for (const { settle } of due) settle();
  }

  /** Settles when so much is gone. */
  consumed(frames: number): Promise<void> {
    if (frames <= this.#consumed) return Promise.resolve();
    return new Promise((settle) => this.#waiting.push({ consumed: frames, settle }));
  }
}
