/** One far end kept alive: started, watched while it works, and replaced when it dies or hangs. */

import type { Clock } from '../../clock.js';
import { SpeechError } from '../../errors.js';
import type { Voice } from '../../voices/voice.js';
import { connect, type NearEnd, type Run, type RunListener } from '../link/connect.js';
import type { FarEnd } from '../link/far-end.js';
import type { SpeakTask } from '../segment-engine.js';
import { watchProgress } from './watch-progress.js';

export interface KeptWorker {
  readonly state: 'starting' | 'idle' | 'busy' | 'resting' | 'closed';
  /** Starts that failed since it was last ready. */
  readonly failedStarts: number;
  /** Gives it a task; only while it is idle. It is busy until the far end has let go of the task, aborted or not.
   *  A far end that dies or hangs fails its task with `synthesis-failed`. */
  run(task: SpeakTask, listener: RunListener): Run;
  /** Ends the far end, and its task with `going-away`. */
  close(): Promise<void>;
}

export interface KeepOptions {
  start(): FarEnd;
  /** A far end that is not ready after this long is replaced. */
  readonly startMs: number;
  /** A task without a new piece of audio for this long has hung: its far end is replaced. */
  readonly hangMs: number;
  readonly clock: Clock;
  /** It is ready for the first time since its start. */
  onReady(voices: readonly Voice[]): void;
  /** It takes a task again. */
  onIdle(): void;
  /** The far end was lost; another one is started after a rest. */
  onLost(reason: Error): void;
}

/** The rest before a replacement doubles from one loss to the next, until a task goes well. */
const firstRestMs = 100;
const maxRestMs = 5000;

export function keepWorker(options: KeepOptions): KeptWorker {
  const { clock } = options;
  let state: KeptWorker['state'] = 'starting';
  let farEnd: FarEnd | undefined;
  let nearEnd: NearEnd | undefined;
  let failTask: ((error: SpeechError) => void) | undefined;
  let losses = 0;
  let failedStarts = 0;
  let cancelTimer = () => {};

  function begin(): void {
    state = 'starting';
    try {
      const started = options.start();
      farEnd = started;
      // A far end that was replaced may still speak up; nobody listens to it any more.
      started.onGone((reason) => farEnd === started && lose(reason));
      nearEnd = connect(started.channel, (voices) => farEnd === started && becomeReady(voices));
      cancelTimer = clock.after(options.startMs, () => lose(new Error(`not ready after ${options.startMs} ms`)));
    } catch (error) {
      lose(error instanceof Error ? error : new Error(String(error)));
    }
  }

  function becomeReady(voices: readonly Voice[]): void {
    cancelTimer();
    failedStarts = 0;
    state = 'idle';
    options.onReady(voices);
    options.onIdle();
  }

  function lose(reason: Error): void {
    // Not awaited, and what cannot be ended is given up: a hang in native code must not hold the replacement up.
    letGo().catch(() => undefined);
    losses += 1;
    if (state === 'starting') failedStarts += 1;
    state = 'resting';
    cancelTimer = clock.after(Math.min(maxRestMs, firstRestMs * 2 ** (losses - 1)), begin);
    failTask?.(new SpeechError('synthesis-failed', 'the engine stopped while it spoke this', { cause: reason }));
    options.onLost(reason);
  }

  async function letGo(): Promise<void> {
    cancelTimer();
    const gone = farEnd;
    farEnd = undefined;
    nearEnd = undefined;
    await gone?.terminate();
  }

  function run(task: SpeakTask, listener: RunListener): Run {
    if (state !== 'idle' || !nearEnd) throw new Error(`a worker that is ${state} was given a task`);
    state = 'busy';
    const watch = watchProgress(options.hangMs, clock, () => lose(new Error(`no audio for ${options.hangMs} ms`)));
    const finish = (error?: SpeechError) => {
      watch.stop();
      failTask = undefined;
      listener.end(error);
    };
    failTask = finish;
    return nearEnd.run(task, {
      piece(piece) {
        watch.progress();
        listener.piece(piece);
      },
      end(error) {
        // Too late: the task was failed meanwhile, and the far end given up.
        if (failTask !== finish) return;
        losses = 0;
        state = 'idle';
        finish(error);
        options.onIdle();
      },
    });
  }

  begin();
  return {
    get state() {
      return state;
    },
    get failedStarts() {
      return failedStarts;
    },
    run,
    async close() {
      state = 'closed';
      failTask?.(new SpeechError('going-away', 'the engine is closed'));
      await letGo();
    },
  };
}
