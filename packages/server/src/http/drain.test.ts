import { afterEach, describe, expect, it } from 'vitest';
import type { MessageSocket } from '../protocols/protocol.js';
import { fakeClock } from '../testing/fake-clock.js';
import type { EchoOptions, EchoServer } from './testing/echo-server.js';
import { startEcho } from './testing/echo-server.js';
import { handshake, type RawClient, rawClient } from './testing/raw-client.js';

let server: EchoServer;
const clients: RawClient[] = [];
const start = async (options?: EchoOptions) => {
  server = await startEcho(options);
  return server;
};
const connect = async () => {
  const client = await rawClient(server.port);
  clients.push(client);
  return client;
};
afterEach(async () => {
  for (const client of clients.splice(0)) client.socket.destroy();
  await server.listener.close();
});

describe('drain', () => {
  it('fails readiness at once, and turns newcomers away until the running conversations are over', async () => {
    const { url, listener } = await start({
      limits: { drainSpreadMs: 0 },
      async converse(socket) {
        for await (const message of socket) if (message === 'stop') return;
      },
    });
    const running = await connect();
    await running.upgrade('/echo/a');
    const drained = listener.drain(60_000);
    const ready = await fetch(`${url}/readyz`);
    expect([ready.status, (await bodyOf(ready)).draining]).toEqual([503, true]);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const refused = await fetch(`${url}/hello/you`);
    expect([refused.status, (await bodyOf(refused)).echo]).toEqual([503, 'going-away']);
    expect(refused.headers.get('retry-after')).toBe('5');
    const newcomer = await connect();
    newcomer.write(handshake('/echo/b'));
    expect(await newcomer.rest()).toMatch(/^HTTP\/1.1 503 [\s\S]*retry-after: 5[\s\S]*going-away/i);
    running.socket.destroy();
    await drained;
  });

  it('tells every conversation, whose own ending is kept', async () => {
    const { listener } = await start({
      limits: { drainSpreadMs: 0 },
      async converse(socket) {
        await new Promise((resolve) => socket.draining.addEventListener('abort', resolve));
        expect(socket.draining.reason).toMatchObject({ code: 'going-away' });
        await socket.send('last words');
        socket.close(1001, 'bye');
      },
    });
    const client = await connect();
    await client.upgrade('/echo/a');
    const drained = listener.drain(60_000);
    expect((await client.nextFrame()).payload.toString()).toBe('last words');
    expect(await client.closeFrame()).toEqual({ code: 1001, reason: 'bye' });
    client.socket.end();
    await drained;
  });

  it('tells a conversation too that asks late', async () => {
    let socket: MessageSocket | undefined;
    const { listener } = await start({
      limits: { drainSpreadMs: 0 },
      async converse(opened) {
        socket = opened;
        while ((await opened.next()) !== undefined);
      },
    });
    const client = await connect();
    await client.upgrade('/echo/a');
    const drained = listener.drain(60_000);
    expect(socket?.draining.aborted).toBe(true);
    client.socket.destroy();
    await drained;
  });

  it('ends what is left within the grace, with the farewell of the protocol', async () => {
    const clock = fakeClock();
    const { listener } = await start({ clock, converse: () => new Promise(() => {}) });
    const polite = await connect();
    const deaf = await connect();
    await polite.upgrade('/echo/a');
    await deaf.upgrade('/echo/b');
    const drained = listener.drain(10_000);
    clock.advance(9_000);
    expect((await polite.closeFrame()).code).toBe(1012);
    polite.socket.end();
    await deaf.closeFrame();
    clock.advance(1_000);
    await drained;
    await deaf.over;
  });

  it('spreads the news over time', async () => {
    const clock = fakeClock();
    let told = 0;
    const { listener } = await start({
      clock,
      limits: { drainSpreadMs: 2_000 },
      async converse(socket) {
        socket.draining.addEventListener('abort', () => {
          told += 1;
        });
        while ((await socket.next()) !== undefined);
      },
    });
    for (let count = 0; count < 20; count++) await (await connect()).upgrade('/echo/a');
    const drained = listener.drain(60_000);
    const counts = [0, 1, 2, 3].map(() => {
      clock.advance(500);
      return told;
    });
    expect(counts.at(-1)).toBe(20);
    expect(new Set(counts).size).toBeGreaterThan(1);
    for (const client of clients) client.socket.destroy();
    await drained;
  });

  it('lets a response finish that has begun', async () => {
    let next: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        next = controller;
        controller.enqueue(Buffer.from('first '));
      },
    });
    const { url, listener } = await start({ handle: async () => new Response(body) });
    const response = await fetch(`${url}/hello/you`);
    const drained = listener.drain(60_000);
    next?.enqueue(Buffer.from('last'));
    next?.close();
    expect(await response.text()).toBe('first last');
    await drained;
  });
});

const bodyOf = async (response: Response) => (await response.json()) as Record<string, unknown>;
