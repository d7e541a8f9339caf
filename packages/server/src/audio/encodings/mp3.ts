/** MP3 at a constant bit rate, by LAME. Streams that were flushed one after the other play on when put together. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createEncoder } from 'wasm-media-encoders';
import type { EncodedAudio } from '../encoder.js';
import type { AudioFormat } from '../format.js';
import { joinArrays } from '../join.js';
import { toFloats } from '../pcm.js';
import type { EncodedStream, StreamCodec } from './stream.js';

type Lame = Awaited<ReturnType<typeof createEncoder<'audio/mpeg'>>>;
type LameOptions = Parameters<Lame['configure']>[0];

/** Encoders that wait for their next stream. Each is a WebAssembly instance of its own, so only a few are kept. */
const idle: Lame[] = [];
const maxIdle = 16;

const defaultBitRate = 48000;

/** Samples by which LAME begins late, and by which a decoder adds to that: 528 of its filter bank, and one more. */
const delay = 576 + 529;

/** Streams of whole MP3 frames. */
export function mp3(format: AudioFormat): StreamCodec {
  return { delayMs: (delay * 1000) / format.sampleRate, open: () => openMp3(format) };
}

async function openMp3(format: AudioFormat): Promise<EncodedStream> {
  const frames = createFrames(format);
  const lame = idle.pop() ?? (await createLame());
  lame.configure(lameOptions(format));
  let usable = true;

  const encode = (samples: Int16Array) => {
    // An encoder that throws is not used again.
    usable = false;
    // The library's result lies in its own memory, which the next call overwrites.
    const bytes = lame.encode([toFloats(samples)]).slice();
    usable = true;
    return bytes;
  };
  const release = () => {
    if (usable && idle.length < maxIdle) idle.push(lame);
    usable = false;
  };

  return {
    write: (samples) => frames.take(encode(samples)),
    end(samples) {
      const body = encode(samples);
      const tail = lame.finalize().slice();
      release();
      return frames.take(joinArrays(Uint8Array, [body, tail]));
    },
    abort: release,
  };
}

/**
 * Cuts LAME's output between frames, where it does not cut it itself. Half a frame is of no use to a listener, and
 * after a clear it would swallow the beginning of the stream that follows.
 */
function createFrames({ sampleRate, bitRate = defaultBitRate }: AudioFormat) {
  const samplesPerFrame = sampleRate >= 32000 ? 1152 : 576;
  const shortestFrame = Math.floor((samplesPerFrame * bitRate) / 8 / sampleRate);
  let held = new Uint8Array(0);
  return {
    take(bytes: Uint8Array): EncodedAudio {
      const all = joinArrays(Uint8Array, [held, bytes]);
      let count = 0;
      let end = 0;
      for (;;) {
        // The third byte of a frame tells whether it is one byte longer than the shortest.
        const next = end + shortestFrame + (((all[end + 2] ?? 0) >> 1) & 1);
        if (next > all.length) break;
        end = next;
        count += 1;
      }
      held = all.slice(end);
      return { data: all.slice(0, end), durationMs: (count * samplesPerFrame * 1000) / sampleRate };
    },
  };
}

/** The module's bytes, and from the first encoder on the compiled module, which all of them share. */
let wasm: Parameters<typeof createEncoder>[1] | undefined;

/** The library's shorter factory would decode and compile its own copy for every encoder. */
async function createLame(): Promise<Lame> {
  wasm ??= await readFile(createRequire(import.meta.url).resolve('wasm-media-encoders/wasm/mp3'));
  return createEncoder('audio/mpeg', wasm, (module) => {
    wasm = module;
  });
}

/** The library narrows both numbers to the lists that `checkFormat` has already applied. */
function lameOptions({ sampleRate, bitRate = defaultBitRate }: AudioFormat): LameOptions {
  const bitrate = (bitRate / 1000) as NonNullable<LameOptions['bitrate']>;
  const outputSampleRate = sampleRate as NonNullable<LameOptions['outputSampleRate']>;
  return { channels: 1, sampleRate, outputSampleRate, bitrate };
}
