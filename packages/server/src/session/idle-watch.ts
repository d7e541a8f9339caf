import type { Clock } from '../clock.js';

export interface IdleWatchOptions {
  readonly clock: Clock;
  /** How long text must have stayed away. */
  readonly idleMs: number;
  /** Whether there is something that could be spoken, and nobody else is about to speak. */
  readonly isWaiting: () => boolean;
  /** How long until the listener is about to hear silence; 0 or less when that is now. */
  readonly silentInMs: () => number;
  /** Whether the listener hears something at this moment. */
  readonly isHeard: () => boolean;
  /** Called when it is time to speak what there is. */
  readonly onIdle: () => void;
}

/** When to break a partial sentence: when the listener is about to hear silence, and either was listening until now, so that
 *  a slow writer is spoken word group by word group rather than with gaps, or no text has come for a while.
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
    const { clock, idleMs, isWaiting, silentInMs, isHeard, onIdle } = this.#options;
    if (!isWaiting()) return;
    const silentMs = silentInMs();
    const idleInMs = isHeard() ? 0 : this.#lastTextAt + idleMs - clock.now();
    const inMs = Math.max(silentMs, idleInMs);
    if (inMs > 0) this.#lookIn(inMs);
    else onIdle();
  }
}
