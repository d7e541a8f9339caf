import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { createListener } from './listener.js';
import type { EchoOptions, EchoServer } from './testing/echo-server.js';
import { echoProtocol, startEcho } from './testing/echo-server.js';
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

describe('slow and oversized requests', () => {
  it.each([
    ['a client that never finishes its headers', 'GET / HTTP/1.1\r\nHost:'],
    ['a client that says nothing at all', ''],
  ])('%s is gone when its time is over', async (_, bytes) => {
    await start({ limits: { headersTimeoutMs: 100 } });
    const client = await connect();
    client.write(bytes);
    await client.over;
  });

  it('a client that never finishes its body is gone when its time is over', async () => {
    await start({ limits: { headersTimeoutMs: 100, requestTimeoutMs: 200 } });
    const client = await connect();
    client.write('POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nx');
    await client.over;
  });

  it('a header of 10,000 characters is read, one of 20,000 refused with 431', async () => {
    await start();
    const client = await connect();
    expect(await client.upgrade('/echo/a', { 'X-Long': 'x'.repeat(10_000) })).toMatch(/ 101 /);
    const other = await connect();
    other.write(handshake('/echo/a', { 'X-Long': 'x'.repeat(20_000) }));
    expect(await other.rest()).toMatch(/^HTTP\/1.1 431 /);
  });

  it('no more connections are taken than the limit says', async () => {
    await start({ limits: { maxConnections: 1 } });
    const first = await connect();
    expect(await first.upgrade('/echo/a')).toMatch(/ 101 /);
    const second = await connect();
    await second.over;
  });

  it.each([
    '\0\0\0\0',
    'GET /\x01 HTTP/1.1\r\n\r\n',
    '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
    'GET http://[ HTTP/1.1\r\nHost: a\r\n\r\n',
  ])('no bytes bring it down: %j', async (bytes) => {
    const { url } = await start();
    const client = await connect();
    client.write(bytes);
    client.socket.end();
    await client.over;
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });
});

describe('operator routes', () => {
  it('tell that it is alive, what it needs, and what it counts', async () => {
    const { url } = await start({
      operator: { metrics: 'same' },
      readiness: () => ({ espeak: 'ok', vendor: 'degraded' }),
    });
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ alive: true });
    const ready = await fetch(`${url}/readyz?x`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toEqual({
      ready: true,
      draining: false,
      degraded: true,
      checks: { espeak: 'ok', vendor: 'degraded', event_loop: 'ok' },
    });
    const metrics = await fetch(`${url}/metrics`);
    expect(metrics.headers.get('content-type')).toContain('text/plain');
    expect(await metrics.text()).toContain('# TYPE tts_first_audio_seconds histogram');
  });

  it('are not ready while something is failing', async () => {
    const { url } = await start({ readiness: () => ({ espeak: 'failing' }) });
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
  });

  it('are not there when they are not wanted', async () => {
    const { url } = await start({ operator: { health: false } });
    for (const path of ['/healthz', '/readyz', '/metrics']) expect((await fetch(url + path)).status).toBe(404);
  });

  it('can have an address of their own, where nothing else answers', async () => {
    const { url, operatorPort } = await start({
      operator: { health: false, metrics: { host: '127.0.0.1', port: 0 } },
    });
    const own = `http://127.0.0.1:${operatorPort}`;
    expect((await fetch(`${own}/metrics`)).status).toBe(200);
    expect((await fetch(`${own}/readyz`)).status).toBe(200);
    expect((await fetch(`${own}/hello/you`)).status).toBe(404);
    expect((await fetch(`${url}/metrics`)).status).toBe(404);
  });
});

describe('close', () => {
  it('ends sockets, requests and idle connections, and leaves nothing that keeps the process alive', async () => {
    await start();
    const script = fileURLToPath(new URL('./testing/starts-and-closes.js', import.meta.url));
    // Settles when the process has ended.
    const { stdout } = await promisify(execFile)(process.execPath, [script]);
    expect(stdout).toBe('closed\n');
  });

  it('may be called twice, and before anything was listened to', async () => {
    await start();
    await server.listener.close();
    const unused = createListener({ protocols: [], speech: {} as never, metrics: server.metrics });
    await unused.close();
  });
});

it('says when its address is taken', async () => {
  await start();
  const second = createListener({ protocols: [], speech: {} as never, metrics: server.metrics });
  await expect(second.listen({ host: '127.0.0.1', port: server.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await second.close();
});

it('does not start when two protocols claim one route', async () => {
  await start();
  const protocols = [echoProtocol(), echoProtocol({ protocolName: 'parrot' })];
  const create = () => createListener({ protocols, speech: {} as never, metrics: server.metrics });
  expect(create).toThrow('POST /echo is claimed by both echo and parrot');
});
