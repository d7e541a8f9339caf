/** What the compressed encodings share: a stream that begins with its first samples and ends at a flush or a clear. */
import { setImmediate as turn } from 'node:timers/promises';
import type { AudioEncoder } from '../encoder.js';
import type { AudioFormat } from '../format.js';
import { joinArrays } from '../join.js';
import { Resampler } from '../resampler.js';

/** One compressed stream, from its header to its last frame, fed at the sample rate of its format. */
export interface EncodedStream {
  /** The bytes that are complete so far; the array is the caller's own. */
  write(samples: Int16Array): Uint8Array | Promise<Uint8Array>;
  /** The rest, these last samples included. When it settles, the stream holds no memory any more. */
  end(samples: Int16Array): Uint8Array | Promise<Uint8Array>;
  /** Gives the memory back without an end. A write may be under way, and may then fail. */
  abort(): void;
}

/** Begins a stream, or throws a SpeechError where there is no room for one more. */
export type OpenStream = (format: AudioFormat) => Promise<EncodedStream>;

/** Longer audio is written in parts of this many seconds, so that other sessions get their turn in between. */
const longestWrite = 0.5;

/** A stream from its opening on. Once dropped, neither its bytes nor its failures are wanted any more. */
interface Life {
  readonly stream: Promise<EncodedStream>;
  dropped: boolean;
}

/** An encoder that holds a stream, and the memory for it, only from the first samples of an utterance to its flush. */
export function streamEncoder(format: AudioFormat, open: OpenStream): AudioEncoder {
  const resampler = new Resampler(format.sampleRate);
  const blockSize = format.sampleRate * longestWrite;
  let current: Life | undefined;

  const begun = (): Life => {
    current ??= { stream: open(format), dropped: false };
    return current;
  };
  const drop = () => {
    if (!current) return;
    current.dropped = true;
    current.stream.then((stream) => stream.abort()).catch(() => {});
    current = undefined;
  };

  return {
    format,
    async encode(pcm) {
      const samples = resampler.process(pcm);
      return samples.length === 0 ? nothing() : writeBlocks(begun(), samples, blockSize);
    },
    async flush() {
      const samples = resampler.flush();
      if (!current && samples.length === 0) return nothing();
      const life = begun();
      const bytes = await whileWanted(life, (stream) => stream.end(samples));
      if (current === life) current = undefined;
      return bytes;
    },
    reset() {
      resampler.reset();
      drop();
    },
    close() {
      resampler.close();
      drop();
    },
  };
}

async function writeBlocks(life: Life, samples: Int16Array, blockSize: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < samples.length; at += blockSize) {
    if (at > 0) await turn();
    if (life.dropped) break;
    const block = samples.subarray(at, at + blockSize);
    pieces.push(await whileWanted(life, (stream) => stream.write(block)));
  }
  return life.dropped ? nothing() : joinArrays(Uint8Array, pieces);
}

async function whileWanted(
  life: Life,
  use: (stream: EncodedStream) => Uint8Array | Promise<Uint8Array>,
): Promise<Uint8Array> {
  try {
    // Never an aborted one: a drop waits for the stream as well, and so behind whoever called before it.
    const bytes = await use(await life.stream);
    return life.dropped ? nothing() : bytes;
  } catch (error) {
    if (life.dropped) return nothing();
    throw error;
  }
}

const nothing = () => new Uint8Array(0);
