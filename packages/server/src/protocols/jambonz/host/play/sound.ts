/** A sound in memory, to be played as often as one likes. */
import type { SoundShare } from './sound-room.js';

export interface Sound {
  /** In samples. */
  readonly length: number;
  /** A part of it, shorter where it ends before. The samples are the caller's to keep. */
  cut(from: number, length: number): Int16Array;
  /** Gives back the memory that it takes; there is nothing to be cut from it any more. */
  close(): void;
}

/** Silence is a length and no samples: it takes no memory, however long. */
interface Part {
  readonly from: number;
  readonly length: number;
  readonly samples?: Int16Array;
}

/** Takes its memory from a share, which it closes. */
export class HeldSound implements Sound {
  readonly #share: SoundShare;
  #parts: Part[] = [];
  #length = 0;

  constructor(share: SoundShare) {
    this.#share = share;
  }

  get length(): number {
    return this.#length;
  }

  /** Keeps the samples as they are, behind what is there. Throws `overloaded` where there is no room. */
  add(samples: Int16Array): void {
    if (samples.length === 0) return;
    this.#share.take(samples.byteLength);
    this.#append({ from: this.#length, length: samples.length, samples });
  }

  addSilence(length: number): void {
    this.#append({ from: this.#length, length });
  }

  cut(from: number, length: number): Int16Array {
    const end = Math.min(from + length, this.#length);
    const piece = new Int16Array(Math.max(0, end - from));
    for (const { from: at, length: partLength, samples } of this.#parts) {
      if (samples === undefined || at >= end || at + partLength <= from) continue;
      const part = samples.subarray(Math.max(0, from - at), end - at);
      piece.set(part, Math.max(0, at - from));
    }
    return piece;
  }

  close(): void {
    this.#parts = [];
    this.#length = 0;
    this.#share.close();
  }

  #append(part: Part): void {
    this.#parts.push(part);
    this.#length += part.length;
  }
}
