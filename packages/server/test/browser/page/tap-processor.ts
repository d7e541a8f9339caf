/** Runs on the audio thread: hands on what it is given, and tells the page every sample of it. */

declare const currentFrame: number;
declare const registerProcessor: (name: string, processor: unknown) => void;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}

/** One render quantum. */
export interface Quantum {
  /** The place of its first sample in all that the context ever rendered. */
  readonly frame: number;
  readonly samples: Float32Array;
}

registerProcessor(
  'tap',
  class extends AudioWorkletProcessor {
    process([[input]]: readonly [readonly [Float32Array?]], [[output]]: readonly [readonly [Float32Array]]): boolean {
      if (input !== undefined) output.set(input);
      const quantum: Quantum = { frame: currentFrame, samples: output.slice() };
      this.port.postMessage(quantum, [quantum.samples.buffer]);
      return true;
    }
  },
);
