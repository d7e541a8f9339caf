import { describe, expect, it } from 'vitest';
import { createOutgoing } from './outgoing.js';
import { forbidden, guarded, listen, open } from './outgoing.test.kit.js';

it('asks no list about what the operator wrote down', async () => {
  const server = await listen((_, response) => void response.end('hello'), { allowPrivate: [] });
  const url = `http://127.0.0.1:${server.port}/`;
  await expect(server.outgoing(url)).rejects.toEqual(forbidden);
  expect(await (await server.outgoing(url, { trusted: true })).text()).toBe('hello');
});

it('says that no host is allowed where that is so', async () => {
  const { outgoing, asked } = guarded({ allowedHosts: [] });
  const refusal = expect.objectContaining({ code: 'forbidden', message: expect.stringContaining('allowed none') });
  await expect(outgoing('http://good.example/')).rejects.toEqual(refusal);
  await expect(outgoing.check?.('http://good.example:22/')).rejects.toEqual(refusal);
  expect(asked).toEqual([]);
});

describe('what no list allows', () => {
  it.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://017700000001/',
    'http://127.1/',
    'http://0/',
    'http://１２７．０．０．１/',
    'http://[::1]/',
    'http://[::]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::127.0.0.1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[2002:7f00:1::]/',
    'http://[fd00::1]/',
    'http://169.254.169.254/latest/meta-data',
    'http://10.1.2.3:8080/',
    'http://user:pass@192.168.0.1/',
    'http:\\\\127.0.0.1\\',
  ])('%s, even where every public host is allowed', async (url) => {
    const { outgoing, asked } = guarded({ allowedHosts: ['*'] });
    await expect(outgoing(url)).rejects.toEqual(forbidden);
    expect(asked).toEqual([]);
  });

  it.each(['localhost', 'localhost.', 'LOCALHOST', 'inside.example'])(
    '%s, which leads to an address that is not public',
    async (host) => {
      const { outgoing } = guarded({ allowedHosts: ['*'] }, ['127.0.0.1']);
      await expect(outgoing(`http://${host}/`)).rejects.toEqual(forbidden);
    },
  );

  it('a name with one address inside among public ones', async () => {
    const { outgoing } = guarded({ allowedHosts: ['*'] }, ['93.184.216.34', '10.0.0.1']);
    await expect(outgoing('https://mixed.example/')).rejects.toEqual(forbidden);
  });

  it.each([
    'ftp://good.example/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/plain,x',
    'gopher://good.example/',
  ])('%s, another scheme', async (url) => {
    await expect(guarded({ allowedHosts: ['*'] }).outgoing(url)).rejects.toEqual(forbidden);
  });

  it.each([1, 22, 25, 6379, 8081, 65_535])('port %i', async (port) => {
    const { outgoing, asked } = guarded({ allowedHosts: ['*'] });
    await expect(outgoing(`http://good.example:${port}/`)).rejects.toEqual(forbidden);
    expect(asked).toEqual([]);
  });

  it.each(['', 'good.example', '/path', 'http://', 'http://a b/'])('"%s", which is no URL', async (url) => {
    const call = guarded({ allowedHosts: ['*'] }).outgoing(url);
    await expect(call).rejects.toEqual(expect.objectContaining({ code: 'invalid-request' }));
  });
});

describe('the list of hosts', () => {
  it.each([
    [[], 'http://good.example/', false],
    [['good.example'], 'http://good.example/', true],
    [['Good.Example.'], 'http://GOOD.example./', true],
    [['good.example'], 'http://good.example.evil.example/', false],
    [['good.example'], 'http://evil-good.example/', false],
    [['good.example'], 'http://good.example@evil.example/', false],
    [['good.example'], 'http://evil.example/#good.example', false],
    [['good.example'], 'http://sub.good.example/', false],
    [['*.good.example'], 'http://sub.good.example/', true],
    [['*.good.example'], 'http://good.example/', false],
    [['*.good.example'], 'http://evilgood.example/', false],
    [['*'], 'http://whatever.example/', true],
  ])('%j and %s: allowed is %s', async (allowedHosts, url, allowed) => {
    const { outgoing, asked } = guarded({ allowedHosts }, []);
    // A host that passes the list is looked up, and here has no address.
    const code = allowed ? 'invalid-request' : 'forbidden';
    await expect(outgoing(url)).rejects.toEqual(expect.objectContaining({ code }));
    expect(asked).toHaveLength(allowed ? 1 : 0);
  });
});

