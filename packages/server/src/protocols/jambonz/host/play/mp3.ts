/** MP3 files, through mpg123. */
import type { Pcm } from '../../../../audio/pcm.js';
import { type FrameRun, frameRuns } from './mp3-frames.js';

/** Whether there is a frame in it anywhere. */
export function isMp3(file: Uint8Array): boolean {
  return frameRuns(file).next().value !== undefined;
}

/** The sound of a file, its channels mixed down, block by block. What is no MP3 in it is passed over. */
export async function* decodeMp3(file: Uint8Array): AsyncGenerator<Pcm> {
  const { MPEGDecoder } = await import('mpg123-decoder');
  const decoder = new MPEGDecoder();
  try {
    await decoder.ready;
    for (const run of frameRuns(file)) yield decode(decoder, run);
  } finally {
    // Not before it is ready: until then it holds nothing that it could free.
    await decoder.ready.then(() => decoder.free());
  }
}

interface Decoder {
  decode(data: Uint8Array): { readonly channelData: readonly Float32Array[]; readonly sampleRate: number };
}

function decode(decoder: Decoder, { bytes, sampleRate }: FrameRun): Pcm {
  const decoded = decoder.decode(bytes);
  return { samples: mixed(decoded.channelData), sampleRate: decoded.sampleRate || sampleRate };
}

function mixed([left = new Float32Array(0), right = left]: readonly Float32Array[]): Int16Array {
  const samples = new Int16Array(left.length);
  for (let at = 0; at < samples.length; at += 1) {
    const sum = (left[at] ?? 0) + (right[at] ?? 0);
    samples[at] = Math.max(-32768, Math.min(32767, Math.round(sum * 16384)));
  }
  return samples;
}
