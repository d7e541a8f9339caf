import { afterEach, describe, expect, it } from 'vitest';
import { localHosts } from './host-policy.js';
import { type EchoServer, startEcho } from './testing/echo-server.js';
import { handshake, rawClient } from './testing/raw-client.js';

describe('a server for its own machine', () => {
  const permits = localHosts(['https://tts.example.com/', 'http://Other.example:8080', 'nonsense']);
  it.each([
    'localhost',
    'LOCALHOST:8080',
    'localhost.',
    'glottis.localhost:3000',
    '127.0.0.1',
    '127.1.2.3:8080',
    '[::1]',
    '[::1]:8080',
    'tts.example.com',
    'TTS.example.com:443',
    'other.example',
    undefined,
  ])('may be addressed as %s', (host) => expect(permits(host)).toBe(true));

  it.each([
    'evil.example',
    'evil.example:8080',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'sub.tts.example.com',
    'evil.example@localhost',
    'localhost/x',
    '10.0.0.1',
    '[::2]',
    'nonsense',
    'localhost:99999',
    '',
  ])('may not be addressed as "%s"', (host) => expect(permits(host)).toBe(false));

  it('may be addressed as anything where every page is welcome', () => {
    expect(localHosts(['*'])('evil.example')).toBe(true);
  });
});

describe('what is addressed to another host', () => {
  let server: EchoServer;
  afterEach(() => server.listener.close());

  const ask = async (request: string, port = server.port) => {
    const client = await rawClient(port);
    client.write(request);
    const answer = await client.rest();
    client.socket.destroy();
    return answer;
  };
  const get = (path: string, host: string) => `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;

  it.each([
    ['/hello/you', '"echo":"forbidden"'],
    ['/nothing', '"code":"forbidden"'],
    ['/metrics', '"code":"forbidden"'],
    ['/healthz', '"code":"forbidden"'],
  ])('is refused at %s, in the words of the protocol', async (path, words) => {
    server = await startEcho({ isLocal: true, operator: { metrics: 'same' } });
    const answer = await ask(get(path, 'evil.example'));
    expect(answer).toMatch(/^HTTP\/1.1 403 /);
    expect(answer).toContain(words);
    expect(answer).not.toContain('evil.example');
    expect(await ask(get(path, `localhost:${server.port}`))).toMatch(/^HTTP\/1.1 (200|404) /);
  });

  it('is refused before it is asked what is allowed, and before an upgrade', async () => {
    server = await startEcho({ isLocal: true });
    expect(await ask(get('/echo', 'evil.example').replace('GET', 'OPTIONS'))).toMatch(/^HTTP\/1.1 403 /);
    const refused = await ask(handshake('/echo/a', { Host: 'evil.example' }));
    expect(refused).toMatch(/^HTTP\/1.1 403 /);
    expect(refused).toContain('"echo":"forbidden"');
    const client = await rawClient(server.port);
    expect(await client.upgrade('/echo/a')).toMatch(/^HTTP\/1.1 101 /);
    client.socket.destroy();
  });

  it('is answered where it names no host at all', async () => {
    server = await startEcho({ isLocal: true });
    expect(await ask('GET /hello/you HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1.1 200 /);
  });

  it('is answered by a server that others reach too', async () => {
    server = await startEcho();
    expect(await ask(get('/hello/you', 'evil.example'))).toMatch(/^HTTP\/1.1 200 /);
  });

  it("is refused at the metrics' own address too, where that is this machine's", async () => {
    server = await startEcho({ operator: { metrics: { host: '127.0.0.1', port: 0 } } });
    expect(await ask(get('/metrics', 'evil.example'), server.operatorPort)).toMatch(/^HTTP\/1.1 403 /);
    expect(await ask(get('/metrics', 'localhost'), server.operatorPort)).toMatch(/^HTTP\/1.1 200 /);
  });
});
