import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { SpeechError } from '../../errors.js';
import type { Credential } from '../../session/speech.js';
import { request } from '../../testing/dial.js';
import { testSpeech } from '../../testing/test-speech.js';
import { aura, bridge, call, connect, dialSlng, flush, type Setting, text } from './call.test.kit.js';
import { slng } from './index.js';
import { slngOptions } from './options.js';

/** The answer that refuses the upgrade. */
async function refusal(setting: Setting) {
  const { dialled } = await dialSlng(setting);
  if (!(dialled instanceof Response)) throw new Error('it was not refused');
  return { status: dialled.status, headers: dialled.headers, body: (await dialled.json()) as Record<string, unknown> };
}

const only = (key: string) => ({
  access: {
    grant: async () => '',
    async authenticate(credential: Credential | undefined) {
      if (credential?.secret === key) return { id: 'alice' };
      throw new SpeechError('unauthorized', 'the credential is not known, or no longer valid');
    },
  },
});
const locked = { parts: only('k1') };

describe('SLNG 1 a model in the path', () => {
  it.each([
    [`${bridge}/slng/deepgram/aura:2-en`, 'of three parts'],
    [`${bridge}/slng/deepgram/aura%3A2-en`, 'with its colon escaped'],
    [`${bridge}/slng%2Fdeepgram%2Faura:2-en`, 'with its slashes escaped'],
    [`${bridge}/slng/deepgram/aura:2-en/`, 'with a slash behind it'],
    [`${bridge}/cartesia/sonic:3`, 'of two parts'],
    ['/v1/tts/slng/deepgram/aura:2-es', 'on the route of the model alone'],
    ['/binary/v1/bridges/unmute/tts/deepgram/aura:2', 'on the route of binary audio'],
    ['/binary/v1/tts/deepgram/aura:2', 'on both'],
  ])('%s is found: %s', async (path) => {
    const { ready } = await call({ path, options: { unknownModels: 'refuse' } });
    expect(ready).toMatchObject({ type: 'ready' });
  });
});

describe('SLNG 2 a model that there is not', () => {
  it.each(['deepgram', 'slng', 'a//b', '-a/b', 'a/b:', 'a/b:2:3', 'a b/c', '..%2fetc'])(
    '%s is no identifier, and refused',
    async (model) => {
      const { status, body, headers } = await refusal({ path: `${bridge}/${model}` });
      expect({ status, error: body.error }).toEqual({ status: 400, error: 'Validation error' });
      expect(body.slng_request_id).toBe(headers.get('x-slng-request-id'));
    },
  );

  it('gets the default voice, unless the operator wants it refused', async () => {
    const path = `${bridge}/nobody/knows:1`;
    expect((await call({ path })).ready.type).toBe('ready');
    const { status, body } = await refusal({ path, options: { unknownModels: 'refuse' } });
    expect({ status, error: body.error }).toEqual({ status: 404, error: 'Not found' });
    const models = { 'nobody/knows': 'aura-2-apollo-en' };
    expect((await call({ path, options: { unknownModels: 'refuse', models } })).ready.type).toBe('ready');
  });
});

describe('SLNG 3 a key', () => {
  it.each<[string, Setting]>([
    ['in Authorization', { headers: { authorization: 'Bearer k1' } }],
    ['in Authorization, in other case', { headers: { authorization: 'bearer k1' } }],
    ['in the query', { query: 'token=k1' }],
    ['in both', { headers: { authorization: 'Bearer k1' }, query: 'token=k1' }],
    ['in X-API-Key', { headers: { 'x-api-key': 'k1' } }],
    ['in Authorization and X-API-Key', { headers: { authorization: 'Bearer k1', 'x-api-key': 'k1' } }],
  ])('%s opens the door', async (_, setting) => {
    expect((await call({ ...setting, ...locked })).ready.type).toBe('ready');
  });

  it.each<[string, Setting]>([
    ['none', {}],
    ['a wrong one', { headers: { authorization: 'Bearer wrong-key' } }],
    ['a wrong one in the query', { query: 'token=wrong-key' }],
    ['another scheme', { headers: { authorization: 'Basic wrong-key' } }],
  ])('%s is refused with 401 and a body, and never repeated', async (_, setting) => {
    const { status, body, headers } = await refusal({ ...setting, ...locked });
    expect(status).toBe(401);
    expect(body).toMatchObject({ error: 'Unauthorized', statusCode: 401, message: expect.any(String) });
    expect(body.slng_request_id).toBe(headers.get('x-slng-request-id'));
    expect(JSON.stringify(body)).not.toContain('wrong-key');
  });
});

