/** What the compressed encodings share: streams that begin with their first samples and end at a flush. */
import { setImmediate as turn } from 'node:timers/promises';
import type { AudioEncoder, EncodedAudio } from '../encoder.js';
import type { AudioFormat } from '../format.js';
import { joinArrays } from '../join.js';
import { Resampler } from '../resampler.js';

/** One compressed stream, from its first sample to its last frame, fed at the sample rate of its format. */
export interface EncodedStream {
  /** What is complete so far. */
  write(samples: Int16Array): EncodedAudio | Promise<EncodedAudio>;
  /** The rest, these last samples included. When it settles, the stream holds no memory any more. */
  end(samples: Int16Array): EncodedAudio | Promise<EncodedAudio>;
  /** Gives the memory back without an end. A write may be under way, and may then fail. */
  abort(): void;
}

/** What an encoding brings to `streamEncoder`. */
export interface StreamCodec {
  /** As an encoder has it; none by default. */
  readonly header?: Uint8Array;
  /** As an encoder has it. */
  readonly delayMs: number;
  /** Begins a stream, or throws a SpeechError where there is no room for one more. */
  open(): Promise<EncodedStream>;
}

/** Longer audio is written in parts of this many seconds, so that other sessions get their turn in between. */
const longestWrite = 0.5;

/** An encoder that holds a stream, and the memory for it, only from the first samples of an utterance to its flush. */
export function streamEncoder(format: AudioFormat, codec: StreamCodec): AudioEncoder {
  const resampler = new Resampler(format.sampleRate);
  const blockSize = format.sampleRate * longestWrite;
  let stream: Promise<EncodedStream> | undefined;
  let closed = false;

  /** What the stream gives. Once closed, neither its bytes nor its failures are wanted any more. */
  const give = async (use: (stream: EncodedStream) => EncodedAudio | Promise<EncodedAudio>) => {
    stream ??= codec.open();
    try {
      // Never an aborted one: close waits for the stream as well, and so behind whoever called before it.
      const audio = await use(await stream);
      return closed ? nothing() : audio;
    } catch (error) {
      if (closed) return nothing();
      throw error;
    }
  };

  return {
    format,
    header: codec.header ?? new Uint8Array(0),
    delayMs: codec.delayMs,
    async encode(pcm) {
      const samples = resampler.process(pcm);
      const pieces: EncodedAudio[] = [];
      for (let at = 0; at < samples.length; at += blockSize) {
        if (at > 0) await turn();
        if (closed) break;
        const block = samples.subarray(at, at + blockSize);
        pieces.push(await give((stream) => stream.write(block)));
      }
      return closed ? nothing() : joinAudio(pieces);
    },
    async flush() {
      const samples = resampler.flush();
      if (!stream && samples.length === 0) return nothing();
      const audio = await give((stream) => stream.end(samples));
      stream = undefined;
      return audio;
    },
    close() {
      closed = true;
      resampler.close();
      stream?.then((stream) => stream.abort()).catch(() => {});
      stream = undefined;
    },
  };
}

function joinAudio(pieces: readonly EncodedAudio[]): EncodedAudio {
  const [only] = pieces;
  if (only && pieces.length === 1) return only;
  return {
    data: joinArrays(
      Uint8Array,
      pieces.map((piece) => piece.data),
    ),
    durationMs: pieces.reduce((total, piece) => total + piece.durationMs, 0),
  };
}

const nothing = (): EncodedAudio => ({ data: new Uint8Array(0), durationMs: 0 });
