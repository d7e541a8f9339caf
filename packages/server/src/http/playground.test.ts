import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createPlayground } from './playground.js';
import { type EchoOptions, type EchoServer, echoProtocol, startEcho } from './testing/echo-server.js';
import { rawClient } from './testing/raw-client.js';

const map = '{"imports":{"a":"./playground/a.js"}}';
const page = `<!doctype html><script type="importmap">${map}</script><p>Hello.</p>`;
const about = { version: '1.2.3', keyed: true, protocols: ['echo'], metrics: '/metrics', calls: false };

let root = '';
let server: EchoServer;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'glottis-page-'));
  await mkdir(join(root, 'page/client'), { recursive: true });
  await writeFile(join(root, 'secret.txt'), 'secret');
  await symlink(join(root, 'secret.txt'), join(root, 'page/link.txt'));
  const files = {
    'index.html': page,
    'main.js': 'main()',
    'look.css': 'p{}',
    'icon.svg': '<svg/>',
    'client/a.js': 'a()',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(root, 'page', name), text);
});
afterAll(() => rm(root, { recursive: true }));
afterEach(() => server.listener.close());

async function start(options: Partial<EchoOptions> = {}, folder = 'page') {
  const { protocol } = await createPlayground(pathToFileURL(join(root, `${folder}/`)), about);
  server = await startEcho({ ...options, protocols: [echoProtocol(), protocol] });
  return (path: string, init?: RequestInit) => fetch(server.url + path, { redirect: 'manual', ...init });
}

describe('the page', () => {
  it('is at the root, its parts are below /playground/', async () => {
    const ask = await start();
    const answers = await Promise.all(
      [
        '/',
        '/?a=b',
        '/playground/main.js',
        '/playground/look.css',
        '/playground/icon.svg',
        '/playground/client/a.js',
      ].map(async (path) => {
        const response = await ask(path);
        return [response.status, response.headers.get('content-type'), await response.text()];
      }),
    );
    expect(answers).toEqual([
      [200, 'text/html; charset=utf-8', page],
      [200, 'text/html; charset=utf-8', page],
      [200, 'text/javascript; charset=utf-8', 'main()'],
      [200, 'text/css; charset=utf-8', 'p{}'],
      [200, 'image/svg+xml', '<svg/>'],
      [200, 'text/javascript; charset=utf-8', 'a()'],
    ]);
  });

  it('moves below the path prefix, and is found there without the slash too', async () => {
    const ask = await start({ prefix: '/at/speech' });
    expect(await (await ask('/at/speech/')).text()).toBe(page);
    expect(await (await ask('/at/speech/playground/main.js')).text()).toBe('main()');
    expect([(await ask('/')).status, (await ask('/playground/main.js')).status]).toEqual([404, 404]);
    expect(await landing('/at/speech')).toBe(page);
  });

  it.each(['/playground', '/playground/'])('is where %s leads', async (path) => {
    await start();
    expect(await landing(path)).toBe(page);
  });

  it('says what the server is', async () => {
    const ask = await start();
    expect(await (await ask('/playground/about.json')).json()).toEqual(about);
  });

  it('is not sent again to who has it, and is asked for each time', async () => {
    const ask = await start();
    const first = await ask('/playground/main.js');
    const etag = first.headers.get('etag') ?? '';
    expect(first.headers.get('cache-control')).toBe('no-cache');
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await ask('/playground/main.js', { headers: { 'if-none-match': known } });
      expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, etag, '']);
    }
    expect((await ask('/playground/main.js', { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
    expect((await ask('/')).headers.get('etag')).not.toBe(etag);
  });

  it('answers HEAD without a body, and no method that changes anything', async () => {
    const ask = await start();
    const head = await ask('/', { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, `${page.length}`, '']);
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const response = await ask('/playground/main.js', { method });
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
    }
  });

  it('may run its own scripts only, connect to its own host only, and be framed by nobody', async () => {
    const ask = await start();
    const { headers } = await ask('/');
    const host = new URL(server.url).host;
    const hash = createHash('sha256').update(map).digest('base64');
    expect(headers.get('content-security-policy')?.split('; ')).toEqual([
      "default-src 'none'",
      `script-src 'self' blob: 'sha256-${hash}'`,
      `connect-src 'self' ws://${host} wss://${host}`,
      "style-src 'self'",
      "img-src 'self' data:",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    expect([headers.get('x-content-type-options'), headers.get('referrer-policy')]).toEqual(['nosniff', 'no-referrer']);
  });

  it.each(["a; script-src 'unsafe-inline'", 'a b', '*', 'a,b', '[::1] *'])(
    'lets the host %j say nothing',
    async (host) => {
      await start();
      const client = await rawClient(server.port);
      client.write(`GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      expect(/connect-src ([^;]*);/i.exec(await client.rest())?.[1]).toBe("'self'");
      client.socket.destroy();
    },
  );
});

describe('nothing but the page', () => {
  it.each([
    '/playground/../secret.txt',
    '/playground/%2e%2e/secret.txt',
    '/playground/..%2fsecret.txt',
    '/playground/%2e%2e%2fsecret.txt',
    '/playground/client/..%2f..%2f..%2fsecret.txt',
    '/playground/..%5csecret.txt',
    '/playground/%252e%252e/secret.txt',
    '/playground//etc/passwd',
    '/playground/%00',
    '/playground/link.txt',
    '/playground/client',
    '/playground/client/',
    '/playground/main.js/',
    '/playground/MAIN.JS',
    '/playground/index.html',
    '/playground/__proto__',
    '/playground/constructor',
    '//playground/main.js',
    '/index.html',
    '/main.js',
  ])('at %s', async (path) => {
    await start();
    const client = await rawClient(server.port);
    client.write(`GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
    const answer = await client.rest();
    expect(answer).toMatch(/^HTTP\/1.1 404 /);
    expect(answer).not.toMatch(/secret"?$|main\(\)/);
    client.socket.destroy();
  });

  it('is not even there where it was not built, which is told with what to run', async () => {
    const ask = await start({}, 'nowhere');
    for (const path of ['/', '/playground/main.js']) {
      const response = await ask(path);
      expect([response.status, await response.text()]).toEqual([404, expect.stringContaining('npm run build')]);
    }
  });
});

it('a page that was not built is known as such', async () => {
  const built = async (folder: string) => (await createPlayground(pathToFileURL(join(root, folder)), about)).isBuilt;
  expect([await built('page/'), await built('nowhere/')]).toEqual([true, false]);
  await start();
});

/** What a browser that follows where it is led ends up with. */
async function landing(path: string): Promise<string> {
  return await (await fetch(server.url + path)).text();
}
