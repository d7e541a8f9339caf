/** Bytes in the order of their arrival, taken in other portions than they came in. */
export class ByteQueue {
  #chunks: Buffer[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(chunk: Buffer): void {
    if (chunk.length === 0) return;
    this.#chunks.push(chunk);
    this.#length += chunk.length;
  }

  /** The byte at this index, which must be there. It stays. */
  peek(index: number): number {
    let rest = index;
    for (const chunk of this.#chunks) {
      const byte = chunk[rest];
      if (byte !== undefined) return byte;
      rest -= chunk.length;
    }
    throw new RangeError(`there is no byte ${index}`);
  }

  /** Takes so many bytes, which must be there. They may be a view of what was pushed. */
  take(count: number): Buffer {
    this.#length -= count;
    const parts: Buffer[] = [];
    let whole = 0;
    for (let missing = count; missing > 0; ) {
      const chunk = this.#chunks[whole] as Buffer;
      const part = chunk.subarray(0, missing);
      if (part.length === chunk.length) whole += 1;
      else this.#chunks[whole] = chunk.subarray(missing);
      parts.push(part);
      missing -= part.length;
    }
    this.#chunks.splice(0, whole);
    return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts, count);
  }
}
