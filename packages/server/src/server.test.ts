import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { protocols } from './protocols/index.js';
import { startServer } from './server.js';

/** What the modules below did, in order. They run in this process. */
const happened: string[] = [];
Object.assign(globalThis, { glottisTest: happened });

let directory = '';
const use = (name: string) => ({ use: join(directory, name) });
const none = Object.fromEntries(protocols.map(({ name }) => [name, false]));
const settings = (more: object) => ({ port: 0, logLevel: 'silent', ...more });

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'glottis-server-'));
  const zod = JSON.stringify(import.meta.resolve('zod'));
  const engine = (voices: string, create = '') => `
    import { z } from ${zod};
    const voice = { id: 'hum/en', name: 'Hum', synthesizer: 'hum', language: 'en', gender: 'neutral' };
    export default {
      name: 'hum',
      options: z.strictObject({}),
      create: async () => {
        ${create}
        return {
          name: 'hum',
          capabilities: { wordTimings: false },
          voices: async () => { ${voices} },
          async *synthesize() {},
          close: async () => { globalThis.glottisTest.push('engine closed'); },
        };
      },
    };`;
  const protocol = (name: string, create: string) => `
    import { z } from ${zod};
    export default {
      name: '${name}',
      options: z.strictObject({}),
      example: (url, key) => 'tap ' + url + ' as ' + key,
      create: () => { ${create} },
    };`;
  const routes = (path: string) => `
    const route = { type: 'http', method: 'POST', path: '${path}', handle: async () => new Response('tapped') };
    return {
      name: 'tap',
      routes: [route],
      refuse: () => new Response(null, { status: 400 }),
      farewell: () => ({ code: 1011, reason: '' }),
      close: (deadline) => { globalThis.glottisTest.push('protocol closed, in haste: ' + deadline.aborted); },
    };`;
  const modules = {
    'hum.mjs': engine('return [voice];'),
    'mute.mjs': engine("throw new Error('no voices');"),
    'dead.mjs': engine('return [];', "throw new Error('no engine');"),
    'tap.mjs': protocol('tap', routes('/tap')),
    'rival.mjs': protocol('rival', routes('/v1/speak')),
    'caller.mjs': `
      import { z } from ${zod};
      const limits = { maxMessageBytes: 1024, handshakeMs: 10000 };
      const call = async (request, { dial, outgoing }) => {
        const { url, trusted } = await request.json();
        if (url.startsWith('http')) return outgoing(url, { trusted }).then(() => 'answered', (error) => error.code);
        return dial(url, { ...limits, trusted }).then(() => 'opened', (error) => error.reason);
      };
      export default {
        name: 'caller',
        options: z.strictObject({}),
        create: (_, tools) => ({
          name: 'caller',
          routes: [{ type: 'http', method: 'POST', path: '/call', handle: async (request) => new Response(await call(request, tools)) }],
          refuse: () => new Response(null, { status: 400 }),
          farewell: () => ({ code: 1011, reason: '' }),
        }),
      };`,
    'stuck.mjs': protocol('stuck', "throw new Error('no protocol');"),
  };
  for (const [name, text] of Object.entries(modules)) await writeFile(join(directory, name), text);
});
afterAll(() => rm(directory, { recursive: true }));
beforeEach(() => {
  happened.length = 0;
});

describe('a start that fails leaves nothing running', () => {
  const hum = () => ({ embedded: false, hum: use('hum.mjs') });
  const inHaste = 'protocol closed, in haste: true';

  it.each<[string, () => object, RegExp, string[]]>([
    ['one of two engines', () => ({ engines: { ...hum(), dead: use('dead.mjs') } }), /no engine/, ['engine closed']],
    [
      'two engines of one name',
      () => ({ engines: { ...hum(), again: use('hum.mjs') } }),
      /two engines are called "hum"/,
      ['engine closed', 'engine closed'],
    ],
    [
      'the catalogue',
      () => ({ engines: hum(), voices: { aliases: { anna: 'no-such-voice' } } }),
      /no-such-voice/,
      ['engine closed'],
    ],
    [
      'the list of voices',
      () => ({ engines: { embedded: false, hum: use('mute.mjs') } }),
      /no voices/,
      ['engine closed'],
    ],
    [
      'a protocol, after another',
      () => ({ engines: hum(), protocols: { tap: use('tap.mjs'), stuck: use('stuck.mjs') } }),
      /no protocol/,
      [inHaste, 'engine closed'],
    ],
    [
      'a protocol',
      () => ({ engines: hum(), protocols: { stuck: use('stuck.mjs') } }),
      /no protocol/,
      ['engine closed'],
    ],
    [
      'a route that is taken',
      () => ({ engines: hum(), protocols: { rival: use('rival.mjs') } }),
      /is claimed by both/,
      [inHaste, 'engine closed'],
    ],
  ])('when it is %s', async (_, more, message, closed) => {
    await expect(startServer(settings(more()))).rejects.toThrow(message);
    expect(happened).toEqual(closed);
  });

  it('when the address is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const start = startServer({ ...settings({ engines: hum(), protocols: { tap: use('tap.mjs') } }), port });
    await expect(start).rejects.toMatchObject({ code: 'EADDRINUSE' });
    expect(happened).toEqual([inHaste, 'engine closed']);
    other.close();
  });
});

