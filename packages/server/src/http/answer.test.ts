import { afterEach, expect, it } from 'vitest';
import { fakeClock } from '../testing/fake-clock.js';
import type { EchoOptions, EchoServer } from './testing/echo-server.js';
import { speechError, startEcho } from './testing/echo-server.js';
import { rawClient } from './testing/raw-client.js';

let server: EchoServer;
const start = async (options?: EchoOptions) => {
  server = await startEcho(options);
  return server;
};
afterEach(() => server.listener.close());

const post = (url: string, init: RequestInit = {}) => fetch(`${url}/echo`, { method: 'POST', body: 'hi', ...init });

it('hands a route the request with its body, and writes its response with every header', async () => {
  const { url } = await start({
    async handle(request) {
      const headers = new Headers({ 'content-type': 'audio/wav', 'x-got': request.headers.get('x-sent') ?? '' });
      headers.append('set-cookie', 'a=1');
      headers.append('set-cookie', 'b=2');
      return new Response(await request.text(), { status: 201, headers });
    },
  });
  const response = await post(url, { headers: { 'x-sent': 'yes' } });
  expect(response.status).toBe(201);
  expect(await response.text()).toBe('hi');
  expect(response.headers.get('x-got')).toBe('yes');
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  expect(response.headers.get('x-request-id')).toMatch(/-7[0-9a-f]{3}-/);
});

it('lets a protocol refuse by what the request says of itself', async () => {
  const { url } = await start({
    async handle() {
      throw speechError('empty-text');
    },
  });
  const response = await post(url, { headers: { 'x-sent': 'old client' } });
  expect(response.status).toBe(400);
  expect(response.headers.get('x-got')).toBe('old client');
});

it('reads what the path says, percent-encoding and odd queries included', async () => {
  const { url } = await start();
  for (const query of ['', '?', '?&&a=%zz&a', '?x=?y']) {
    expect(await (await fetch(`${url}/hello/a%2Fb${query}`)).text()).toBe('a/b');
  }
});

it.each([
  ['GET', '/nowhere', 404, '"code":"not-found"'],
  ['GET', '/hello', 404, '"code":"not-found"'],
  ['DELETE', '/echo', 405, '"echo":"method-not-allowed"'],
  ['GET', '/echo/room', 426, '"echo":"method-not-allowed"'],
])('%s %s is answered with %i', async (method, path, status, words) => {
  const { url } = await start();
  const response = await fetch(url + path, { method });
  expect(response.status).toBe(status);
  expect(await response.text()).toContain(words);
  if (status === 405) expect(response.headers.get('allow')).toBe('POST, OPTIONS');
  if (status === 426) expect(response.headers.get('upgrade')).toBe('websocket');
});

it('lives under a prefix when it is told to, and only there', async () => {
  const { url } = await start({ prefix: '/glottis/' });
  expect((await fetch(`${url}/glottis/hello/you`)).status).toBe(200);
  expect((await fetch(`${url}/hello/you`)).status).toBe(404);
});

it('answers HEAD with the headers of GET, and stops the body', async () => {
  let stopped = (): void => {};
  const stop = new Promise<void>((resolve) => {
    stopped = resolve;
  });
  const { url } = await start({
    handle: async () => new Response(new ReadableStream({ cancel: () => stopped() }), { headers: { 'x-a': 'b' } }),
  });
  const response = await fetch(`${url}/hello/you`, { method: 'HEAD' });
  expect([response.status, response.headers.get('x-a'), await response.text()]).toEqual([200, 'b', '']);
  await stop;
});

it.each([
  ['an announced length', { body: 'x'.repeat(2000) }],
  ['chunks', { body: new Blob(['x'.repeat(2000)]).stream(), duplex: 'half' }],
])('refuses a body that is too large, by %s, and keeps the connection usable', async (_, init) => {
  const { url } = await start({ limits: { maxBodyBytes: 1000 } });
  const response = await post(url, init as RequestInit);
  expect(response.status).toBe(413);
  expect(await response.text()).toContain('"echo":"message-too-large"');
  expect(await (await post(url)).text()).toBe('hi');
});

it('answers although nobody read the body', async () => {
  const { port } = await start({ handle: async () => new Response('no need') });
  const client = await rawClient(port);
  for (let round = 0; round < 2; round++) {
    client.write('POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 500000\r\n\r\n');
    client.write(Buffer.alloc(500_000));
    expect(await client.readUntil('no need')).toMatch(/^(0\r\n\r\n)?[\s\S]*HTTP\/1.1 200/);
  }
  client.socket.destroy();
});

