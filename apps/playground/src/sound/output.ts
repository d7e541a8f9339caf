/** The loudspeaker: one player at a time, at the rate of what is played. */
import { createPlayer } from '@glottis/client/player';
import type { Samples } from './samples.js';

export interface Output {
  /** How long rendered audio takes to the ear, in milliseconds, as far as the browser knows. */
  readonly latencyMs: number;
  /** How often the audio came too late, since the output was opened. */
  readonly underruns: number;
  /** Queues audio, and does not wait. Rejects when far too much is queued. */
  play(samples: Samples): Promise<void>;
  /** Silence at once. Settles with what was rendered since the last stop. */
  stop(): Promise<{ readonly playedMs: number }>;
  /** Settles when all that is queued was heard. */
  finished(): Promise<void>;
}

export interface Outputs {
  /** Call it while a click is being handled: browsers keep silent otherwise. Its position counts from the last stop. */
  open(sampleRate: number, onPosition: (positionMs: number) => void): Promise<Output>;
  /** A compressed file as samples of that rate. Rejects for what the browser cannot decode. */
  decode(file: Uint8Array<ArrayBuffer>, sampleRate: number): Promise<Samples>;
}

/** More than the longest text of this page takes to say at the slowest speed, so that nobody need wait for room. */
const maxQueuedMs = 1_800_000;

export function createOutputs(): Outputs {
  let rate = 0;
  let opening: Promise<Output & { close(): Promise<void> }> | undefined;
  let tell: (positionMs: number) => void = () => {};

  return {
    async open(sampleRate, onPosition) {
      tell = onPosition;
      if (opening !== undefined && rate === sampleRate) return opening;
      // Nobody waits for the end of the former one.
      opening?.then((output) => output.close()).catch(() => {});
      rate = sampleRate;
      const mine = create(sampleRate, (positionMs) => tell(positionMs));
      opening = mine;
      mine.catch(() => {
        if (opening === mine) opening = undefined;
      });
      return mine;
    },
    async decode(file, sampleRate) {
      const audio = await new OfflineAudioContext(1, 1, sampleRate).decodeAudioData(file.buffer);
      return new Float32Array(audio.getChannelData(0));
    },
  };
}

async function create(sampleRate: number, onPosition: (positionMs: number) => void) {
  const context = createContext(sampleRate);
  const player = await createPlayer({ sampleRate, format: 'pcm_f32le', context, maxQueuedMs, onPosition });
  return {
    get latencyMs() {
      return (context.outputLatency || context.baseLatency || 0) * 1000;
    },
    get underruns() {
      return player.underruns;
    },
    play: (samples: Samples) => player.play(samples.buffer),
    stop: () => player.stop(),
    finished: () => player.finished(),
    async close() {
      await player.close();
      await context.close();
    },
  };
}

function createContext(sampleRate: number): AudioContext {
  try {
    return new AudioContext({ sampleRate, latencyHint: 'interactive' });
  } catch {
    // Not every browser offers every rate; the player resamples then.
    return new AudioContext({ latencyHint: 'interactive' });
  }
}
