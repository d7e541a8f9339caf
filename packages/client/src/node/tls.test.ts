import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { selfSigned } from './certificate.test.kit.js';
import { events } from './events.test.kit.js';
import { NodeWebSocket } from './websocket.js';

const certificate = selfSigned();
const server = () => createServer(certificate);
let https: ReturnType<typeof server>;
let sockets: WebSocketServer;
let url: string;

beforeEach(async () => {
  https = server();
  sockets = new WebSocketServer({ server: https });
  https.listen(0, '127.0.0.1');
  await once(https, 'listening');
  url = `wss://127.0.0.1:${(https.address() as AddressInfo).port}/`;
});

afterEach(() => {
  for (const client of sockets.clients) client.terminate();
  https.close();
});

it('speaks over TLS with a server that it may trust', async () => {
  sockets.on('connection', (peer) => {
    peer.on('message', (data) => {
      peer.send(data);
      peer.close(1000);
    });
  });
  const socket = new NodeWebSocket(url, { request: { ca: certificate.cert } });
  const seen = events(socket);
  await seen.next();
  socket.send(new Uint8Array([1, 2, 3]));
  expect(await seen.rest()).toEqual([
    { type: 'message', data: new Uint8Array([1, 2, 3]).buffer },
    { type: 'close', code: 1000, reason: '' },
  ]);
});

it('does not speak with a server that it may not trust', async () => {
  const seen = events(new NodeWebSocket(url));
  expect(await seen.next()).toMatchObject({ type: 'error', error: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' } });
  expect(await seen.next()).toMatchObject({ type: 'close', code: 1006 });
});
