import { afterEach, expect, it } from 'vitest';
import { type EchoOptions, type EchoServer, echoProtocol, startEcho } from './testing/echo-server.js';
import { type RawClient, rawClient } from './testing/raw-client.js';

let server: EchoServer;
let client: RawClient;
const start = async (options?: EchoOptions) => {
  server = await startEcho(options);
  client = await rawClient(server.port);
};
afterEach(async () => {
  client.socket.destroy();
  await server.listener.close();
});

const ask = async (target: string, host: string) => {
  client.write(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  return await client.rest();
};

it.each(['x/hello/you?', 'x/hello/you#', 'x\\hello\\you?'])('the host %j chooses no route', async (host) => {
  await start();
  expect(await ask('/nowhere', host)).toMatch(/^HTTP\/1.1 404 /);
});

it.each(['s3cretUser:s3cretWord@h', 'h:99999', '[', 'a b', ''])('the host %j is none of our business', async (host) => {
  await start();
  expect(await ask('/hello/you', host)).toMatch(/^HTTP\/1.1 200 /);
  await server.logged('answered');
  expect(JSON.stringify(server.lines)).not.toContain('s3cret');
});

it.each([
  ['http://s3cretUser:s3cretWord@h/hello/you', 200],
  ['http://other.example/hello/you?x=1', 200],
  ['//hello/you', 404],
  ['foo://hello', 404],
])('the target %s is read by its path only: %i', async (target, status) => {
  await start();
  expect(await ask(target, 'h')).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(JSON.stringify(server.lines)).not.toContain('s3cret');
});

it.each(['request', 'upgrade'])('what breaks before the %s is handled costs its own connection only', async (kind) => {
  let broken = true;
  const { name, ...rest } = echoProtocol();
  const protocol = {
    ...rest,
    get name() {
      if (broken) throw new Error('broken');
      return name;
    },
  };
  broken = false;
  await start({ protocols: [protocol] });
  broken = true;
  if (kind === 'request') client.write('GET /hello/you HTTP/1.1\r\nHost: h\r\n\r\n');
  else client.upgrade('/echo/a').catch(() => undefined);
  expect(await server.logged('failed')).toMatchObject({ level: 'error', code: 'internal' });
  broken = false;
  await client.over;
  expect((await fetch(`${server.url}/hello/you`)).status).toBe(200);
});
