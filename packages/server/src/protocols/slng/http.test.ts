import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { request } from '../../testing/dial.js';
import { type TestSpeechOptions, testSpeech } from '../../testing/test-speech.js';
import { type ToneOptions, toneSynthesizer } from '../../testing/tone-synthesizer.js';
import { slng } from './index.js';
import { slngOptions } from './options.js';

interface Setting {
  readonly path?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly options?: z.input<typeof slngOptions>;
  readonly tones?: ToneOptions;
  readonly parts?: TestSpeechOptions;
  readonly signal?: AbortSignal;
}

const hello = 'Hello there.';
const seconds = hello.length / 20;
const unified = '/v1/bridges/unmute/tts/deepgram/aura:2';
const single = '/v1/tts/deepgram/aura:2';

async function post(setting: Setting = {}) {
  const { path = unified, body = { text: hello }, headers = {}, options = {}, tones = {}, parts = {} } = setting;
  const synthesizer = toneSynthesizer(tones);
  const speech = await testSpeech({ synthesizer, ...parts });
  const init = {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...(setting.signal && { signal: setting.signal }),
  };
  const response = await request(
    slng(slngOptions.parse(options)),
    speech,
    new Request(`http://localhost${path}`, init),
  );
  return { response, synthesizer };
}

async function refusal(setting: Setting) {
  const { response } = await post(setting);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

describe('SLNG 43 a body', () => {
  it('with a text alone is answered with a WAV file of 24 kHz', async () => {
    const { response } = await post();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('audio/wav');
    expect(response.headers.has('content-length')).toBe(false);
    const wav = await bytesOf(response);
    expect(wav.toString('latin1', 0, 4) + wav.toString('latin1', 8, 12)).toBe('RIFFWAVE');
    expect(wav.readUInt32LE(24)).toBe(24_000);
    expect(wav.length - 44).toBe(seconds * 48_000);
  });

  it('whose length nobody knows says the largest there is, which readers take for "until the end"', async () => {
    const wav = await bytesOf((await post()).response);
    expect([wav.readUInt32LE(4), wav.readUInt32LE(40)]).toEqual([0xffffffff, 0xffffffff]);
  });

  it.each([
    ['no text', {}, 'Missing required field: text'],
    ['an empty text', { text: '' }, 'nothing to be spoken'],
    ['a text of marks only', { text: '… —' }, 'nothing to be spoken'],
    ['a text that is none', { text: 7 }, 'must be a string'],
    ['a config that is none', { text: hello, config: 7 }, '`config` must be an object'],
    ['a format that is not offered', { text: hello, config: { sample_rate: 1 } }, 'sample rate 1 is not offered'],
    ['no JSON', 'text=hello', 'not JSON'],
    ['a list', '[]', 'not a JSON object'],
  ])('with %s is refused with error and details', async (_, body, details) => {
    const answer = await refusal({ body });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ error: 'Validation error', status: 400, slng_request_id: expect.any(String) });
    expect(answer.body.details).toContain(details);
  });

  it('with too long a text, or too large, is refused with 413', async () => {
    const options = { limits: { requestCharacters: 10, frameBytes: 1000 } };
    expect((await refusal({ options, body: { text: 'x'.repeat(11) } })).status).toBe(413);
    expect((await refusal({ options, body: { text: 'x', more: 'x'.repeat(1000) } })).status).toBe(413);
  });

  it('may have fields that nobody knows', async () => {
    const { response } = await post({ body: { text: hello, model: 'bulbul:v3', stream: true, x: null } });
    expect(response.status).toBe(200);
  });

  it.each<[string, string, object, object]>([
    ['the voice', unified, { voice: 'aura-2-apollo-en' }, { voice: { name: 'aura-2-apollo-en' } }],
    ['the voice by its short name', unified, { voice: 'apollo-en' }, { voice: { name: 'aura-2-apollo-en' } }],
    ['the voice as the model', single, { model: 'aura-2-apollo-en' }, { voice: { name: 'aura-2-apollo-en' } }],
    ['the speaker', single, { speaker: 'orion', language: 'en' }, { voice: { name: 'orion', gender: 'male' } }],
    ['the speed', unified, { config: { speed: 2 } }, { speed: 2 }],
    ['the language', single, { speaker: 'nobody', target_language_code: 'hi-IN' }, { language: 'hi-IN' }],
  ])('tells %s', async (_, path, fields, expected) => {
    const { response, synthesizer } = await post({ path, body: { text: hello, ...fields } });
    await bytesOf(response);
    expect(synthesizer.calls[0]?.request).toMatchObject(expected);
  });

  it.each<[string, object, string, number]>([
    ['raw samples', { encoding: 'linear16', sample_rate: 16000 }, 'audio/l16;rate=16000', seconds * 32_000],
    ['raw samples by config', { config: { encoding: 'pcm' } }, 'audio/l16;rate=24000', seconds * 48_000],
    ['a WAV file', { audio_format: 'wav', sample_rate: 8000 }, 'audio/wav', 44 + seconds * 16_000],
    ['a WAV file by its rate', { config: { sample_rate: 48000 } }, 'audio/wav', 44 + seconds * 96_000],
    ['µ-law', { config: { encoding: 'mulaw' } }, 'audio/mulaw;rate=8000', seconds * 8000],
  ])('asks for %s', async (_, fields, type, length) => {
    const { response } = await post({ body: { text: hello, ...fields } });
    expect(response.headers.get('content-type')).toBe(type);
    expect(Math.abs((await bytesOf(response)).length - length)).toBeLessThan(300);
  });

  it.each([
    ['mp3', 'audio/mpeg', /^(\xff|ID3)/],
    ['opus', 'audio/ogg;codecs=opus', /^OggS/],
  ])('asks for %s', async (encoding, type, start) => {
    const { response } = await post({ body: { text: hello, encoding } });
    expect(response.headers.get('content-type')).toBe(type);
    expect((await bytesOf(response)).toString('latin1', 0, 4)).toMatch(start);
  });

  it('with a dictionary is spoken without it, or refused by a strict server', async () => {
    const body = { text: hello, pronunciation: { mode: 'rewrite', name: 'support' } };
    expect((await post({ body })).response.status).toBe(200);
    const answer = await refusal({ body, parts: { strict: true } });
    expect(answer).toMatchObject({ status: 404, body: { code: 'pronunciation_not_found' } });
  });
});

