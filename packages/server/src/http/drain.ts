/** Empties the server: conversations finish what they speak, and those that do not are ended. */

import type { Clock } from '../clock.js';
import type { SpeechError } from '../errors.js';
import type { Carrier } from './carrier.js';

/** How long a socket that was told to go may take to answer, when the grace is over. */
const lastWordMs = 1_000;

/** Settles when every request and socket is gone; at the latest `graceMs` and a second from now. */
export async function drain(carrier: Carrier, reason: SpeechError, graceMs: number): Promise<void> {
  const { clock, limits, occupancy } = carrier;
  const stopTelling = tellAll(carrier, reason, Math.min(limits.drainSpreadMs, graceMs / 2));
  await settledWithin(clock, occupancy.empty(), graceMs);
  stopTelling();
  for (const socket of carrier.sockets) socket.dismissFor(reason);
  await settledWithin(clock, occupancy.empty(), lastWordMs);
  for (const socket of carrier.sockets) socket.terminate();
}

/** In random order and over some time: whoever is told will be back soon, on another server. */
function tellAll(carrier: Carrier, reason: SpeechError, spreadMs: number): () => void {
  const cancels = [...carrier.sockets].map((socket) => {
    if (spreadMs === 0) return socket.drain(reason);
    return carrier.clock.after(Math.random() * spreadMs, () => socket.drain(reason));
  });
  return () => {
    for (const cancel of cancels) cancel?.();
  };
}

async function settledWithin(clock: Clock, settled: Promise<void>, limitMs: number): Promise<void> {
  let cancel = () => {};
  const tooLate = new Promise<void>((resolve) => {
    cancel = clock.after(limitMs, resolve);
  });
  await Promise.race([settled, tooLate]);
  cancel();
}
