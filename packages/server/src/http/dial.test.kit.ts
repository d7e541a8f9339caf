/** Servers that are dialled, and a dialer that may reach them. */

import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { afterEach, expect } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { systemClock } from '../clock.js';
import type { DialFailure, DialOptions } from '../protocols/dial.js';
import { createDialer, type DialerOptions } from './dial.js';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

export const options: DialOptions = { maxMessageBytes: 1024, handshakeMs: 10_000 };

/** A DialError with this reason. */
export const failing = (reason: DialFailure, more: object = {}) =>
  expect.objectContaining({ name: 'DialError', reason, ...more });

export function dialer(given: Partial<DialerOptions> = {}) {
  const made = createDialer({ rules: { allowedHosts: [], allowLoopback: true }, clock: systemClock, ...given });
  open.push(made.close);
  return made;
}

export interface Application {
  readonly port: number;
  readonly url: string;
  /** The requests for a WebSocket so far, refused ones too. */
  readonly requests: readonly IncomingMessage[];
  /** The next one that opens. */
  accepted(): Promise<WebSocket>;
}

/** What `answer` returns is sent as the head of an answer instead of an upgrade. */
export async function application(
  given: { readonly subprotocol?: false; answer?(request: IncomingMessage): string | undefined } = {},
): Promise<Application> {
  const server = createServer();
  const choose = given.subprotocol === false ? { handleProtocols: () => false as const } : {};
  const sockets = new WebSocketServer({ noServer: true, ...choose });
  const requests: IncomingMessage[] = [];
  const waiting: WebSocket[] = [];
  let arrived = () => {};
  server.on('upgrade', (request, connection, head) => {
    requests.push(request);
    const refusal = given.answer?.(request);
    if (refusal !== undefined) return void connection.end(`HTTP/1.1 ${refusal}\r\nContent-Length: 0\r\n\r\n`);
    sockets.handleUpgrade(request, connection as Socket, head, (ws) => {
      ws.on('error', () => {});
      waiting.push(ws);
      arrived();
    });
  });
  const port = await listening(server);
  open.push(async () => {
    for (const ws of sockets.clients) ws.terminate();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    port,
    url: `ws://127.0.0.1:${port}`,
    requests,
    async accepted() {
      while (waiting.length === 0) {
        await new Promise<void>((resolve) => {
          arrived = resolve;
        });
      }
      return waiting.shift()!;
    },
  };
}

/** Takes connections, and does with them what the test wants. */
export async function tcpServer(handle: (connection: Socket) => void): Promise<number> {
  const connections = new Set<Socket>();
  const server = createTcpServer((connection) => {
    connections.add(connection.on('error', () => {}));
    handle(connection);
  });
  const port = await listening(server);
  open.push(async () => {
    for (const connection of connections) connection.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return port;
}

async function listening(server: ReturnType<typeof createTcpServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** Completes the handshake by hand, and writes more in the same breath. */
export function answerWith(connection: Socket, headers: string, more: Uint8Array = new Uint8Array()): void {
  connection.once('data', (request) => {
    const key = /Sec-WebSocket-Key: (\S+)/i.exec(request.toString())?.[1];
    const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
    const head = `HTTP/1.1 101 Yes\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n${headers}\r\n`;
    connection.write(Buffer.concat([Buffer.from(head), more]));
  });
}
