/** Listens to what a player really plays. */

import type { Quantum } from './tap-processor.js';

/** An audio node that everything passes on its way to the speakers. Frames are counted as the context counts them. */
export interface Tap {
  readonly node: AudioNode;
  /** What was rendered from this frame on, up to and with the quantum that was rendered last. */
  since(frame: number): Float32Array;
  /** The first frame that is not rendered yet, as far as the page knows. */
  readonly now: number;
  /** Settles when this frame has been rendered. */
  reached(frame: number): Promise<void>;
}

/** Where the module of its audio thread is. */
export const processorUrl = new URL('./tap-processor.js', import.meta.url);

/** `processor` is the same module at another address, for pages whose policy wants one. */
export async function createTap(context: AudioContext, processor = processorUrl): Promise<Tap> {
  await context.audioWorklet.addModule(processor);
  const node = new AudioWorkletNode(context, 'tap', { outputChannelCount: [1] });
  node.connect(context.destination);
  const quanta: Quantum[] = [];
  const waiting: (() => void)[] = [];
  node.port.onmessage = ({ data }: MessageEvent<Quantum>) => {
    quanta.push(data);
    for (const settle of waiting.splice(0)) settle();
  };
  const end = ({ frame, samples }: Quantum) => frame + samples.length;
  const now = () => Math.max(0, ...quanta.slice(-1).map(end));
  return {
    node,
    get now() {
      return now();
    },
    since(frame) {
      // What nobody was told of is equal to nothing.
      const heard = new Float32Array(now() - frame).fill(Number.NaN);
      for (const quantum of quanta.filter((quantum) => end(quantum) > frame)) {
        const late = Math.max(0, frame - quantum.frame);
        heard.set(quantum.samples.subarray(late), quantum.frame + late - frame);
      }
      return heard;
    },
    async reached(frame) {
      while (now() < frame) {
        await new Promise<void>((settle) => waiting.push(settle));
      }
    },
  };
}
