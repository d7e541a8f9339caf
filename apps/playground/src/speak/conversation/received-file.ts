/** A compressed file while it comes. */
export interface ReceivedFile {
  readonly bytes: number;
  /** Throws an Error for more than a page should hold. */
  add(chunk: Uint8Array<ArrayBuffer>): void;
  whole(): Uint8Array<ArrayBuffer>;
}

/** An hour of speech at the highest rate that any protocol here sends. */
const maxBytes = 48 * 1024 * 1024;

export function createFile(): ReceivedFile {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  return {
    get bytes() {
      return bytes;
    },
    add(chunk) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new Error('the server sends more compressed audio than this page keeps');
      chunks.push(chunk);
    },
    whole() {
      const whole = new Uint8Array(bytes);
      let at = 0;
      for (const chunk of chunks) {
        whole.set(chunk, at);
        at += chunk.length;
      }
      return whole;
    },
  };
}
