/** Carries one conversation from the open socket to its end. */

import type { Socket } from 'node:net';
import { SpeechError } from '../errors.js';
import type { Acceptance, Protocol } from '../protocols/protocol.js';
import type { LogFields } from '../telemetry/log.js';
import type { CarriedWebSocket } from './carried-websocket.js';
import type { Carrier } from './carrier.js';
import { farewellOf, report } from './carrier.js';
import { WebSocketCarrier } from './websocket-carrier.js';

export interface OpenSocket {
  readonly ws: CarriedWebSocket;
  readonly connection: Socket;
  readonly protocol: Protocol;
  readonly acceptance: Acceptance;
  readonly about: LogFields;
}

/** Returns at once, and holds nothing of the request: a socket may live for hours. */
export function carry(carrier: Carrier, open: OpenSocket): void {
  const { clock, limits, log, metrics } = carrier;
  const { ws, connection, protocol, acceptance, about } = open;
  const leave = carrier.occupancy.enter();
  const openedAt = clock.now();
  const socket = new WebSocketCarrier({
    ws,
    connection,
    limits,
    clock,
    farewell: (error) => farewellOf(protocol, acceptance, error),
    onFailed: (error) => report(carrier, error, about),
    onClosed(code) {
      carrier.sockets.delete(socket);
      stopPinging();
      leave();
      metrics.disconnected(protocol.name, code);
      log.info({ ...about, close_code: code, ...figures(connection), duration_ms: clock.now() - openedAt }, 'closed');
    },
  });
  const stopPinging = carrier.heartbeat.add(socket);
  carrier.sockets.add(socket);
  metrics.connected(protocol.name);
  log.info({ ...about, remote_address: connection.remoteAddress }, 'opened');
  void run(carrier, socket, open);
}

async function run(carrier: Carrier, socket: WebSocketCarrier, open: OpenSocket): Promise<void> {
  try {
    await open.acceptance.converse(socket);
    socket.close();
  } catch (cause) {
    const error = SpeechError.from(cause);
    // What breaks because the client hung up, or was cut off for a reason already told, is no news.
    if (socket.signal.aborted) return carrier.log.debug({ ...open.about, err: error }, 'ended with its socket');
    report(carrier, error, open.about);
    socket.dismiss(farewellOf(open.protocol, open.acceptance, error));
  }
}

const figures = (connection: Socket) => ({ bytes_in: connection.bytesRead, bytes_out: connection.bytesWritten });
