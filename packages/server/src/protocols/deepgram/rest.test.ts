import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { Outgoing } from '../../access/outgoing.js';
import { request } from '../../testing/dial.js';
import { testSpeech } from '../../testing/test-speech.js';
import { type ToneOptions, toneSynthesizer } from '../../testing/tone-synthesizer.js';
import definition, { deepgram } from './index.js';
import { deepgramOptions } from './options.js';

interface Setting {
  readonly query?: string;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly type?: string | undefined;
  readonly strict?: boolean;
  readonly options?: z.input<typeof deepgramOptions>;
  readonly tones?: ToneOptions;
  readonly outgoing?: Outgoing;
  readonly signal?: AbortSignal;
}

async function post(setting: Setting = {}) {
  const { query = '', body = '{"text":"Hello there."}', strict = false, options = {}, tones = {} } = setting;
  const type = 'type' in setting ? setting.type : 'application/json';
  const synthesizer = toneSynthesizer(tones);
  const speech = await testSpeech({ synthesizer, strict });
  const { outgoing, signal } = setting;
  const protocol = deepgram(deepgramOptions.parse(options), outgoing && { outgoing });
  const headers = type === undefined ? undefined : { 'content-type': type };
  // As bytes, so that no content type is added.
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const url = `http://localhost/v1/speak?${query}`;
  const init = { method: 'POST', body: bytes, ...(headers && { headers }), ...(signal && { signal }) };
  const response = await request(protocol, speech, new Request(url, init));
  return { response, synthesizer };
}

async function refusal(setting: Setting) {
  const { response } = await post(setting);
  const { err_code, err_msg } = (await response.json()) as Record<string, string>;
  return { status: response.status, err_code, err_msg };
}

const raw = 'encoding=linear16&container=none&sample_rate=24000';
const samplesOf = async (setting: Setting) => {
  const { response } = await post({ query: raw, ...setting });
  return (await response.arrayBuffer()).byteLength / 2;
};

describe('a spoken answer', () => {
  it('R3 has all the headers that clients read, and no length', async () => {
    const { response } = await post({ query: `${raw}&model=aura-2-thalia-en` });
    expect(response.status).toBe(200);
    const headers = Object.fromEntries(response.headers);
    expect(headers).toMatchObject({
      'content-type': 'audio/l16;rate=24000',
      'dg-model-name': 'aura-2-thalia-en',
      'dg-model-uuid': expect.stringMatching(/^[0-9a-f-]{36}$/),
      'dg-char-count': '12',
      'dg-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      'dg-breaks-applied': '0',
      'dg-pronunciations-applied': '0',
      'access-control-expose-headers': expect.stringContaining('dg-request-id'),
    });
    expect(headers).not.toHaveProperty('content-length');
    expect((await response.arrayBuffer()).byteLength).toBe(12 * 50 * 24 * 2);
  });

  it('R3 begins before the last audio exists', async () => {
    const { response, synthesizer } = await post({ query: raw, tones: { faults: [{ type: 'stall', atChunk: 1 }] } });
    const reader = response.body!.getReader();
    expect((await reader.read()).value?.length).toBeGreaterThan(0);
    await reader.cancel();
    await synthesizer.calls[0]?.aborted;
  });

  it('is made only as far as it is read', async () => {
    const body = JSON.stringify({ text: 'word '.repeat(2000) });
    const { response, synthesizer } = await post({ query: raw, body, tones: { msPerCharacter: 1000 } });
    const made = () => synthesizer.calls.reduce((sum, { chunks }) => sum + chunks, 0);
    let before = -1;
    while (made() !== before) {
      before = made();
      for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
    }
    expect(before).toBeLessThan(1000);
    await response.body?.cancel();
    await synthesizer.calls[0]?.aborted;
  });

  it('R5 stops when the client goes away', async () => {
    const client = new AbortController();
    const tones: ToneOptions = { faults: [{ type: 'stall', atChunk: 1 }] };
    const { response, synthesizer } = await post({ query: raw, tones, signal: client.signal });
    const reader = response.body!.getReader();
    await reader.read();
    client.abort();
    await synthesizer.calls[0]?.aborted;
    expect(await reader.read()).toMatchObject({ done: true });
  });

  it('breaks off when the engine fails in the middle, and is refused when it fails before', async () => {
    const { response } = await post({ query: raw, tones: { faults: [{ type: 'fail', atChunk: 2 }] } });
    await expect(response.arrayBuffer()).rejects.toThrow();
    expect(await refusal({ tones: { faults: [{ type: 'fail', atChunk: 0 }] } })).toMatchObject({ status: 500 });
  });

  it('is whole for a text that is longer than what a session holds at once', async () => {
    const text = 'One two three four five six seven. '.repeat(4000).trim();
    const { response } = await post({
      query: raw,
      body: JSON.stringify({ text }),
      options: { limits: { restCharacters: null } },
      tones: { msPerCharacter: 1 },
    });
    // Each sentence but the last may lose the space behind it.
    const characters = (await response.arrayBuffer()).byteLength / 48;
    expect(characters).toBeGreaterThan(text.length - 4000);
  });
});

