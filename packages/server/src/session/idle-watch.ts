import type { Clock } from '../clock.js';

export interface IdleWatchOptions {
  readonly clock: Clock;
  /** How long text must have stayed away. */
  readonly idleMs: number;
  /** Whether what there is ends like a sentence: it then waits no longer than the next token takes. */
  readonly endsInSentence: () => boolean;
  /** Whether there is something that could be spoken, and nobody else is about to speak. */
  readonly isWaiting: () => boolean;
  /** How long until the listener is about to hear silence; 0 or less when that is now. */
  readonly silentInMs: () => number;
  /** Whether the listener hears something at this moment. */
  readonly isHeard: () => boolean;
  /** Called when it is time to speak what there is. */
  readonly onIdle: () => void;
}

/** The next token of a quick model comes sooner, and shows whether a full stop was one ("example." before "com"). Nobody hears
 *  so short a wait. */
const nextTokenMs = 15;

/** When to break a partial sentence: when the listener is about to hear silence, and either was listening until now, so that
 *  a slow writer is spoken word group by word group rather than with gaps, or no text has come for a while.
 *  One timer, which looks again when more text has come in the meantime. */
export class IdleWatch {
  readonly #options: IdleWatchOptions;
  #lastTextAt = 0;
  #lookAt = 0;
  #cancel: (() => void) | undefined;

  constructor(options: IdleWatchOptions) {
    this.#options = options;
  }

  textCame(): void {
    const now = this.#options.clock.now();
    const waitMs = this.#waitMs;
    this.#lastTextAt = now;
    if (this.#cancel === undefined || now + waitMs < this.#lookAt) this.#lookIn(waitMs);
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  get #waitMs(): number {
    const { idleMs, endsInSentence } = this.#options;
    return endsInSentence() ? Math.min(nextTokenMs, idleMs) : idleMs;
  }

  #lookIn(delayMs: number): void {
    const { clock } = this.#options;
    this.#cancel?.();
    this.#lookAt = clock.now() + delayMs;
    this.#cancel = clock.after(delayMs, () => {
      this.#cancel = undefined;
      this.#look();
    });
  }

  #look(): void {
    const { clock, isWaiting, silentInMs, isHeard, onIdle } = this.#options;
    if (!isWaiting()) return;
    const silentMs = silentInMs();
    const idleInMs = isHeard() ? 0 : this.#lastTextAt + this.#waitMs - clock.now();
    const inMs = Math.max(silentMs, idleInMs);
    if (inMs > 0) this.#lookIn(inMs);
    else onIdle();
  }
}
