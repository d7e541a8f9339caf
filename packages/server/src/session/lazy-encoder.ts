import type { AudioEncoder, EncodedAudio } from '../audio/encoder.js';

/** An encoder that is made when the first audio is about to come, and made anew after a failure. */
export class LazyEncoder {
  readonly #create: () => Promise<AudioEncoder>;
  #encoder: AudioEncoder | undefined;

  constructor(create: () => Promise<AudioEncoder>) {
    this.#create = create;
  }

  async open(): Promise<AudioEncoder> {
    this.#encoder ??= await this.#create();
    return this.#encoder;
  }

  /** The tail, if anything was encoded at all. */
  async flush(): Promise<EncodedAudio> {
    return (await this.#encoder?.flush()) ?? { data: new Uint8Array(), durationMs: 0 };
  }

  close(): void {
    this.#encoder?.close();
    this.#encoder = undefined;
  }
}
