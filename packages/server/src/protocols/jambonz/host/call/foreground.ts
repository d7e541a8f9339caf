/** The verbs of a call that run one after another. */
import { maxSteps } from '../verbs/read.js';
import type { Step } from '../verbs/verb.js';

export interface Foreground {
  /** Nothing runs. */
  readonly isIdle: boolean;
  /** Ends the verb that runs, drops those that wait, and runs these. */
  replace(steps: readonly Step[]): void;
  /** Runs these behind all others. False: too many wait, nothing was taken. */
  append(steps: readonly Step[]): boolean;
  /** Ends the verb that runs, and drops those that wait up to one that is to be kept. */
  interrupt(isKept: (step: Step) => boolean): void;
  /** Nothing runs any more. Settles when the verb that ran has ended. */
  close(): Promise<void>;
}

export interface ForegroundTools {
  /** Ends soon after the signal aborted. Must not throw. */
  run(step: Step, signal: AbortSignal): Promise<void>;
  /** The list has run out. */
  onIdle(): void;
}

export function createForeground({ run, onIdle }: ForegroundTools): Foreground {
  let waiting: readonly Step[] = [];
  let running: AbortController | undefined;
  let working = Promise.resolve();
  let isClosed = false;

  const work = async () => {
    for (let step = waiting[0]; step !== undefined; step = waiting[0]) {
      waiting = waiting.slice(1);
      running = new AbortController();
      await run(step, running.signal);
    }
    running = undefined;
    if (!isClosed) onIdle();
  };
  const wake = () => {
    if (!running && waiting.length > 0) working = work();
  };
  const drop = (from: number) => {
    waiting = waiting.slice(from);
    running?.abort();
  };

  return {
    get isIdle() {
      return running === undefined;
    },
    replace(steps) {
      if (isClosed) return;
      drop(waiting.length);
      waiting = steps;
      wake();
    },
    append(steps) {
      if (isClosed) return true;
      if (waiting.length + steps.length > maxSteps) return false;
      waiting = [...waiting, ...steps];
      wake();
      return true;
    },
    interrupt(isKept) {
      const kept = waiting.findIndex(isKept);
      drop(kept === -1 ? waiting.length : kept);
    },
    async close() {
      isClosed = true;
      drop(waiting.length);
      await working;
    },
  };
}
