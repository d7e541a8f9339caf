/** What the carrier's parts share. */

import type { Socket } from 'node:net';
import type { Clock } from '../clock.js';
import { SpeechError } from '../errors.js';
import type { Acceptance, Farewell, Protocol } from '../protocols/protocol.js';
import type { SpeechService } from '../session/speech.js';
import type { Log, LogFields } from '../telemetry/log.js';
import type { ConnectionMetrics } from '../telemetry/metrics.js';
import type { Ending } from './ending.js';
import type { Heartbeat } from './heartbeat.js';
import type { HostPolicy } from './host-policy.js';
import type { Limits } from './limits.js';
import type { Occupancy } from './occupancy.js';
import type { OriginPolicy } from './origin.js';
import type { RouteTable } from './route-table.js';
import type { WebSocketCarrier } from './websocket-carrier.js';

export interface Carrier {
  readonly routes: RouteTable;
  readonly speech: SpeechService;
  readonly origins: OriginPolicy;
  readonly permitsHost: HostPolicy;
  readonly limits: Limits;
  readonly log: Log;
  readonly metrics: ConnectionMetrics;
  readonly clock: Clock;
  readonly heartbeat: Heartbeat;
  readonly ending: Ending;
  /** Requests and sockets that are not over. */
  readonly occupancy: Occupancy;
  readonly sockets: Set<WebSocketCarrier>;
  /** Connections that Node has handed over and that are no sockets, yet or for good. */
  readonly handshakes: Set<Socket>;
  /** Set while the server is going away: the reason that newcomers are told. */
  leaving: SpeechError | undefined;
}

/** Counts a failure and writes it down. What the client did wrong is news; what we did wrong is an error. */
export function report(carrier: Carrier, error: SpeechError, about: LogFields): void {
  carrier.metrics.failed(error.code);
  const ours = error.code === 'internal' || error.code === 'synthesis-failed';
  if (ours) carrier.log.error({ ...about, code: error.code, err: error }, 'failed');
  else carrier.log.info({ ...about, code: error.code, err: error.message }, 'refused');
}

/** How a conversation ends that failed; a protocol that fails at it shall not bring the server down. */
export function farewellOf(protocol: Protocol, { farewell }: Acceptance, error: SpeechError): Farewell {
  try {
    return farewell?.(error) ?? protocol.farewell(error);
  } catch {
    return { code: 1011, reason: 'internal error' };
  }
}

/** What a server that is being shut down says. */
export function goingAway(): SpeechError {
  return new SpeechError('going-away', 'the server is being restarted; connect again');
}
