/** Completes a handshake with `ws`, under the limits of a route. */

import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import { CarriedWebSocket } from './carried-websocket.js';
import type { Limits } from './limits.js';

export interface Opening {
  readonly incoming: IncomingMessage;
  readonly connection: Socket;
  readonly head: Buffer;
  /** For the 101 answer; they are written as they are. */
  readonly headers: Readonly<Record<string, string>>;
  readonly subprotocol: string | undefined;
}

/** Returns undefined when the client has left in the meantime. */
export type OpenWebSocket = (opening: Opening, maxMessageBytes: number) => CarriedWebSocket | undefined;

type CarriedServer = InstanceType<typeof WebSocketServer<typeof CarriedWebSocket>>;

export function createOpenWebSocket(limits: Limits): OpenWebSocket {
  const servers = new Map<number, CarriedServer>();
  // The library asks back while it writes the answer, and knows the request only.
  const openings = new WeakMap<IncomingMessage, Opening>();

  function serverFor(maxMessageBytes: number): CarriedServer {
    const known = servers.get(maxMessageBytes);
    if (known !== undefined) return known;
    const settings = {
      WebSocket: CarriedWebSocket,
      noServer: true,
      clientTracking: false,
      // Audio does not compress, and negotiating it would cost each connection a quarter of a megabyte.
      perMessageDeflate: false,
      maxPayload: maxMessageBytes,
      maxFragments: limits.maxFragments,
      maxBufferedChunks: limits.maxBufferedChunks,
      closeTimeout: limits.closeTimeoutMs,
      handleProtocols: (_: Set<string>, incoming: IncomingMessage) => openings.get(incoming)?.subprotocol ?? false,
    } as const;
    const server = new WebSocketServer(settings);
    server.on('headers', (lines, incoming) => {
      for (const [name, value] of Object.entries(openings.get(incoming)?.headers ?? {}))
        lines.push(`${name}: ${value}`);
    });
    servers.set(maxMessageBytes, server);
    return server;
  }

  return (opening, maxMessageBytes) => {
    const { incoming, connection, head } = opening;
    let opened: CarriedWebSocket | undefined;
    openings.set(incoming, opening);
    serverFor(maxMessageBytes).handleUpgrade(incoming, connection, head, (ws) => {
      opened = ws;
    });
    openings.delete(incoming);
    return opened;
  };
}