describe('the body of a request', () => {
  it('R4 is JSON or plain text, with the same speech', async () => {
    const whole = await samplesOf({});
    expect(whole).toBeGreaterThan(0);
    expect(await samplesOf({ body: 'Hello there.', type: 'text/plain; charset=utf-8' })).toBe(whole);
    expect(await samplesOf({ body: 'Hello there.', type: 'application/x-www-form-urlencoded' })).toBe(whole);
    expect(await samplesOf({ body: 'Hello there.', type: undefined })).toBe(whole);
  });

  it('counts a marker as its word', async () => {
    const text = 'Take \\{"word": "it", "pronounce": "x"\\}\\{pause:500\\} now.';
    const { response } = await post({ query: raw, body: JSON.stringify({ text }) });
    expect(response.headers.get('dg-char-count')).toBe(String('Take it now.'.length));
    await response.body?.cancel();
  });

  it.each([
    ['both text and url', { body: '{"text":"a","url":"http://a"}' }, 400, 'PAYLOAD_ERROR'],
    ['neither', { body: '{}' }, 400, 'PAYLOAD_ERROR'],
    ['a text that is a number', { body: '{"text":1}' }, 400, 'PAYLOAD_ERROR'],
    ['what is not JSON', { body: 'Hello' }, 400, 'PAYLOAD_ERROR'],
    ['bad UTF-8', { body: new Uint8Array([0x61, 0xff]), type: 'text/plain' }, 400, 'PAYLOAD_ERROR'],
    ['half a character at the end', { body: new Uint8Array([0x61, 0xc3]), type: 'text/plain' }, 400, 'PAYLOAD_ERROR'],
    ['an empty text', { body: '{"text":""}' }, 400, 'Bad Request'],
    ['another type', { type: 'audio/wav' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a form, strictly', { type: 'application/x-www-form-urlencoded', strict: true }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['2 MB and a byte', { body: 'x'.repeat(2_000_001), type: 'text/plain' }, 413, 'PAYLOAD_TOO_LARGE'],
    ['a text that is too long', { body: 'x'.repeat(100_001), type: 'text/plain' }, 413, 'Payload Too Large'],
    ['a url while no host is allowed', { body: '{"url":"https://a.example"}' }, 403, 'INSUFFICIENT_PERMISSIONS'],
  ])('R4 is refused with %s', async (_, setting, status, err_code) => {
    expect(await refusal(setting)).toMatchObject({ status, err_code });
  });

  it('may name a url that serves the text', async () => {
    const whole = await samplesOf({});
    const body = '{"url":"https://a.example/text"}';
    const plain: Outgoing = async () => new Response('Hello there.');
    const json: Outgoing = async () => Response.json({ text: 'Hello there.' });
    expect(await samplesOf({ body, outgoing: plain })).toBe(whole);
    expect(await samplesOf({ body, outgoing: json })).toBe(whole);
    const missing: Outgoing = async () => new Response('', { status: 404 });
    const dead: Outgoing = async () => Promise.reject(new Error('no answer'));
    const list: Outgoing = async () => Response.json(['Hello there.']);
    const page: Outgoing = async () => new Response('<p>', { headers: { 'content-type': 'application/json' } });
    for (const outgoing of [missing, dead, list, page]) {
      expect(await refusal({ body, outgoing })).toMatchObject({
        status: 400,
        err_code: 'REMOTE_CONTENT_ERROR',
      });
    }
  });
});

it('R1 refuses with the request id, before anything is spoken', async () => {
  const { response, synthesizer } = await post({ query: 'encoding=mp3&bit_rate=1' });
  const message = 'Unsupported audio format: `bit_rate` must be 32000 or 48000 when `encoding=mp3`';
  expect(response.status).toBe(400);
  expect(response.headers.get('dg-error')).toBe(message);
  expect(await response.json()).toEqual({
    err_code: 'INVALID_QUERY_PARAMETER',
    err_msg: message,
    request_id: response.headers.get('dg-request-id'),
  });
  expect(synthesizer.calls).toHaveLength(0);
});

describe('the line to try', () => {
  it('asks for a file that plays', async () => {
    const line = definition.example?.('http://127.0.0.1:8080/at', undefined) ?? '';
    const [, query, type, body] =
      /^curl 'http:\S+\/at\/v1\/speak\?(\S+)' -H 'Content-Type: (\S+)' -d '(.+)' -o hello.wav$/.exec(line) ?? [];
    const { response } = await post({ query: query!, type, body: body! });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('audio/wav');
  });

  it('says where the key goes', () => {
    expect(definition.example?.('http://h', '$YOUR_KEY')).toContain(` -H "Authorization: Token $YOUR_KEY" `);
  });
});
