import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createConfig, loadConfig } from './config.js';
import { exposureNotice } from './exposure.js';

const schemas = {
  protocols: {
    wire: {
      options: z.object({
        perMinute: z.number().nullable().default(null).describe('messages in a minute'),
        ending: z.enum(['soft', 'hard']).default('soft'),
      }),
      strict: { perMinute: 20 },
    },
  },
  engines: {
    tone: { options: z.object({ workers: z.number().int().min(1).default(2) }) },
  },
};
const key = 'gl_5b1f0a3c9d7e4f6a8b2c';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'glottis-config-'));
});
afterEach(() => rm(directory, { recursive: true }));

describe('where settings come from', () => {
  it('defaults, where nobody says anything', async () => {
    const config = await load();
    expect(config).toMatchObject({ host: '127.0.0.1', port: 8080, profile: 'lenient', apiKeys: [], metrics: 'same' });
    expect(config.protocols.wire).toEqual({ perMinute: null, ending: 'soft' });
    expect(config.engines).toEqual({ tone: { workers: 2 } });
  });

  it('the file before the defaults, the environment before the file, the flags before all', async () => {
    const file = { port: 1, logLevel: 'warn', limits: { sessions: 1, pingMs: 1000 } };
    const environment = { GLOTTIS_PORT: '2', GLOTTIS_LIMITS_SESSIONS: '2' };
    const config = await load({ file, environment, flags: { port: '3' } });
    expect(config).toMatchObject({ port: 3, logLevel: 'warn' });
    expect(config.limits).toMatchObject({ sessions: 2, pingMs: 1000, outputSeconds: 2 });
  });

  it.each([
    ['glottis.config.json', '{ "port": 7 }'],
    ['glottis.config.mjs', 'export default { port: 7 };'],
    ['glottis.config.js', 'module.exports = { port: 7 };'],
  ])('a file called %s in the directory', async (name, content) => {
    await writeFile(join(directory, name), content);
    expect((await load()).port).toBe(7);
  });

  it.each([
    ['the flag', { flags: { config: 'mine.json' } }],
    ['the environment', { environment: { GLOTTIS_CONFIG: 'mine.json' } }],
  ])('a file that %s names', async (_, sources) => {
    await writeFile(join(directory, 'mine.json'), '{ "port": 7 }');
    expect((await load(sources)).port).toBe(7);
  });

  it.each([
    ['GLOTTIS_API_KEYS', 'one,two', { apiKeys: [{ key: 'one' }, { key: 'two' }] }],
    [
      'GLOTTIS_ORIGINS',
      ' https://a.example , https://b.example ',
      { origins: ['https://a.example', 'https://b.example'] },
    ],
    ['GLOTTIS_INSECURE_OPEN', 'yes', { allowOpen: true }],
    [
      'GLOTTIS_VOICES_ALIASES',
      'anna=tone/de, bob=tone/en',
      { voices: { aliases: { anna: 'tone/de', bob: 'tone/en' } } },
    ],
    ['GLOTTIS_OUTGOING_PORTS', '443, 9443', { outgoing: { ports: [443, 9443] } }],
    ['GLOTTIS_OUTGOING_ALLOW_LOOPBACK', 'no', { outgoing: { allowLoopback: false } }],
    ['GLOTTIS_PLAYGROUND', 'off', { playground: false }],
    ['GLOTTIS_LIMITS_SESSIONS_PER_KEY', '5', { limits: { sessionsPerKey: 5 } }],
    ['GLOTTIS_LIMITS_SESSIONS_PER_KEY', 'off', { limits: { sessionsPerKey: null } }],
    ['GLOTTIS_PROTOCOLS_WIRE_PER_MINUTE', '9', { protocols: { wire: { perMinute: 9 } } }],
    ['GLOTTIS_ENGINES_TONE_WORKERS', '3', { engines: { tone: { workers: 3 } } }],
    ['GLOTTIS_METRICS', 'off', { metrics: false }],
    ['GLOTTIS_METRICS', '127.0.0.1:9090', { metrics: { host: '127.0.0.1', port: 9090 } }],
    ['GLOTTIS_METRICS', '[::1]:9090', { metrics: { host: '::1', port: 9090 } }],
  ])('the variable %s=%s', async (name, text, expected) => {
    expect(await load({ environment: { [name]: text } })).toMatchObject(expected);
  });

  it('a secret from a file that a variable names', async () => {
    await writeFile(join(directory, 'keys'), 'one\ntwo\n');
    const config = await load({ environment: { GLOTTIS_API_KEYS_FILE: join(directory, 'keys') } });
    expect(config.apiKeys).toEqual([{ key: 'one' }, { key: 'two' }]);
  });

  it('nothing that an orchestrator says of a service with our name', async () => {
    const environment = {
      GLOTTIS_PORT: 'tcp://10.0.0.1:8080',
      GLOTTIS_SERVICE_HOST: '10.0.0.1',
      GLOTTIS_PORT_8080_TCP: 'tcp://10.0.0.1:8080',
    };
    expect((await load({ environment })).port).toBe(8080);
  });

  it('flags that turn something off', async () => {
    const config = await load({ file: { voices: { strict: true } }, flags: { 'no-voices-strict': true } });
    expect(config.voices.strict).toBe(false);
    expect((await load({ flags: { 'no-playground': true } })).playground).toBe(false);
  });
});

