/** What one hears a call with. */
import type { Output } from '../../sound/output.js';
import { createSampleReader } from '../../sound/samples.js';
import { createHeardLevels } from './heard-levels.js';

export interface Earpiece {
  /** Begins another call, whose audio comes at this rate. Browsers want it in the handler of a click. */
  open(sampleRate: number): void;
  /** Returns where this piece begins, in milliseconds of audio since the last hush. */
  play(bytes: Uint8Array): number;
  /** Silence at once. Settles when it is silent at the ear too. */
  hush(): Promise<void>;
  /** The loudest that was heard since this was last asked, from 0 to 1. */
  level(): number;
}

export interface EarpieceParts {
  openOutput(sampleRate: number, onPosition: (positionMs: number) => void): Promise<Output>;
  /** So much was rendered since the last hush, and reaches the ear `latencyMs` later. */
  onPosition(positionMs: number, latencyMs: number): void;
  onProblem(message: string): void;
}

export function createEarpiece({ openOutput, onPosition, onProblem }: EarpieceParts): Earpiece {
  let read = createSampleReader('pcm_s16le');
  let levels = createHeardLevels(1);
  let rate = 1;
  let writtenMs = 0;
  let output: Output | undefined;
  /** The output, as soon as it may be played to: what is given to it while it stops would be lost. */
  let usable: Promise<Output> | undefined;
  let hushes = 0;

  function fail(error: unknown): void {
    onProblem(`No sound: ${error instanceof Error ? error.message : String(error)}`);
  }

  return {
    open(sampleRate) {
      read = createSampleReader('pcm_s16le');
      levels = createHeardLevels(sampleRate);
      rate = sampleRate;
      writtenMs = 0;
      const opening = openOutput(sampleRate, (positionMs) => {
        levels.advance(positionMs);
        onPosition(positionMs, output?.latencyMs ?? 0);
      });
      usable = opening.then(async (opened) => {
        output = opened;
        await opened.stop(); // an output that served another call counts on
        return opened;
      });
      usable.catch(fail);
    },
    play(bytes) {
      const samples = read(bytes);
      const beginsAtMs = writtenMs;
      const before = hushes;
      writtenMs += (samples.length * 1000) / rate;
      levels.add(samples);
      // Back-pressure is no help here: it comes as fast as it plays.
      usable?.then((opened) => (before === hushes ? opened.play(samples) : undefined)).catch(() => {});
      return beginsAtMs;
    },
    async hush() {
      hushes += 1;
      writtenMs = 0;
      levels.drop();
      usable = usable?.then(async (opened) => {
        await opened.stop();
        return opened;
      });
      await usable?.catch(() => {});
      const latencyMs = output?.latencyMs ?? 0;
      if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs));
    },
    level: () => levels.take(),
  };
}