describe("SLNG 4 a provider's key", () => {
  const headers = { 'X-Slng-Provider-Key': 'sk-1' };

  it('is refused before the upgrade where SLNG hosts the model', async () => {
    const { status, body } = await refusal({ headers });
    expect(status).toBe(400);
    expect(body.details).toMatch(/BYOK .* external routes/);
    expect(JSON.stringify(body)).not.toContain('sk-1');
  });

  it('is taken on an external model', async () => {
    expect((await call({ headers, path: `${bridge}/deepgram/aura:2` })).ready.type).toBe('ready');
  });
});

it.each([
  ['a list', { 'X-Region-Override': 'us-east-1, eu-north-1' }, ''],
  ['one that nobody knows', { 'X-Region-Override': 'atlantis' }, 'region=lemuria'],
  ['with a world part', { 'X-Region-Override': 'eu-north-1', 'X-World-Part-Override': 'eu' }, ''],
  ['in the header and in the query', { 'X-World-Part-Override': 'na' }, 'world-part=eu&region=us-east-1'],
])('SLNG 5 a region is never an error: %s', async (_, headers, query) => {
  expect((await call({ headers: headers as Record<string, string>, query })).ready.type).toBe('ready');
});

describe('SLNG 6 a tracking id', () => {
  const ids = ['x'.repeat(129), 'one,two'];
  const tracked = (id: string) => ({ 'X-SLNG-Agent-Id': 'agent', 'X-SLNG-Session-Id': id });

  it('of 128 characters is taken', async () => {
    const headers = tracked('x'.repeat(128));
    expect((await call({ headers, parts: { strict: true } })).ready.type).toBe('ready');
  });

  it.each(ids)('that is none keeps nobody from speaking: %s', async (id) => {
    expect((await call({ headers: tracked(id) })).ready.type).toBe('ready');
  });

  it.each(ids)('that is none is refused by a strict server: %s', async (id) => {
    const { status, body } = await refusal({ headers: tracked(id), parts: { strict: true } });
    expect(status).toBe(400);
    expect(body.details).toContain('x-slng-session-id');
  });
});

it('tells the request id in the 101 answer, and the same in ready', async () => {
  const { headers, visit, ready } = await call();
  expect(headers['x-slng-request-id']).toBe(visit.id);
  expect(ready.slng_request_id).toBe(visit.id);
});

it('speaks with the engine that bears the name of the provider', async () => {
  const { synthesizer, say, until } = await call({ tones: { name: 'deepgram' }, path: `${bridge}/${aura}` });
  say(text('Hello.'), flush);
  await until('audio_end');
  expect(synthesizer.calls[0]?.request.voice.synthesizer).toBe('deepgram');
});

it('tells a client whose engine does not run, and waits for another init', async () => {
  const models = { [aura]: { engine: 'none' } };
  const talk = await connect({ options: { models } });
  talk.say({ type: 'init' });
  expect((await talk.until('error')).at(-1)).toMatchObject({ code: 'config_error' });
});

describe('GET /v1/me', () => {
  const ask = async (headers: Record<string, string>) =>
    request(
      slng(slngOptions.parse({} satisfies z.input<typeof slngOptions>)),
      await testSpeech(locked.parts),
      new Request('http://localhost/v1/me', { headers }),
    );

  it('says whose key it is', async () => {
    const answer = await ask({ authorization: 'Bearer k1' });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ id: 'alice' });
  });

  it('refuses a wrong one', async () => {
    expect((await ask({ authorization: 'Bearer k2' })).status).toBe(401);
  });
});
