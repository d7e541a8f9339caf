import type { AudioFormat } from './format.js';
import type { Pcm } from './pcm.js';

/** What an encoder gives: bytes, and how long they play. */
export interface EncodedAudio {
  /** May be empty while a frame fills. The array is the caller's own. */
  readonly data: Uint8Array;
  /** As a decoder plays these bytes, priming and padding included; 0 where there are none. */
  readonly durationMs: number;
}

/** Turns PCM of any rate into the bytes of one format. One encoder serves one stream, or the part of it that lies
 *  between two clears. */
export interface AudioEncoder {
  readonly format: AudioFormat;
  /** What a listener needs once, before the first bytes of the stream: a container's header, empty where there is none.
   *  `encode` and `flush` never give it. */
  readonly header: Uint8Array;
  /** How much later a sample is heard than it would be if bytes played just what was fed since the last flush:
   *  the codec's own delay, in milliseconds. */
  readonly delayMs: number;
  /** What is complete so far. */
  encode(pcm: Pcm): EncodedAudio | Promise<EncodedAudio>;
  /** The tail of all that was encoded. Afterwards the encoder takes further audio, as a continuation where the format
   *  allows it. */
  flush(): EncodedAudio | Promise<EncodedAudio>;
  /** Gives its memory back, at any time: a call under way gives nothing. Nothing may be called afterwards. */
  close(): void;
}

/** Where in its stream an encoder takes over: a container that writes times counts on from there. */
export interface EncoderStart {
  /** How much of the stream plays before it, in milliseconds. */
  readonly startMs: number;
}
