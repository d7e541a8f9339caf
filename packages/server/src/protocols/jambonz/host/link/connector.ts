/** How an application is reached, at first and after it was lost. */
import type { Clock } from '../../../../clock.js';
import { DialError, type DialledSocket } from '../../../dial.js';
import { readAddress } from './address.js';
import type { LinkOptions } from './link.js';

export interface Connector {
  /** How many connections there may be in all. */
  readonly maxConnections: number;
  /** Opens the first connection, trying again as the address says. Throws a DialError, or the signal's reason. */
  connect(signal: AbortSignal): Promise<DialledSocket>;
  /** Waits, then opens another one, trying again whatever the failure; throws the last one when that took too long. */
  reconnect(signal: AbortSignal): Promise<DialledSocket>;
}

/** How long an application may stay away. jambonz would try until the call ends, with a caller who hears nothing. */
export const maxAbsenceMs = 60_000;

type ConnectorOptions = Pick<LinkOptions, 'application' | 'dial' | 'clock' | 'handshakeMs' | 'frameBytes' | 'pingMs'>;

/** Throws a `forbidden` DialError where the application's address is none. */
export function createConnector(options: ConnectorOptions): Connector {
  const { application, dial, clock, handshakeMs, frameBytes, pingMs } = options;
  const address = readAddress(application);
  const nextDelayMs = createBackoff();
  const open = (signal: AbortSignal) =>
    dial(address.url, {
      subprotocol: 'ws.jambonz.org',
      headers: address.headers,
      maxMessageBytes: frameBytes,
      handshakeMs,
      maxRedirects: 2,
      ...(pingMs !== null && { pingEveryMs: pingMs }),
      trusted: application.trusted,
      signal,
    });

  return {
    maxConnections: address.retries,
    async connect(signal) {
      for (let retriesLeft = address.retries; ; retriesLeft -= 1) {
        try {
          return await open(signal);
        } catch (error) {
          if (!(error instanceof DialError) || !address.isWorthRetrying(error) || retriesLeft === 0) throw error;
        }
        await pause(nextDelayMs(), clock, signal);
      }
    },
    async reconnect(signal) {
      const giveUpAtMs = clock.now() + maxAbsenceMs;
      for (;;) {
        await pause(nextDelayMs(), clock, signal);
        try {
          return await open(signal);
        } catch (error) {
          if (!isTemporary(error) || clock.now() >= giveUpAtMs) throw error;
        }
      }
    },
  };
}

/** 500, 1000, 2000, 4000, 6000… One for all connections of an application, and never reset: one that comes and goes is asked
 *  less and less often. */
function createBackoff(): () => number {
  let nextMs = 500;
  return () => {
    const delayMs = nextMs;
    nextMs += Math.min(nextMs, 2000);
    return delayMs;
  };
}

function isTemporary(error: unknown): boolean {
  return error instanceof DialError && error.reason !== 'forbidden';
}

function pause(durationMs: number, clock: Clock, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const onAbort = () => {
      cancel();
      reject(signal.reason);
    };
    const cancel = clock.after(durationMs, () => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    });
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
