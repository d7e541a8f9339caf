/** Audio into an encoder, piece by piece, and what came of it. */
import type { AudioEncoder, EncodedAudio } from '../audio/encoder.js';
import type { Pcm } from '../audio/pcm.js';

/** Encodes `pcm` in pieces, one after the other, and gives each result. */
export async function feed(
  encoder: AudioEncoder,
  { samples, sampleRate }: Pcm,
  nextSize: () => number,
  onResult: (result: EncodedAudio) => void = () => {},
): Promise<EncodedAudio[]> {
  const results: EncodedAudio[] = [];
  for (let at = 0; at < samples.length; ) {
    const end = at + nextSize();
    const result = await encoder.encode({ samples: samples.subarray(at, end), sampleRate });
    onResult(result);
    results.push(result);
    at = end;
  }
  return results;
}

/** A whole utterance: as `feed`, and the flush. */
export async function speak(
  encoder: AudioEncoder,
  pcm: Pcm,
  nextSize = () => pcm.samples.length,
): Promise<EncodedAudio[]> {
  return [...(await feed(encoder, pcm, nextSize)), await encoder.flush()];
}

/** Piece sizes as a network would have them, and the same ones each time. */
export function unevenly(): () => number {
  let state = 7;
  return () => {
    state = (state * 48271) % 2_147_483_647;
    return state % 1500;
  };
}

/** All bytes, end to end. */
export function bytesOf(results: readonly EncodedAudio[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat(results.map((result) => result.data)));
}

/** How long all of them play together, in milliseconds. */
export function playedMs(results: readonly EncodedAudio[]): number {
  return results.reduce((total, result) => total + result.durationMs, 0);
}
