/** Samples that wait, in the pieces in which they came. */
export class SampleQueue {
  #pieces: Int16Array[] = [];
  /** How much of the first piece is gone. */
  #taken = 0;
  #length = 0;

  /** In samples. */
  get length(): number {
    return this.#length;
  }

  /** The piece is kept as it is, not copied. */
  push(samples: Int16Array): void {
    if (samples.length === 0) return;
    this.#pieces.push(samples);
    this.#length += samples.length;
  }

  /** The next `count` samples, or all if there are fewer, in memory of their own. */
  take(count: number): Int16Array {
    const first = this.#pieces[0];
    const wanted = Math.min(count, this.#length);
    if (first === undefined || first.length - this.#taken < wanted) return this.#join(wanted);
    const taken = first.slice(this.#taken, this.#taken + wanted);
    this.#drop(wanted);
    return taken;
  }

  /** From more than one piece. */
  #join(count: number): Int16Array {
    const joined = new Int16Array(count);
    for (let at = 0; at < count; ) {
      const part = this.#pieces[0]!.subarray(this.#taken, this.#taken + count - at);
      joined.set(part, at);
      this.#drop(part.length);
      at += part.length;
    }
    return joined;
  }

  /** Of the first piece, and no more than it has. */
  #drop(count: number): void {
    this.#length -= count;
    this.#taken += count;
    if (this.#taken < this.#pieces[0]!.length) return;
    this.#pieces.shift();
    this.#taken = 0;
  }
}