describe('the strict profile', () => {
  it.each([
    ['a flag', { flags: { strict: true } }],
    ['the environment', { environment: { GLOTTIS_PROFILE: 'strict' } }],
    ['the file', { file: { profile: 'strict' } }],
  ])('asked for by %s, sets what the protocols say and refuses unknown voices', async (_, sources) => {
    const config = await load(sources);
    expect([config.profile, config.protocols.wire?.perMinute, config.voices.strict]).toEqual(['strict', 20, true]);
  });

  it('yields to what the operator says', async () => {
    const file = { profile: 'strict', protocols: { wire: { perMinute: null } }, voices: { strict: false } };
    const config = await load({ file });
    expect([config.protocols.wire?.perMinute, config.voices.strict]).toEqual([null, false]);
  });
});

describe('engines', () => {
  it('are started unless they are set to false', async () => {
    const file = { engines: { tone: false, mine: { use: 'glottis-engine-mine', speed: 2 } } };
    expect((await load({ file })).engines).toEqual({ mine: { use: 'glottis-engine-mine', speed: 2 } });
  });

  it('that are modules are found from the file that names them', async () => {
    const { engines } = await load({ file: { engines: { mine: { use: './engine.js' } } } });
    expect(engines.mine?.use).toBe(pathToFileURL(join(directory, 'engine.js')).href);
  });
});

describe('protocols', () => {
  it('are served unless they are set to false, in the strict profile too', async () => {
    const file = { profile: 'strict', protocols: { wire: false, mine: { use: 'glottis-protocol-mine', speed: 2 } } };
    expect((await load({ file })).protocols).toEqual({ mine: { use: 'glottis-protocol-mine', speed: 2 } });
  });

  it('that are modules are found from the file that names them', async () => {
    const { protocols } = await load({ file: { protocols: { mine: { use: './protocol.js' } } } });
    expect(protocols.mine?.use).toBe(pathToFileURL(join(directory, 'protocol.js')).href);
  });
});

describe('who may connect', () => {
  it.each([
    ['127.0.0.1', {}, true],
    ['127.9.9.9', {}, true],
    ['::1', {}, true],
    ['localhost', {}, true],
    ['0.0.0.0', {}, false],
    ['::', {}, false],
    ['192.168.1.7', {}, false],
    ['127.0.0.1.example.com', {}, false],
    ['0.0.0.0', { apiKeys: [key] }, true],
    ['0.0.0.0', { allowOpen: true }, true],
  ])('a server on %s with %j may start: %s', (host, settings, allowed) => {
    const create = () => createConfig(schemas, { host, ...settings });
    if (allowed) expect(create().host).toBe(host);
    else expect(create).toThrow(/no API keys.*GLOTTIS_API_KEYS.*--insecure-open/s);
  });

  it.each([
    ['127.0.0.1', undefined, 'same'],
    ['::1', undefined, 'same'],
    ['0.0.0.0', undefined, false],
    ['192.168.1.7', undefined, false],
    ['0.0.0.0', 'same', 'same'],
    ['127.0.0.1', 'off', false],
  ])('metrics of a server on %s, with metrics set to %s, are at: %s', (host, metrics, place) => {
    expect(createConfig(schemas, { host, metrics, allowOpen: true }).metrics).toBe(place);
  });

  it.each([
    ['127.0.0.1', [], undefined, true],
    ['::1', [], undefined, true],
    ['127.0.0.1', [key], undefined, false],
    ['0.0.0.0', [], undefined, false],
    ['192.168.1.7', [key], undefined, false],
    ['127.0.0.1', [], false, false],
    ['127.0.0.1', [key], true, true],
    ['0.0.0.0', [], true, true],
  ])(
    'a server on %s, with the keys %j and allowLoopback set to %s, calls ports of its own machine: %s',
    (host, apiKeys, allowLoopback, allowed) => {
      const config = createConfig(schemas, { host, apiKeys, allowOpen: true, outgoing: { allowLoopback } });
      expect(config.outgoing).toMatchObject({ allowLoopback: allowed, ports: [80, 443, 8080, 8443] });
    },
  );

  it.each([
    [{}, /every program on this machine/],
    [{ host: '0.0.0.0', allowOpen: true }, /EVERYBODY/],
    [{ apiKeys: [key] }, undefined],
  ])('the operator of %j is told %s', (settings, expected) => {
    const notice = exposureNotice(createConfig(schemas, settings));
    if (expected) expect(notice).toMatch(expected);
    else expect(notice).toBeUndefined();
  });
});

