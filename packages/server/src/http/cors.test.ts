import { afterEach, expect, it } from 'vitest';
import type { EchoOptions, EchoServer } from './testing/echo-server.js';
import { startEcho } from './testing/echo-server.js';
import { rawClient } from './testing/raw-client.js';

let server: EchoServer;
const start = async (options?: EchoOptions) => {
  server = await startEcho(options);
  return server;
};
afterEach(() => server.listener.close());

it('answers a preflight for pages that are welcome, and no others', async () => {
  const { url } = await start({ origins: ['https://app.example.com'] });
  const ask = (origin: string) =>
    fetch(`${url}/echo`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
    });
  const welcome = await ask('https://app.example.com');
  expect(welcome.status).toBe(204);
  expect(Object.fromEntries(welcome.headers)).toMatchObject({
    'access-control-allow-origin': 'https://app.example.com',
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': 'POST, OPTIONS',
    'access-control-allow-headers': 'authorization',
    vary: 'Origin',
  });
  const foreign = await ask('https://evil.example.com');
  expect(foreign.status).toBe(403);
  expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
});

it('refuses pages of foreign origins on sockets too, before the protocol is asked', async () => {
  let asked = false;
  const { port } = await start({
    accept: async () => {
      asked = true;
      return {};
    },
  });
  for (const origin of ['null', 'https://evil.example.com']) {
    const client = await rawClient(port);
    expect(await client.upgrade('/echo/a', { Origin: origin })).toMatch(/^HTTP\/1.1 403 /);
    client.socket.destroy();
  }
  expect(asked).toBe(false);
  const own = await rawClient(port);
  const head = await own.upgrade('/echo/a', { Origin: 'http://localhost:5173' });
  expect(head).toContain('access-control-allow-origin: http://localhost:5173\r\n');
  own.socket.destroy();
});
