import { GlottisError } from '../errors.js';
import { loadWorklet } from './load-worklet.js';
import type { PcmFormat } from './pcm.js';
import { createPcmReader } from './pcm.js';
import { Player } from './player.js';
import type { ProcessorOptions } from './worklet.js';
import { processorName } from './worklet.js';

export interface PlayerOptions {
  /** Of the audio, in Hz. */
  readonly sampleRate: number;
  /** Default: `pcm_s16le`. */
  readonly format?: PcmFormat;
  /** Default: one of the player's own, at the rate of the audio. A context of another rate is resampled for. */
  readonly context?: AudioContext;
  /** Default: the context's speakers. */
  readonly destination?: AudioNode;
  /** How much audio must have come before the playback begins, unless that much time has passed; default 60 ms. */
  readonly startBufferMs?: number;
  /** When more than this is queued, `play` lets its caller wait; default 2000 ms. */
  readonly bufferMs?: number;
  /** When more than this is queued, because nobody waits, `play` rejects; default 120000 ms. */
  readonly maxQueuedMs?: number;
  /** Told about fifty times a second, while it plays, how much was rendered since the last stop. */
  readonly onPosition?: (positionMs: number) => void;
  /** Where a copy of `workletSource()` is served, for pages whose policy forbids `blob:` scripts. */
  readonly workletUrl?: string;
}

/**
 * Creates a player. Rejects with a GlottisError where the browser has no worklets: on pages that are neither https: nor
 * localhost. A browser that wants a click first stays silent until the player is created, played or resumed in its handler.
 */
export async function createPlayer(options: PlayerOptions): Promise<Player> {
  const { sampleRate, format = 'pcm_s16le', startBufferMs = 60, bufferMs = 2000, maxQueuedMs = 120_000 } = options;
  if (!(sampleRate > 0)) throw new GlottisError(`sampleRate is ${sampleRate}; give that of the audio, such as 24000`);
  const context = options.context ?? createContext(sampleRate);
  const close = async () => {
    if (options.context === undefined && context.state !== 'closed') await context.close();
  };
  try {
    await loadWorklet(context, options.workletUrl);
    const processorOptions: ProcessorOptions = { sampleRate, startBufferMs };
    const node = new AudioWorkletNode(context, processorName, {
      numberOfInputs: 0,
      numberOfOutputs: 1,
      outputChannelCount: [1],
      processorOptions,
    });
    node.connect(options.destination ?? context.destination);
    const reader = createPcmReader(format);
    return new Player({
      context,
      node,
      reader,
      sampleRate,
      bufferMs,
      maxQueuedMs,
      onPosition: options.onPosition,
      close,
    });
  } catch (error) {
    await close();
    throw error;
  }
}

function createContext(sampleRate: number): AudioContext {
  try {
    return new AudioContext({ sampleRate, latencyHint: 'interactive' });
  } catch {
    // Not every browser offers every rate; the worklet resamples then.
    return new AudioContext({ latencyHint: 'interactive' });
  }
}