describe('mistakes', () => {
  it.each<[Parameters<typeof load>[0], string]>([
    [{ environment: { GLOTTIS_PORT: 'abc' } }, 'GLOTTIS_PORT: port is "abc": write a number'],
    [{ environment: { GLOTTIS_PORT: '70000' } }, 'GLOTTIS_PORT: port is 70000: write 65535 or less'],
    [{ environment: { GLOTTIS_PORT: '' } }, 'GLOTTIS_PORT: port is "": write a number'],
    [{ environment: { GLOTTIS_PROT: '1' } }, 'GLOTTIS_PROT is no setting; did you mean GLOTTIS_PORT?'],
    [{ environment: { GLOTTIS_VOICES_STRICT: 'maybe' } }, 'voices.strict is "maybe": write true or false'],
    [{ environment: { GLOTTIS_LOG_LEVEL: 'loud' } }, 'write one of silent, error, warn, info, debug'],
    [{ environment: { GLOTTIS_API_KEYS_FILE: '/nowhere/keys' } }, 'GLOTTIS_API_KEYS_FILE: the file /nowhere/keys'],
    [{ environment: { GLOTTIS_CONFIG: '/nowhere/g.json' } }, '/nowhere/g.json does not exist'],
    [{ flags: { 'outgoing-ports': '443,https' } }, '--outgoing-ports: outgoing.ports.1 is "https": write port numbers'],
    [{ file: { outgoing: { ports: [0] } } }, 'outgoing.ports.0 is 0: write 1 or more'],
    [{ flags: { 'limits-sessions': '0' } }, '--limits-sessions: limits.sessions is 0: write 1 or more'],
    [{ file: { limits: { sesions: 1 } } }, 'glottis.config.json: limits.sesions is no setting; did you mean sessions?'],
    [{ file: { prot: 1 } }, 'prot is no setting; did you mean port?'],
    [{ file: { protocols: { wire: { ending: 'x' } } } }, 'protocols.wire.ending is "x": write one of soft, hard'],
    [{ file: { protocols: { wire: { endig: 'soft' } } } }, 'did you mean ending?'],
    [{ file: { protocols: { wires: {} } } }, 'known protocols are wire; one of your own names its module'],
    [{ file: { engines: { tune: {} } } }, 'known engines are tone'],
    [{ file: { pathPrefix: 'speech/' } }, 'a path prefix begins with a slash'],
    [{ file: { metrics: 'on' } }, 'metrics is "on"'],
    [{ file: { tokenSecret: 'short' } }, 'write at least 16 character(s)'],
    [{ file: [] }, 'holds no settings'],
  ])('%j: %s', async (sources, message) => {
    await expect(load(sources)).rejects.toThrow(message);
  });

  it('are told all at once', async () => {
    const wrong = load({ file: { port: 'x' }, environment: { GLOTTIS_LIMITS_SESSIONS: 'y' } });
    await expect(wrong).rejects.toThrow(/port is "x".*\n.*limits\.sessions is "y"/);
  });

  it('are told by line in a file that is no JSON, without quoting it', async () => {
    await writeFile(join(directory, 'glottis.config.json'), `{\n  "apiKeys": ["${key}"],\n}`);
    await expect(load()).rejects.toThrow(/glottis\.config\.json is not valid JSON at line 3/);
    await expect(load()).rejects.not.toThrow(key);
  });

  it.each([
    [{ apiKeys: `${key}` }],
    [{ apiKeys: [{ nam: 'a', key }] }],
    [{ apiKeys: [`sha256:${key}`] }],
    [{ tokenSecret: [key] }],
  ])('in a secret never show it: case %#', (settings) => {
    expect(() => createConfig(schemas, settings)).toThrow(/^the settings given: (apiKeys|tokenSecret)/);
    expect(() => createConfig(schemas, settings)).not.toThrow(key);
  });

  it.each([
    '{"__proto__":{"admin":true}}',
    '{"limits":{"__proto__":{"admin":true}}}',
    '{"constructor":{"prototype":{"admin":true}}}',
  ])('%s changes nothing but the message', (text) => {
    expect(() => createConfig(schemas, JSON.parse(text))).toThrow(/no setting/);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
});

async function load({
  file,
  environment = {},
  flags = {},
}: {
  readonly file?: object;
  readonly environment?: Readonly<Record<string, string>>;
  readonly flags?: Readonly<Record<string, string | boolean>>;
} = {}) {
  if (file) await writeFile(join(directory, 'glottis.config.json'), JSON.stringify(file));
  return await loadConfig(schemas, { directory, environment, flags });
}
