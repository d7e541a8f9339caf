import { type Deferred, deferred } from '../deferred.js';

/** How much text may wait to be spoken, in UTF-16 units, and who waits until less does. */
export class TextRoom {
  readonly #max: number;
  #taken = 0;
  #awaited: Deferred | undefined;

  constructor(max: number) {
    this.#max = max;
  }

  /** Settles when half of the room is free. */
  get free(): Promise<void> {
    if (this.#isFree()) return Promise.resolve();
    this.#awaited ??= deferred();
    return this.#awaited.promise;
  }

  /** False: no room, nothing was taken. */
  take(length: number): boolean {
    if (this.#taken + length > this.#max) return false;
    this.#taken += length;
    return true;
  }

  give(length: number): void {
    this.#taken -= length;
    if (!this.#isFree()) return;
    this.#awaited?.resolve();
    this.#awaited = undefined;
  }

  giveAll(): void {
    this.give(this.#taken);
  }

  #isFree(): boolean {
    return this.#taken <= this.#max / 2;
  }
}
