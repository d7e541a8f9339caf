/** Empties the server: conversations finish what they speak, and those that do not are ended. */

import type { SpeechError } from '../errors.js';
import type { Carrier } from './carrier.js';
import { settledWithin } from './settled-within.js';

/** How much of the grace is kept for the farewells of those who did not finish. At most half of it. */
const lastWordMs = 1_000;

/** Settles when every request and socket is gone and the protocols have closed; at the latest `graceMs` from now. */
export async function drain(carrier: Carrier, reason: SpeechError, graceMs: number): Promise<void> {
  const { clock, limits, occupancy, ending } = carrier;
  const farewellMs = Math.min(lastWordMs, graceMs / 2);
  const stopTelling = tellAll(carrier, reason, Math.min(limits.drainSpreadMs, graceMs / 2));
  const all = () => Promise.all([occupancy.empty(), ending.begin()]);
  await settledWithin(clock, all(), graceMs - farewellMs);
  stopTelling();
  void ending.hurry();
  for (const socket of carrier.sockets) socket.dismissFor(reason);
  await settledWithin(clock, all(), farewellMs);
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
