import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from './clock.js';
import { createConfig } from './config/config.js';
import { ConfigError } from './config/config-error.js';
import { loadProtocols } from './load-protocols.js';
import { protocols as known } from './protocols/index.js';
import { optionSchemas } from './server.js';
import { noDial } from './testing/no-dial.js';
import { noOutgoing } from './testing/no-outgoing.js';

const tools = { clock: systemClock, outgoing: noOutgoing, dial: noDial, warn: () => undefined };
let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'glottis-protocols-'));
  const zod = JSON.stringify(import.meta.resolve('zod'));
  await writeFile(
    join(directory, 'mine.mjs'),
    `import { z } from ${zod};
     export default {
       name: 'mine',
       options: z.strictObject({ greeting: z.string().default('hello'), limit: z.number().default(0) }),
       strict: { limit: 20 },
       example: (url) => 'greet ' + url,
       create: (options) => ({ name: 'mine', routes: [], options }),
     };`,
  );
  await writeFile(join(directory, 'other.mjs'), 'export default { name: "no definition" };');
  await writeFile(join(directory, 'broken.mjs'), 'throw new Error("out of order");');
});
afterAll(() => rm(directory, { recursive: true }));

const load = async (protocols: object, profile = 'lenient') =>
  loadProtocols(createConfig(await optionSchemas(), { protocols, profile }));
const names = known.map(({ name }) => name);
const none = Object.fromEntries(names.map((name) => [name, false]));
const mine = (options: object = {}) => ({ use: join(directory, 'mine.mjs'), ...options });

it('offers those in the list, and those of modules behind them', async () => {
  const loaded = await load({ mine: mine() });
  expect(loaded.map(({ name }) => name)).toEqual([...names, 'mine']);
  expect(loaded.at(-1)?.example?.('http://here', undefined)).toBe('greet http://here');
});

it('leaves out what is set to false', async () => {
  const loaded = await load({ deepgram: false });
  expect(loaded.map(({ name }) => name)).toEqual(names.filter((name) => name !== 'deepgram'));
  expect(await load(none)).toEqual([]);
});

it.each([
  ['lenient', {}, { greeting: 'hello', limit: 0 }],
  ['lenient', { greeting: 'hi' }, { greeting: 'hi', limit: 0 }],
  ['strict', {}, { greeting: 'hello', limit: 20 }],
  ['strict', { limit: 3 }, { greeting: 'hello', limit: 3 }],
])('gives a module its options, in the %s profile, of %j', async (profile, given, options) => {
  const [loaded] = await load({ ...none, mine: mine(given) }, profile);
  expect(loaded?.create(tools)).toMatchObject({ options });
});

it.each<[string, () => object, RegExp]>([
  ['an option that it does not take', () => ({ mine: mine({ greting: 'hi' }) }), /protocols\.mine: .*greting/s],
  ['no definition', () => ({ mine: { use: join(directory, 'other.mjs') } }), /what defineProtocol returns/],
  ['a module that fails', () => ({ mine: { use: join(directory, 'broken.mjs') } }), /cannot be loaded: out of order/],
  ['no module', () => ({ mine: { use: 'no-such-package' } }), /protocols\.mine: no-such-package cannot be loaded/],
  ['two of one name', () => ({ mine: mine(), again: mine() }), /two protocols are called "mine"/],
])('refuses %s, for the operator to read', async (_, protocols, message) => {
  const failure = await load(protocols()).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ConfigError);
  expect(String(failure)).toMatch(message);
});
