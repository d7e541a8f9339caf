import type { AudioFormat } from './format.js';
import type { Pcm } from './pcm.js';

/** Turns PCM of any rate into the bytes of one format. One encoder serves one stream. */
export interface AudioEncoder {
  readonly format: AudioFormat;
  /** The bytes that are complete so far; may be empty while a frame fills. The array is the caller's own. */
  encode(pcm: Pcm): Uint8Array | Promise<Uint8Array>;
  /** The tail of all that was encoded. Afterwards the encoder takes further audio, as a continuation where the format allows it. */
  flush(): Uint8Array | Promise<Uint8Array>;
  /** Forgets what was not handed out, after a clear. */
  reset(): void;
  /** Gives its memory back; nothing may be called afterwards. */
  close(): void;
}