describe('what is allowed', () => {
  it('connects to the address that was checked, however the name server changes its mind', async () => {
    const server = await listen((request, response) => response.end(request.headers.host));
    const answers = ['127.0.0.1', '10.0.0.1', '10.0.0.1'];
    let asked = 0;
    const outgoing = createOutgoing({
      allowedHosts: ['hooks.example'],
      allowPrivate: ['127.0.0.1'],
      ports: [server.port],
      lookup: async () => [{ address: answers[asked++] ?? '', family: 4 }],
    });
    const response = await outgoing(`http://hooks.example:${server.port}/`);
    expect(await response.text()).toBe(`hooks.example:${server.port}`);
    expect(asked).toBe(1);
  });

  it('sends method, headers, credentials of the URL, and a body as it comes', async () => {
    const server = await listen(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      const { authorization, 'dg-token': token } = request.headers;
      response.end(JSON.stringify({ method: request.method, url: request.url, authorization, token, body }));
    });
    const body = (async function* () {
      yield Buffer.from('one ');
      yield Buffer.from('two');
    })();
    const url = `http://us%40er:p%3Ass@127.0.0.1:${server.port}/a?b=c`;
    const response = await server.outgoing(url, { method: 'PUT', headers: { 'dg-token': 'id' }, body });
    expect(await response.json()).toEqual({
      method: 'PUT',
      url: '/a?b=c',
      authorization: `Basic ${Buffer.from('us@er:p:ss').toString('base64')}`,
      token: 'id',
      body: 'one two',
    });
  });

  it('hands a redirect back and does not follow it', async () => {
    const paths: (string | undefined)[] = [];
    const server = await listen((request, response) => {
      paths.push(request.url);
      response.writeHead(302, { location: '/secret' }).end();
    });
    const response = await server.outgoing(`http://127.0.0.1:${server.port}/`);
    expect([response.status, response.headers.get('location')]).toEqual([302, '/secret']);
    await response.text();
    expect(paths).toEqual(['/']);
  });

  it('hands the answer on while it comes', async () => {
    let finish = () => {};
    const server = await listen((_, response) => {
      response.write('first');
      finish = () => response.end();
    });
    const response = await server.outgoing(`http://127.0.0.1:${server.port}/`);
    const reader = response.body!.getReader();
    expect(Buffer.from((await reader.read()).value!).toString()).toBe('first');
    finish();
    expect((await reader.read()).done).toBe(true);
  });

  it.each([
    ['before it was read', 0],
    ['in the middle', 1],
  ])('closes the connection when the body is given up %s', async (_, reads) => {
    let gone = () => {};
    const closed = new Promise<void>((resolve) => {
      gone = resolve;
    });
    const server = await listen(
      (request, response) => {
        request.socket.once('close', gone);
        response.write('first');
      },
      { idleMs: 600_000, deadlineMs: 600_000 },
    );
    const response = await server.outgoing(`http://127.0.0.1:${server.port}/`);
    const reader = response.body!.getReader();
    for (let count = 0; count < reads; count += 1) await reader.read();
    await reader.cancel();
    await closed;
    expect((await reader.read()).done).toBe(true);
  });

  it('stops reading an answer that is too long', async () => {
    const server = await listen((_, response) => void response.end('x'.repeat(100_000)), { maxResponseBytes: 1000 });
    const response = await server.outgoing(`http://127.0.0.1:${server.port}/`);
    await expect(response.text()).rejects.toEqual(expect.objectContaining({ code: 'message-too-large' }));
  });

  it('reads a longer one, or less, where the request says so', async () => {
    const server = await listen((_, response) => void response.end('x'.repeat(5000)), { maxResponseBytes: 1000 });
    const read = async (maxResponseBytes: number) =>
      (await server.outgoing(`http://127.0.0.1:${server.port}/`, { maxResponseBytes })).text();
    expect(await read(5000)).toHaveLength(5000);
    await expect(read(500)).rejects.toEqual(expect.objectContaining({ code: 'message-too-large' }));
  });

  it.each([
    ['nothing moves', { idleMs: 50 }],
    ['all of it takes too long', { deadlineMs: 50 }],
  ])('gives up when %s', async (_, limits) => {
    const server = await listen(() => undefined, limits);
    const call = server.outgoing(`http://127.0.0.1:${server.port}/`);
    await expect(call).rejects.toEqual(expect.objectContaining({ code: 'invalid-request' }));
  });

  it('ends when its caller aborts', async () => {
    const caller = new AbortController();
    const server = await listen(() => caller.abort());
    const call = server.outgoing(`http://127.0.0.1:${server.port}/`, { signal: caller.signal });
    await expect(call).rejects.toEqual(expect.objectContaining({ name: 'AbortError' }));
  });

  it('says that nobody answers without repeating the address', async () => {
    const server = await listen(() => undefined);
    await open.pop()?.();
    const call = server.outgoing(`http://127.0.0.1:${server.port}/secret`);
    await expect(call).rejects.toSatisfy(
      (error: Error) => error.message.includes('ECONNREFUSED') && !/127|secret/.test(error.message),
    );
  });
});