describe("somebody else's protocol", () => {
  it('is served beside the others, and closed when the server drains', async () => {
    const server = await startServer(
      settings({ engines: { embedded: false, hum: use('hum.mjs') }, protocols: { tap: use('tap.mjs') } }),
    );
    expect(await (await fetch(`${server.url}/tap`, { method: 'POST' })).text()).toBe('tapped');
    expect((await fetch(`${server.url}/v1/models`)).status).toBe(200);
    await server.drain();
    expect(happened).toEqual(['protocol closed, in haste: false', 'engine closed']);
  });

  it.each([
    [[], 'undefined'],
    [['gl_5b1f0a3c9d7e'], '$YOUR_KEY'],
  ])('says what to try with the keys %j, and shows none', async (apiKeys, shown) => {
    const server = await startServer(
      settings({
        apiKeys,
        engines: { embedded: false, hum: use('hum.mjs') },
        protocols: { ...none, tap: use('tap.mjs') },
      }),
    );
    expect(server.example).toBe(`tap ${server.url} as ${shown}`);
    await server.close();
  });
});

describe('the ways out', () => {
  const loopback = ['answered', 'opened'];
  const nowhere = ['forbidden', 'forbidden'];

  it.each<[string, object, readonly string[]]>([
    ['only this machine reaches', {}, loopback],
    ['only this machine reaches, and whose operator says no', { outgoing: { allowLoopback: false } }, nowhere],
    ['others reach', { host: '0.0.0.0', apiKeys: ['gl_5b1f0a3c9d7e'] }, nowhere],
    [
      'others reach, and whose operator says yes',
      { host: '0.0.0.0', allowOpen: true, outgoing: { allowLoopback: true } },
      loopback,
    ],
  ])('of a server that %s lead to %j: %j, and always to what the operator wrote down', async (_, more, expected) => {
    const there = createServer((_request, response) => response.end('hello'));
    const sockets = new WebSocketServer({ server: there });
    await new Promise<void>((resolve) => there.listen(0, '127.0.0.1', resolve));
    const place = `127.0.0.1:${(there.address() as AddressInfo).port}/`;
    const engines = { embedded: false, hum: use('hum.mjs') };
    const server = await startServer(settings({ engines, protocols: { ...none, caller: use('caller.mjs') }, ...more }));
    const here = `http://127.0.0.1:${new URL(server.url).port}/call`;
    const call = async (url: string, trusted: boolean) =>
      (await fetch(here, { method: 'POST', body: JSON.stringify({ url, trusted }) })).text();
    const both = async (trusted: boolean) => [
      await call(`http://${place}`, trusted),
      await call(`ws://${place}`, trusted),
    ];
    expect(await both(false)).toEqual(expected);
    expect(await both(true)).toEqual(loopback);
    // What it dialled and nobody closed does not outlive it.
    const gone = [...sockets.clients].map((ws) => once(ws, 'close'));
    await server.close();
    expect((await Promise.all(gone)).map(([code]) => code)).toEqual(expected === loopback ? [1001, 1001] : [1001]);
    there.closeAllConnections();
    await new Promise((resolve) => there.close(resolve));
  });
});

describe('the page', () => {
  const engines = () => ({ embedded: false, hum: use('hum.mjs') });
  const aboutOf = async (url: string) => (await fetch(`${url}/playground/about.json`)).json();

  it('is told what the server is', async () => {
    const server = await startServer(settings({ engines: engines(), protocols: { lmnt: false } }));
    const names = protocols.map(({ name }) => name).filter((name) => name !== 'lmnt');
    expect(await aboutOf(server.url)).toEqual({
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      keyed: false,
      protocols: names,
      metrics: '/metrics',
      calls: true,
    });
    await server.close();
  });

  it('is told where keys are asked for, metrics are elsewhere, and nobody is called', async () => {
    const apiKeys = ['gl_5b1f0a3c9d7e'];
    const server = await startServer(
      settings({ engines: engines(), apiKeys, metrics: 'off', pathPrefix: '/at', protocols: { jambonz: false } }),
    );
    expect(await aboutOf(server.url)).toMatchObject({ keyed: true, metrics: null, calls: false });
    await server.close();
  });

  it('is not there where the operator wants none', async () => {
    const server = await startServer(settings({ engines: engines(), playground: false }));
    const answers = ['/', '/playground/about.json'].map(async (path) => (await fetch(server.url + path)).status);
    expect([server.page, ...(await Promise.all(answers))]).toEqual([undefined, 404, 404]);
    await server.close();
  });
});

it('a page that rebinds its name to this machine is let in by a key only', async () => {
  const engines = { embedded: false, hum: use('hum.mjs') };
  const open = await startServer(settings({ engines }));
  const keyed = await startServer(settings({ engines, apiKeys: ['gl_5b1f0a3c9d7e'] }));
  const listed = await startServer(settings({ engines, origins: ['https://rebound.example'] }));
  const host = 'rebound.example';
  const ask = ({ url }: { url: string }, origin = {}) => statusOf(`${url}/v1/speak`, { host, ...origin });
  const origin = { origin: `http://${host}` };
  expect([await ask(open, origin), await ask(keyed, origin)]).toEqual([403, 401]);
  // What a page reads from its own host comes without an Origin.
  expect([await ask(open), await ask(keyed)]).toEqual([403, 401]);
  expect(await ask(listed)).not.toBe(403);
  for (const server of [open, keyed, listed]) await server.close();
});

/** `fetch` lets nobody choose the host. */
function statusOf(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { method: 'POST', headers }, (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end('{"text":"Hello."}');
  });
}