it('what a handler throws is refused in the words of the protocol', async () => {
  const { url, metrics } = await start({ handle: () => Promise.reject(speechError('unauthorized', 'no key')) });
  const response = await post(url);
  expect([response.status, await response.json()]).toEqual([401, { echo: 'unauthorized', words: 'no key' }]);
  expect((await metrics.expose()).text).toContain('tts_errors_total{code="unauthorized"} 1');
});

it('a bug answers 500 without its message, which is in the log', async () => {
  const { url, logged } = await start({ handle: () => Promise.reject(new Error('hunter2')) });
  const response = await post(url);
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain('hunter2');
  expect(await logged('failed')).toMatchObject({ level: 'error', path: '/echo', method: 'POST' });
});

it('sends each chunk as it comes', async () => {
  let next: ReadableStreamDefaultController<Uint8Array> | undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      next = controller;
    },
  });
  const { url } = await start({ handle: async () => new Response(body) });
  const answering = post(url);
  next?.enqueue(Buffer.from('one'));
  const reader = (await answering).body!.getReader();
  for (const word of ['one', 'two', 'three']) {
    if (word !== 'one') next?.enqueue(Buffer.from(word));
    expect(Buffer.from((await reader.read()).value!).toString()).toBe(word);
  }
  next?.close();
  expect((await reader.read()).done).toBe(true);
});

it('a body that fails before its first chunk can still be refused', async () => {
  const body = new ReadableStream({ pull: () => Promise.reject(speechError('forbidden')) });
  const { url } = await start({ handle: async () => new Response(body) });
  expect((await post(url)).status).toBe(403);
});

it('a body that fails later is visibly broken off', async () => {
  let next: ReadableStreamDefaultController<Uint8Array> | undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      next = controller;
      controller.enqueue(Buffer.from('half'));
    },
  });
  const { url, logged } = await start({ handle: async () => new Response(body) });
  const reader = (await post(url)).body!.getReader();
  expect(Buffer.from((await reader.read()).value!).toString()).toBe('half');
  next?.error(speechError('synthesis-failed'));
  await expect(reader.read()).rejects.toThrow();
  expect(await logged('failed')).toMatchObject({ code: 'synthesis-failed' });
});

it('stops the body and aborts the request when the client goes', async () => {
  let aborted = (): void => {};
  let cancelled = (): void => {};
  const both = Promise.all([
    new Promise<void>((resolve) => {
      aborted = resolve;
    }),
    new Promise<void>((resolve) => {
      cancelled = resolve;
    }),
  ]);
  const { url } = await start({
    async handle(request) {
      request.signal.addEventListener('abort', () => aborted());
      return new Response(
        new ReadableStream({
          start: (controller) => controller.enqueue(Buffer.from('a')),
          cancel: () => cancelled(),
        }),
      );
    },
  });
  const hangUp = new AbortController();
  const response = await post(url, { signal: hangUp.signal });
  await response.body!.getReader().read();
  hangUp.abort();
  await both;
});

it('asks the body for no more than the client reads, and cuts it off after 30 s without progress', async () => {
  const clock = fakeClock();
  let pulled = 0;
  let cancelled = (): void => {};
  const cancel = new Promise<void>((resolve) => {
    cancelled = resolve;
  });
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        pulled += 1;
        controller.enqueue(Buffer.alloc(64 * 1024));
      },
      cancel: () => cancelled(),
    },
    { highWaterMark: 0 },
  );
  const { port, logged } = await start({ clock, handle: async () => new Response(body) });
  const client = await rawClient(port);
  client.socket.pause();
  client.write('POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n');
  let before = -1;
  for (let quiet = 0; quiet < 100; quiet = pulled === before && pulled > 0 ? quiet + 1 : 0) {
    before = pulled;
    await new Promise(setImmediate);
  }
  clock.advance(40_000);
  await cancel;
  expect(await logged('refused')).toMatchObject({ code: 'slow-reader' });
  client.socket.destroy();
});

it('never writes a query string or a credential into the log', async () => {
  const { url, port, lines, logged } = await start();
  await post(`${url}`, { headers: { authorization: 'Token s3cret' } });
  await fetch(`${url}/hello/you?token=s3cret`, { headers: { 'x-api-key': 's3cret' } });
  const client = await rawClient(port);
  await client.upgrade('/echo/a?token=s3cret', { 'Sec-WebSocket-Protocol': 'token, s3cret' });
  client.socket.destroy();
  await logged('closed');
  expect(lines.length).toBeGreaterThan(2);
  expect(JSON.stringify(lines)).not.toContain('s3cret');
});
