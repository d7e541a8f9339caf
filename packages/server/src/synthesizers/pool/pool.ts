/** Several far ends serve one line. */

import { durationMs } from '../../audio/pcm.js';
import { type Clock, systemClock } from '../../clock.js';
import { SpeechError } from '../../errors.js';
import type { Voice } from '../../voices/voice.js';
import type { Run, RunListener } from '../link/connect.js';
import type { FarEnd } from '../link/far-end.js';
import { createInbox, type Inbox } from '../link/inbox.js';
import type { EnginePiece, SegmentEngine, SpeakTask } from '../segment-engine.js';
import { type KeptWorker, keepWorker } from './kept-worker.js';
import { createLine } from './line.js';

export interface PoolOptions {
  readonly workers: number;
  /** Starts one far end, which says `ready` when it is warm. */
  start(): FarEnd;
  /** Tasks that may wait for a worker; beyond it a task is refused with `overloaded`. */
  readonly maxWaiting: number;
  /** A task without a new piece of audio for this long has hung. */
  readonly hangMs: number;
  /** How long a far end may take to be ready. Default 30 000. */
  readonly startMs?: number;
  /** Audio that one task may make, for an engine that does not stop by itself. Default 10 minutes. */
  readonly maxAudioMs?: number;
  readonly clock?: Clock;
  /** A worker died, hung or did not start; it is replaced. For the log: the reason may be told to nobody else. */
  onLost?(reason: Error): void;
}

export interface Pool extends SegmentEngine {
  /** What the far ends said that they speak. */
  readonly voices: readonly Voice[];
}

interface Job {
  readonly task: SpeakTask;
  readonly inbox: Inbox<EnginePiece>;
  run: Run | undefined;
}

/** With this many failed starts in a row at every worker, waiting is of no use. */
const hopelessStarts = 3;

/** Starts all workers and waits until they are ready; rejects with the reason when one cannot start.
 *  Each worker speaks one task at a time. One that is lost fails its own task only. */
export async function createPool(options: PoolOptions): Promise<Pool> {
  const { clock = systemClock, startMs = 30_000, maxAudioMs = 600_000 } = options;
  const line = createLine<Job>(options.maxWaiting);
  const workers: KeptWorker[] = [];
  let voices: readonly Voice[] = [];
  let closed = false;

  const started = Array.from({ length: options.workers }, () => {
    return new Promise<void>((resolve, reject) => {
      const onReady = (offered: readonly Voice[]) => {
        voices = offered;
        resolve();
      };
      const onLost = (reason: Error) => {
        reject(reason);
        options.onLost?.(reason);
        if (isHopeless())
          failWaiting(new SpeechError('synthesis-failed', 'the engine does not start', { cause: reason }));
      };
      const { start, hangMs } = options;
      workers.push(keepWorker({ start, startMs, hangMs, clock, onReady, onIdle: dispatch, onLost }));
    });
  });

  function dispatch(): void {
    for (const worker of workers) {
      if (worker.state !== 'idle') continue;
      const job = line.take();
      if (!job) return;
      job.run = worker.run(job.task, listenerOf(job));
    }
  }

  function listenerOf(job: Job): RunListener {
    let madeMs = 0;
    return {
      piece(piece) {
        madeMs += durationMs(piece.pcm);
        if (madeMs <= maxAudioMs) return job.inbox.push(piece);
        job.inbox.end(new SpeechError('synthesis-failed', `the engine made more than ${maxAudioMs} ms of one segment`));
        job.run?.abort();
      },
      end: job.inbox.end,
    };
  }

  function submit(job: Job): void {
    if (closed) throw new SpeechError('going-away', 'the engine is closed');
    if (isHopeless()) throw new SpeechError('synthesis-failed', 'the engine does not start');
    if (!line.add(job, job.task.dueMs)) {
      const state = `all ${options.workers} workers are busy and ${line.length} tasks wait`;
      throw new SpeechError('overloaded', `${state}; try again later`);
    }
    dispatch();
  }

  function withdraw(job: Job): void {
    job.inbox.drop();
    line.remove(job);
    job.run?.abort();
    job.run = undefined;
  }

  function isHopeless(): boolean {
    return workers.every((worker) => worker.failedStarts >= hopelessStarts);
  }

  function failWaiting(error: SpeechError): void {
    for (let job = line.take(); job; job = line.take()) job.inbox.end(error);
  }

  async function close(): Promise<void> {
    closed = true;
    failWaiting(new SpeechError('going-away', 'the engine is closed'));
    await Promise.all(workers.map((worker) => worker.close()));
  }

  try {
    await Promise.all(started);
  } catch (error) {
    await close();
    throw error;
  }

  return {
    voices,
    close,
    async *speak(task, signal) {
      if (signal.aborted) return;
      const job: Job = { task, inbox: createInbox(), run: undefined };
      submit(job);
      const abort = () => withdraw(job);
      signal.addEventListener('abort', abort);
      try {
        yield* job.inbox;
      } finally {
        signal.removeEventListener('abort', abort);
        withdraw(job);
      }
    },
  };
}