describe('SLNG 44 the audio', () => {
  it('begins before the last of it exists, and stops when nobody reads on', async () => {
    const { response, synthesizer } = await post({ tones: { faults: [{ type: 'stall', atChunk: 1 }] } });
    const reader = response.body!.getReader();
    expect((await reader.read()).value?.length).toBeGreaterThan(44);
    await reader.cancel();
    await synthesizer.calls[0]?.aborted;
  });

  it('is not made for a client that is gone', async () => {
    const gone = new AbortController();
    const { response, synthesizer } = await post({
      tones: { faults: [{ type: 'stall', atChunk: 1 }] },
      signal: gone.signal,
    });
    await response.body!.getReader().read();
    gone.abort();
    await synthesizer.calls[0]?.aborted;
  });

  it('that fails before its first piece has a status', async () => {
    const answer = await refusal({ tones: { faults: [{ type: 'fail', atChunk: 0 }] } });
    expect(answer.status).toBe(502);
    expect(answer.body).toMatchObject({ error: 'Provider error', statusCode: 502, message: expect.any(String) });
  });
});

it('SLNG 45 names the request on success and on failure, where pages can read it', async () => {
  for (const body of [{ text: hello }, {}]) {
    const { headers } = (await post({ body })).response;
    expect(headers.get('x-slng-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('access-control-expose-headers')).toBe('x-slng-request-id,retry-after');
  }
});

it('refuses the key of a provider where SLNG hosts the model', async () => {
  const answer = await refusal({ path: '/v1/tts/slng/rime/arcana:3-en', headers: { 'x-slng-provider-key': 'k' } });
  expect(answer).toMatchObject({ status: 400, body: { error: 'Validation error', status: 400 } });
});
