/** The module that runs on the audio thread, as text, and what the two threads say to each other. */

import type { Playback, PlaybackOptions, Progress } from './playback.js';
import { createPlayback } from './playback.js';

export const processorName = 'glottis-player';

/** What the page says. Everything is done in order. */
export type Command =
  | { readonly type: 'audio'; readonly samples: Float32Array }
  | { readonly type: 'end' | 'stop' | 'pause' | 'resume' | 'close' };

/** What the audio thread says: a report now and then while it plays, and `stopped` for every stop. */
export interface Report extends Progress {
  readonly type: 'report' | 'stopped';
  /** How many stops were done before. In `stopped`, the progress is that of the moment before this one. */
  readonly stops: number;
}

/** For the processor's constructor. */
export type ProcessorOptions = Omit<PlaybackOptions, 'contextRate'>;

/** The text of the module, to be served under an address of its own where a page may not make one (`workletUrl`). */
export function workletSource(): string {
  return `(${register})(${JSON.stringify(processorName)}, ${createPlayback});\n`;
}

/** Of the audio thread's globals, what is used here. */
declare const sampleRate: number;
declare function registerProcessor(name: string, processor: unknown): void;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}

/**
 * Runs on the audio thread, so it refers to nothing outside itself, as createPlayback does. Nor has it fields, private names
 * or spread: for older browsers bundlers make these calls of a helper, which would be outside too.
 */
function register(name: string, create: (options: PlaybackOptions) => Playback): void {
  registerProcessor(
    name,
    class extends AudioWorkletProcessor {
      declare readonly playback: Playback;
      declare stops: number;
      declare framesSinceReport: number;
      declare reportedFrames: number;
      declare open: boolean;

      constructor({ processorOptions }: { processorOptions: ProcessorOptions }) {
        super();
        this.playback = create(Object.assign({ contextRate: sampleRate }, processorOptions));
        this.stops = 0;
        this.framesSinceReport = 0;
        this.reportedFrames = 0;
        this.open = true;
        this.port.onmessage = (event: MessageEvent<Command>) => this.receive(event.data);
      }

      receive(command: Command): void {
        switch (command.type) {
          case 'audio':
            this.playback.add(command.samples);
            break;
          case 'stop':
            this.report('stopped');
            this.playback.stop();
            this.stops += 1;
            break;
          case 'close':
            this.open = false;
            break;
          default:
            this.playback[command.type]();
        }
      }

      process(_inputs: unknown, [output]: readonly [readonly [Float32Array]]): boolean {
        this.playback.render(output[0]);
        this.framesSinceReport += output[0].length;
        // Fifty times a second moves a highlight smoothly, and costs nothing.
        if (this.framesSinceReport >= sampleRate / 50) this.report('report');
        return this.open;
      }

      report(type: Report['type']): void {
        const progress = this.playback.progress();
        this.framesSinceReport = 0;
        if (type === 'report' && progress.consumedFrames === this.reportedFrames) return;
        this.reportedFrames = progress.consumedFrames;
        this.port.postMessage(Object.assign({ type, stops: this.stops }, progress) satisfies Report);
      }
    },
  );
}
