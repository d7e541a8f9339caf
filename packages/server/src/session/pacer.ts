import type { Clock } from '../clock.js';

/** A paced listener is served this much early, which covers the network's jitter. */
const leadMs = 100;

/** Follows a listener who plays audio from the moment it is handed out, without a pause while there is some. */
export class Pacer {
  readonly #clock: Clock;
  #silentAt = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** How much of what was handed out is still to be played. */
  get aheadMs(): number {
    return Math.max(0, this.#silentAt - this.#clock.now());
  }

  /** How long the next audio must wait to be handed out as fast as it plays; 0 or less when it is due. */
  get earlyMs(): number {
    return this.aheadMs - leadMs;
  }

  handOut(durationMs: number): void {
    this.#silentAt = Math.max(this.#silentAt, this.#clock.now()) + durationMs;
  }

  /** Settles when the next audio is due, or with `interruption` if that comes first. */
  async due(interruption: Promise<void>): Promise<void> {
    let cancel = () => {};
    const timer = new Promise<void>((resolve) => {
      cancel = this.#clock.after(this.earlyMs, resolve);
    });
    await Promise.race([timer, interruption]);
    cancel();
  }

  /** After a clear the listener is silent. */
  reset(): void {
    this.#silentAt = Number.NEGATIVE_INFINITY;
  }
}
