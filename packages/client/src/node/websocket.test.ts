import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import { events } from './events.test.kit.js';
import { NodeWebSocket } from './websocket.js';

let server: WebSocketServer;
let url: string;

beforeEach(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/v1/ai/speech/stream`;
});

afterEach(() => {
  for (const client of server.clients) client.terminate();
  server.close();
});

async function connect(options?: ConstructorParameters<typeof NodeWebSocket>[1]) {
  const socket = new NodeWebSocket(url, options);
  const seen = events(socket);
  const [peer] = (await once(server, 'connection')) as [WebSocket];
  expect(await seen.next()).toEqual({ type: 'open' });
  return { socket, seen, peer };
}

const received = async (peer: WebSocket) => {
  const [data, isBinary] = (await once(peer, 'message')) as [Buffer, boolean];
  return isBinary ? [...data] : data.toString();
};

const bytes = (length: number) => Buffer.from(Array.from({ length }, (_, index) => index & 255));

describe('a conversation with the server of ws', () => {
  it('carries text and bytes of every length class, both ways', async () => {
    const { socket, seen, peer } = await connect();
    for (const length of [0, 1, 125, 126, 65_535, 65_536, 200_000]) {
      socket.send('ü'.repeat(length / 2));
      expect(await received(peer)).toBe('ü'.repeat(length / 2));
      socket.send(bytes(length));
      expect(await received(peer)).toEqual([...bytes(length)]);
      peer.send('ü'.repeat(length / 2));
      expect(await seen.next()).toEqual({ type: 'message', data: 'ü'.repeat(length / 2) });
      peer.send(bytes(length));
      expect(await seen.next()).toEqual({ type: 'message', data: new Uint8Array(bytes(length)).buffer });
    }
  });

  it('puts fragments together, with control frames between them', async () => {
    const { seen, peer } = await connect();
    const pong = once(peer, 'pong');
    peer.send('Hel', { fin: false });
    peer.ping('are you there?');
    peer.send('lo', { fin: true });
    expect(await seen.next()).toEqual({ type: 'message', data: 'Hello' });
    expect(String((await pong)[0])).toBe('are you there?');
  });

  it('offers no extension and no subprotocol', async () => {
    const { peer } = await connect();
    expect(peer.extensions).toBe('');
    expect(peer.protocol).toBe('');
  });

  it('ends with the code and the reason of the server, which hears the code back', async () => {
    const { socket, seen, peer } = await connect();
    const closed = once(peer, 'close');
    peer.send('last words');
    peer.close(4001, 'enough');
    expect(await seen.rest()).toEqual([
      { type: 'message', data: 'last words' },
      { type: 'close', code: 4001, reason: 'enough' },
    ]);
    expect((await closed)[0]).toBe(4001);
    expect(socket.readyState).toBe(3);
  });

  it('ends with 1005 when the server gives no code', async () => {
    const { seen, peer } = await connect();
    const closed = once(peer, 'close');
    peer.close();
    expect(await seen.rest()).toEqual([{ type: 'close', code: 1005, reason: '' }]);
    expect((await closed)[0]).toBe(1005);
  });

  it('ends when the client says so, and what arrives meanwhile is dropped', async () => {
    const { socket, seen, peer } = await connect();
    const closed = once(peer, 'close');
    socket.close(4002, 'bye');
    socket.close(4003, 'never sent');
    socket.send('never sent');
    peer.send('too late');
    expect(socket.readyState).toBe(2);
    expect(await seen.rest()).toEqual([{ type: 'close', code: 4002, reason: 'bye' }]);
    const [code, reason] = await closed;
    expect([code, String(reason)]).toEqual([4002, 'bye']);
  });

  it('ends with 1006 when the connection breaks', async () => {
    const { seen, peer } = await connect();
    peer.terminate();
    expect((await seen.rest()).at(-1)).toEqual({ type: 'close', code: 1006, reason: '' });
  });

  it('ends with 1009, said to both sides, when a message is longer than allowed', async () => {
    const { seen, peer } = await connect({ maxMessageBytes: 1000 });
    const closed = once(peer, 'close');
    peer.send(bytes(1000));
    expect(await seen.next()).toMatchObject({ type: 'message' });
    peer.send(bytes(1001));
    expect(await seen.rest()).toEqual([
      { type: 'error', error: expect.objectContaining({ message: expect.stringContaining('1000 bytes') }) },
      { type: 'close', code: 1006, reason: '' },
    ]);
    expect((await closed)[0]).toBe(1009);
  });
});

describe('a pause', () => {
  it('holds back everything, makes the server wait, and loses nothing', async () => {
    const { socket, seen, peer } = await connect();
    socket.pause();
    const piece = bytes(65_536);
    const total = 400;
    for (let count = 0; count < total; count += 1) peer.send(piece);
    // 26 MB fit in no kernel's buffers: the server still holds some when nothing moves any more.
    let before = -1;
    for (let quiet = 0; quiet < 200; quiet = peer.bufferedAmount === before ? quiet + 1 : 0) {
      before = peer.bufferedAmount;
      await new Promise(setImmediate);
    }
    expect(before).toBeGreaterThan(0);
    socket.resume();
    for (let count = 0; count < total; count += 1) {
      const { data } = (await seen.next()) as { data: ArrayBuffer };
      expect(data.byteLength).toBe(piece.length);
    }
    expect(peer.bufferedAmount).toBe(0);
  });

  it('holds also between two messages that came together', async () => {
    const { socket, seen, peer } = await connect();
    socket.addEventListener('message', () => socket.pause());
    peer.send('one');
    peer.send('two');
    peer.close(1000);
    expect(await seen.next()).toMatchObject({ data: 'one' });
    await new Promise(setImmediate);
    socket.resume();
    expect(await seen.next()).toMatchObject({ data: 'two' });
    socket.resume();
    expect(await seen.next()).toMatchObject({ type: 'close', code: 1000 });
  });

  it('does not hold back a goodbye', async () => {
    const { socket, seen, peer } = await connect();
    socket.pause();
    peer.send('never read');
    socket.close();
    expect(await seen.rest()).toEqual([{ type: 'close', code: 1000, reason: '' }]);
  });
});
