/** AAC in ADTS frames, by FFmpeg's encoder, which the library runs in a thread per stream. */
import { registerAacEncoder } from '@mediabunny/aac-encoder';
import { AdtsOutputFormat, AudioSample, AudioSampleSource, NullTarget, Output } from 'mediabunny';
import { SpeechError } from '../../errors.js';
import type { AudioFormat } from '../format.js';
import { joinArrays } from '../join.js';
import type { EncodedStream, StreamCodec } from './stream.js';

/** Threads cost megabytes each, so there is an end to them. */
const maxStreams = 16;
let streams = 0;

registerAacEncoder();

/** Samples. FFmpeg's encoder begins one frame late. */
const frameSize = 1024;

/** Streams of ADTS frames. To open one throws `overloaded` while `maxStreams` others are under way. */
export function aac(format: AudioFormat): StreamCodec {
  return { delayMs: (frameSize * 1000) / format.sampleRate, open: () => openAac(format) };
}

async function openAac({ sampleRate, bitRate = 48000 }: AudioFormat): Promise<EncodedStream> {
  if (streams >= maxStreams) {
    throw new SpeechError('overloaded', `${maxStreams} AAC streams are under way; try again, or use mp3`);
  }
  let frames: Uint8Array[] = [];
  const format = new AdtsOutputFormat({ onFrame: (frame) => frames.push(frame) });
  const output = new Output({ format, target: new NullTarget() });
  const source = new AudioSampleSource({ codec: 'aac', bitrate: bitRate });
  output.addAudioTrack(source);
  streams += 1;
  let fed = 0;
  /** The step under way. An encoder that is closed while it starts would leave its thread behind. */
  let step: Promise<void> = output.start();
  let closed = false;

  const run = async (next: () => Promise<void>) => {
    step = step.then(next);
    await step;
    const audio = {
      data: joinArrays(Uint8Array, frames),
      durationMs: (frames.length * frameSize * 1000) / sampleRate,
    };
    frames = [];
    return audio;
  };
  const add = async (samples: Int16Array) => {
    const parts = quarters(samples).map((part) => {
      const sample = toAudioSample(part, sampleRate, fed);
      fed += part.length;
      return sample;
    });
    await Promise.all(parts.map((part) => source.add(part).finally(() => part.close())));
  };
  const close = () => {
    if (!closed) streams -= 1;
    closed = true;
  };

  return {
    write: (samples) => run(() => add(samples)),
    end: (samples) =>
      run(async () => {
        await add(samples);
        await output.finalize();
        close();
      }),
    abort() {
      const cancel = async () => {
        if (!closed) await output.cancel();
      };
      step.then(cancel, cancel).then(close, close);
    },
  };
}

/** The library waits for its encoder only when four pieces are in line. Without that, bytes would come a call late. */
function quarters(samples: Int16Array): Int16Array[] {
  const size = Math.ceil(samples.length / 4);
  return [0, 1, 2, 3].map((at) => samples.subarray(at * size, (at + 1) * size)).filter((part) => part.length > 0);
}

function toAudioSample(data: Int16Array, sampleRate: number, at: number): AudioSample {
  return new AudioSample({ data, format: 's16', numberOfChannels: 1, sampleRate, timestamp: at / sampleRate });
}
