import type { AudioEncoder } from '../audio/encoder.js';
import { durationMs, type Pcm } from '../audio/pcm.js';

/** Encoded bytes and how long the audio is that went into them. */
export interface Encoded {
  readonly data: Uint8Array;
  readonly durationMs: number;
}

/** An encoder that is made when the first audio comes, and that keeps the time: what it holds back is counted
 *  with the bytes that later bring it. */
export class Encoding {
  readonly #create: () => Promise<AudioEncoder>;
  #encoder: AudioEncoder | undefined;
  #heldMs = 0;

  constructor(create: () => Promise<AudioEncoder>) {
    this.#create = create;
  }

  async encode(pcm: Pcm): Promise<Encoded> {
    this.#encoder ??= await this.#create();
    return this.#count(await this.#encoder.encode(pcm), durationMs(pcm));
  }

  async flush(): Promise<Encoded> {
    return this.#count((await this.#encoder?.flush()) ?? new Uint8Array(), 0);
  }

  close(): void {
    this.#encoder?.close();
    this.#encoder = undefined;
  }

  #count(data: Uint8Array, durationMs: number): Encoded {
    this.#heldMs += durationMs;
    if (data.length === 0) return { data, durationMs: 0 };
    const encoded = { data, durationMs: this.#heldMs };
    this.#heldMs = 0;
    return encoded;
  }
}
