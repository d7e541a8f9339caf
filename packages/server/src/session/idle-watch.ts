import type { Clock } from '../clock.js';

export interface IdleWatchOptions {
  readonly clock: Clock;
  /** How long text must have stayed away. */
  readonly idleMs: number;
  /** Whether there is something that could be spoken, and nobody else is about to speak. */
  readonly isWaiting: () => boolean;
  /** How long until the listener hears silence; 0 or less when that is now. */
  readonly silentInMs: () => number;
  /** Called when both have run out. */
  readonly onIdle: () => void;
}

/** A partial sentence is worth breaking once no text has come for a while and the listener is about to hear silence.
 *  One timer, which looks again when more text has come in the meantime. */
export class IdleWatch {
  readonly #options: IdleWatchOptions;
  #lastTextAt = 0;
  #cancel: (() => void) | undefined;

  constructor(options: IdleWatchOptions) {
    this.#options = options;
  }

  textCame(): void {
    this.#lastTextAt = this.#options.clock.now();
    if (this.#cancel === undefined) this.#lookIn(this.#options.idleMs);
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #lookIn(delayMs: number): void {
    this.#cancel = this.#options.clock.after(delayMs, () => {
      this.#cancel = undefined;
      this.#look();
    });
  }

  #look(): void {
    const { clock, idleMs, isWaiting, silentInMs, onIdle } = this.#options;
    if (!isWaiting()) return;
    const inMs = Math.max(this.#lastTextAt + idleMs - clock.now(), silentInMs());
    if (inMs > 0) this.#lookIn(inMs);
    else onIdle();
  }
}
