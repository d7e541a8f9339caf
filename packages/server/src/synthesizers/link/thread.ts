/** An engine on a worker thread: how the thread is started, and what it finds when it runs. */

import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { type Channel, createWanted, threadChannel } from './channel.js';
import type { FarEnd } from './far-end.js';
import type { FromFarEnd, ToFarEnd } from './messages.js';

/** Starts the module at `url` on a thread of its own; it begins with `enterThread` and gets `data` from it. */
export function startThread(url: URL, data: unknown): FarEnd {
  const wanted = createWanted();
  const worker = new Worker(url, { workerData: { wanted, data } satisfies ThreadData });
  return {
    channel: threadChannel(worker, wanted),
    onGone(handler) {
      let told = false;
      const tell = (reason: Error) => {
        if (!told) handler(reason);
        told = true;
      };
      worker.on('error', (error) => tell(error instanceof Error ? error : new Error(String(error))));
      worker.on('messageerror', tell);
      worker.on('exit', (code) => tell(new Error(`the worker thread ended with code ${code}`)));
    },
    async terminate() {
      await worker.terminate();
    },
  };
}

interface ThreadData {
  readonly wanted: Int32Array;
  readonly data: unknown;
}

/** Called by the module that runs on the thread: its channel, and the `data` that it was started with.
 *  `Data` is what `startThread` was given. From here on the thread has a lower priority than the event loop. */
export function enterThread<Data>(): { readonly channel: Channel<FromFarEnd, ToFarEnd>; readonly data: Data } {
  if (!parentPort) throw new Error('this module runs on a worker thread only');
  lowerPriority();
  const { wanted, data } = workerData as ThreadData;
  return { channel: threadChannel(parentPort, wanted), data: data as Data };
}

/** Engines take what is left of the processor: when there is more work than cores, sockets and timers go first, and audio
 *  that was made still leaves on time. Linux counts a thread as something that has a priority, and tells its number
 *  here; elsewhere, and where it is forbidden, threads stay equal, which costs smoothness under full load only. */
function lowerPriority(): void {
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    setPriority(thread, 5);
  } catch {
    // Best effort.
  }
}
