import type { Mark, SpeechEvent } from './events.js';

/** Text that makes no sound makes events all the same. Two seconds of audio are some dozens. */
const maxEvents = 256;

/** The queue between the pump and whoever listens. What is in it is bounded: who adds more, waits. */
export class OutputQueue {
  readonly #maxMs: number;
  #events: SpeechEvent[] = [];
  #audioMs = 0;
  /** Events that a clear would drop. */
  #droppable = 0;
  #ending: { readonly error?: unknown } | undefined;
  #changed: (() => void) | undefined;
  #roomy: (() => void) | undefined;

  constructor(maxMs: number) {
    this.#maxMs = maxMs;
  }

  get size(): number {
    return this.#events.length;
  }

  get head(): SpeechEvent | undefined {
    return this.#events[0];
  }

  /** Set once nothing will be added; the error is what the listener must be told after the last event. */
  get ending(): { readonly error?: unknown } | undefined {
    return this.#ending;
  }

  put(event: SpeechEvent): void {
    this.#events.push(event);
    if (event.type !== 'cleared') this.#droppable += 1;
    if (event.type === 'audio') this.#audioMs += event.durationMs;
    this.#wake();
  }

  /** Settles when there is room for more, or when the queue was emptied. */
  async room(): Promise<void> {
    if (this.#isRoomy()) return;
    await new Promise<void>((resolve) => {
      this.#roomy = resolve;
    });
  }

  shift(): void {
    const event = this.#events.shift();
    if (event !== undefined && event.type !== 'cleared') this.#droppable -= 1;
    if (event?.type === 'audio') this.#audioMs -= event.durationMs;
    if (this.#isRoomy()) this.#makeRoom();
  }

  /** Drops all but the answers to earlier clears; tells which flushes were not yet answered. */
  drop(): readonly Mark[] {
    // Looking through the answers that a flood of clears left here, at every one of them, would take for ever.
    if (this.#droppable === 0) return [];
    const marks = this.#events.flatMap(voidedBy);
    this.#events = this.#events.filter((event) => event.type === 'cleared');
    this.#droppable = 0;
    this.#audioMs = 0;
    this.#makeRoom();
    this.#wake();
    return marks;
  }

  end(error?: unknown): void {
    this.#ending ??= { error };
    this.#makeRoom();
    this.#wake();
  }

  /** Settles at the next change: something was added, dropped or ended. */
  changed(): Promise<void> {
    return new Promise((resolve) => {
      this.#changed = resolve;
    });
  }

  #isRoomy(): boolean {
    return this.#audioMs < this.#maxMs && this.#droppable < maxEvents;
  }

  #wake(): void {
    this.#changed?.();
    this.#changed = undefined;
  }

  #makeRoom(): void {
    this.#roomy?.();
    this.#roomy = undefined;
  }
}

/** The flushes whose answers are lost with this event. */
function voidedBy(event: SpeechEvent): readonly Mark[] {
  if (event.type === 'flushed') return [event.mark];
  return event.type === 'failed' ? event.dropped : [];
}
