/** Tells the protocols that the server stops, once. */

import type { Clock } from '../clock.js';
import type { Protocol } from '../protocols/protocol.js';
import type { Log } from '../telemetry/log.js';
import { settledWithin } from './settled-within.js';

/** How long a protocol may take to let go of its work. */
const lettingGoMs = 1_000;

export interface Ending {
  /** Nothing more may be begun. Settles when nothing of the protocols is left running; asking twice asks the same. */
  begin(): Promise<void>;
  /** What is still under way must end now. Settles when it has, or when that takes too long. */
  hurry(): Promise<void>;
}

/** A protocol that fails at its end is logged, and keeps no other from it. */
export function createEnding(protocols: readonly Protocol[], clock: Clock, log: Log): Ending {
  const deadline = new AbortController();
  let begun: Promise<unknown> | undefined;

  async function end(protocol: Protocol): Promise<void> {
    try {
      await protocol.close?.(deadline.signal);
    } catch (err) {
      log.warn({ protocol: protocol.name, err }, 'a protocol failed to close');
    }
  }

  async function begin(): Promise<void> {
    begun ??= Promise.all(protocols.map(end));
    await begun;
  }

  return {
    begin,
    hurry() {
      deadline.abort();
      return settledWithin(clock, begin(), lettingGoMs);
    },
  };
}
