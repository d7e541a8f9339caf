import { once } from 'node:events';
import { afterEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { EchoOptions, EchoServer } from './testing/echo-server.js';
import { speechError, startEcho } from './testing/echo-server.js';
import { frame, handshake, rawClient } from './testing/raw-client.js';

let server: EchoServer;
const start = async (options?: EchoOptions) => {
  server = await startEcho(options);
  return server;
};
afterEach(() => server.listener.close());

it('carries messages both ways, text as text and bytes as bytes', async () => {
  const { socketUrl } = await start();
  const ws = new WebSocket(`${socketUrl}/echo/kitchen?`);
  await once(ws, 'open');
  ws.send('grüße');
  expect(await once(ws, 'message')).toEqual([Buffer.from('grüße'), false]);
  ws.send(Buffer.from([0, 255]));
  expect(await once(ws, 'message')).toEqual([Buffer.from([0, 255]), true]);
  ws.close();
  const [code] = await once(ws, 'close');
  expect(code).toBe(1005);
});

it('hands accept the whole request, and what the path says', async () => {
  const { port } = await start({
    accept: async (request, visit) => ({
      headers: {
        'x-seen': [new URL(request.url).search, request.headers.get('authorization'), visit.params.room].join('|'),
      },
    }),
  });
  const client = await rawClient(port);
  const head = await client.upgrade('/echo/a%20b?model=x&model=y&&=', { Authorization: 'Token abc' });
  expect(head).toMatch(/^HTTP\/1.1 101 /);
  expect(head).toContain('x-seen: ?model=x&model=y&&=|Token abc|a b\r\n');
  client.socket.destroy();
});

it('answers 101 with its date, its request id and the chosen subprotocol, and nothing of the key that came with it', async () => {
  const { port } = await start({ accept: async () => ({ subprotocol: 'token' }) });
  const client = await rawClient(port);
  const head = await client.upgrade('/echo/a', {
    'Sec-WebSocket-Protocol': 'token, s3cret',
    'Sec-WebSocket-Extensions': 'permessage-deflate',
  });
  expect(head).toMatch(/\r\nSec-WebSocket-Protocol: token\r\n/i);
  expect(head).toMatch(/\r\ndate: .* GMT\r\n/);
  expect(head).toMatch(/\r\nx-request-id: [0-9a-f]{8}-[0-9a-f]{4}-7/);
  expect(head).not.toMatch(/s3cret|extensions/i);
  client.socket.destroy();
});

it('takes over a request id that is a UUID, and no other', async () => {
  const { port } = await start();
  const given = '018f4e9a-1111-7abc-8def-0123456789ab';
  const [first, second] = await Promise.all([rawClient(port), rawClient(port)]);
  expect(await first.upgrade('/echo/a', { 'X-Request-Id': given })).toContain(given);
  expect(await second.upgrade('/echo/a', { 'X-Request-Id': 'evil' })).not.toContain('evil');
  for (const client of [first, second]) client.socket.destroy();
});

it('names no subprotocol that was not offered', async () => {
  const { port } = await start({ accept: async () => ({ subprotocol: 'token' }) });
  const client = await rawClient(port);
  expect(await client.upgrade('/echo/a')).not.toMatch(/sec-websocket-protocol/i);
  const other = await rawClient(port);
  expect(await other.upgrade('/echo/a', { 'Sec-WebSocket-Protocol': 'bearer' })).not.toMatch(/sec-websocket-protocol/i);
  for (const each of [client, other]) each.socket.destroy();
});

it('refuses in the words of the protocol, and ends the connection', async () => {
  const { port, metrics } = await start({ accept: () => Promise.reject(speechError('unauthorized', 'who are you?')) });
  const client = await rawClient(port);
  client.write(handshake('/echo/a'));
  const answer = await client.rest();
  expect(answer).toMatch(/^HTTP\/1.1 401 /);
  expect(answer).toMatch(/\r\nconnection: close\r\n/i);
  expect(answer).toContain('{"echo":"unauthorized","words":"who are you?"}');
  expect((await metrics.expose()).text).toContain('tts_errors_total{code="unauthorized"} 1');
  client.socket.destroy();
});

it('says that something broke, and not what', async () => {
  const { port, logged } = await start({ accept: () => Promise.reject(new Error('password is hunter2')) });
  const client = await rawClient(port);
  client.write(handshake('/echo/a'));
  const answer = await client.rest();
  expect(answer).toMatch(/^HTTP\/1.1 500 /);
  expect(answer).not.toContain('hunter2');
  expect((await logged('failed')).level).toBe('error');
  client.socket.destroy();
});

it.each([
  ['a bad key', { 'Sec-WebSocket-Key': 'short' }, 400],
  ['no key', { 'Sec-WebSocket-Key': '' }, 400],
  ['an old version', { 'Sec-WebSocket-Version': '8' }, 426],
  ['a subprotocol that is no token', { 'Sec-WebSocket-Protocol': 'a,(b)' }, 400],
  ['a repeated subprotocol', { 'Sec-WebSocket-Protocol': 'a,a' }, 400],
])('refuses a handshake with %s before the protocol is asked', async (_, headers, status) => {
  let asked = false;
  const { port } = await start({
    accept: async () => {
      asked = true;
      return {};
    },
  });
  const client = await rawClient(port);
  client.write(handshake('/echo/a', headers as Record<string, string>));
  const answer = await client.rest();
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(answer).toContain('"echo":"invalid-request"');
  if (status === 426) expect(answer).toMatch(/sec-websocket-version: 13/i);
  expect(asked).toBe(false);
  client.socket.destroy();
});

it.each([
  ['/nowhere', 404, '"code":"not-found"'],
  ['/echo', 405, '"echo":"method-not-allowed"'],
])('offers no socket at %s', async (path, status, words) => {
  const { port } = await start();
  const client = await rawClient(port);
  client.write(handshake(path));
  const answer = await client.rest();
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(answer).toContain(words);
  client.socket.destroy();
});

it('gives back what was accepted when the client has left in the meantime', async () => {
  let accepting = (): void => {};
  const accepted = new Promise<void>((resolve) => {
    accepting = resolve;
  });
  let abandoned = (): void => {};
  const abandon = new Promise<void>((resolve) => {
    abandoned = resolve;
  });
  const { port } = await start({
    accept: async (request) => {
      accepting();
      await new Promise((resolve) => request.signal.addEventListener('abort', resolve));
      return { abandon: abandoned };
    },
  });
  const client = await rawClient(port);
  client.write(handshake('/echo/a'));
  await accepted;
  client.socket.resetAndDestroy();
  await abandon;
});

it('reads messages that came in one packet with the handshake', async () => {
  const { port } = await start();
  const client = await rawClient(port);
  client.write(Buffer.concat([Buffer.from(handshake('/echo/a')), frame('early')]));
  await client.readUntil('\r\n\r\n');
  expect((await client.nextFrame()).payload.toString()).toBe('early');
  client.socket.destroy();
});

it('serves a request that asks for an upgrade we do not know as if it had not asked', async () => {
  const { port } = await start();
  const client = await rawClient(port);
  const lines = ['POST /echo HTTP/1.1', 'Host: a', 'Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c'];
  client.write([...lines, 'HTTP2-Settings: AAA', 'Content-Length: 5', '', 'hello'].join('\r\n'));
  expect(await client.readUntil('hello')).toMatch(/^HTTP\/1.1 200 /);
  // And the connection goes on as any other.
  client.write('POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi');
  expect(await client.readUntil('hi')).toMatch(/HTTP\/1.1 200 /);
  client.socket.destroy();
});

it('refuses a 101 header that would smuggle another one in', async () => {
  const { port } = await start({ accept: async () => ({ headers: { 'x-a': 'b\r\nx-c: d' } }) });
  const client = await rawClient(port);
  client.write(handshake('/echo/a'));
  const answer = await client.rest();
  expect(answer).toMatch(/^HTTP\/1.1 500 /);
  expect(answer).not.toContain('x-c: d');
  client.socket.destroy();
});
