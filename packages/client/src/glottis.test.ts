import { afterEach, describe, expect, it, vi } from 'vitest';
import { AbortError, ApiError, ConnectionError, GlottisError, TimeoutError } from './errors.js';
import { Glottis } from './glottis.js';
import type { Answer } from './rest/recorded-fetch.test.kit.js';
import { recordedFetch } from './rest/recorded-fetch.test.kit.js';

const voice = { id: 'leah', name: 'Leah', owner: 'system', state: 'ready' };
const busy = () => new Response('', { status: 503, headers: { 'retry-after-ms': '0' } });
const what = { text: 'Hello.', voice: 'leah' };

afterEach(() => vi.useRealTimers());

function clientFor(...answers: Answer[]) {
  const { fetch, asked } = recordedFetch(...answers);
  return { client: new Glottis({ baseURL: 'http://h/p', apiKey: 'k', fetch }), asked };
}

describe('voices', () => {
  it('are listed as the server filters them', async () => {
    const { client, asked } = clientFor(Response.json([voice]));
    expect(await client.voices.list({ owner: 'me', starred: true })).toEqual([voice]);
    expect(asked[0]).toMatchObject({
      url: 'http://h/p/v1/ai/voice/list?owner=me&starred=true',
      method: 'GET',
      body: null,
    });
    expect(Object.fromEntries(asked[0]?.headers ?? [])).toEqual({
      accept: 'application/json',
      'lmnt-version': '1.2',
      'x-api-key': 'k',
    });
  });

  it('are retrieved by an id that may contain anything', async () => {
    const { client, asked } = clientFor(Response.json(voice));
    expect(await client.voices.retrieve('a/b c')).toEqual(voice);
    expect(asked[0]?.url).toBe('http://h/p/v1/ai/voice/a%2Fb%20c');
  });

  it('need no key where the server asks for none', async () => {
    const { fetch, asked } = recordedFetch(Response.json([]));
    await new Glottis({ baseURL: 'http://h', fetch }).voices.list();
    expect(asked[0]?.headers.has('x-api-key')).toBe(false);
  });

  it('are asked for again when the server is busy or not there', async () => {
    const { client, asked } = clientFor(new TypeError('fetch failed'), busy(), Response.json([voice]));
    expect(await client.voices.list()).toEqual([voice]);
    expect(asked).toHaveLength(3);
  });

  it('are asked for three times at most', async () => {
    const { client, asked } = clientFor(busy(), busy(), busy(), Response.json([]));
    await expect(client.voices.list()).rejects.toMatchObject({ name: 'ApiError', status: 503 });
    expect(asked).toHaveLength(3);
  });

  it('are not asked for again by who has waited long enough already', async () => {
    const { client, asked } = clientFor('never', Response.json([]));
    await expect(client.voices.list({}, { timeout: 1 })).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['a voice that does not exist', new Response('{"detail":"Not Found"}', { status: 404 })],
    [
      'a server that wants to be left alone for an hour',
      new Response('', { status: 429, headers: { 'retry-after': '3600' } }),
    ],
  ])('are not asked for again: %s', async (_, answer) => {
    const { client, asked } = clientFor(answer);
    await expect(client.voices.retrieve('x')).rejects.toBeInstanceOf(ApiError);
    expect(asked).toHaveLength(1);
  });

  it('are not waited for any longer when the caller aborts between two attempts', async () => {
    const controller = new AbortController();
    const { client } = clientFor(new Response('', { status: 503, headers: { 'retry-after': '59' } }));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const listing = client.voices.list({}, { signal: controller.signal });
    controller.abort('enough');
    await expect(listing).rejects.toMatchObject({ name: 'AbortError', cause: 'enough' });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('that come as a web page are an error that says so', async () => {
    const { client } = clientFor(new Response('<html>'));
    await expect(client.voices.list()).rejects.toThrow(/other than JSON/);
  });
});

describe('generate', () => {
  it('posts what was asked for, and hands out the answer while it comes', async () => {
    const audio = new TransformStream<Uint8Array, Uint8Array>();
    const { client, asked } = clientFor(new Response(audio.readable, { headers: { 'request-id': 'r1' } }));
    const response = await client.speech.generate({ ...what, format: 'pcm_s16le', sample_rate: 16_000, speed: 1.5 });
    expect(asked[0]).toMatchObject({
      url: 'http://h/p/v1/ai/speech/bytes',
      method: 'POST',
      body: { ...what, format: 'pcm_s16le', sample_rate: 16_000, speed: 1.5 },
    });
    expect(asked[0]?.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('request-id')).toBe('r1');
    const writer = audio.writable.getWriter();
    writer.write(new Uint8Array([1, 2]));
    writer.close();
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(new Uint8Array([1, 2]));
  });

  it.each([
    ['the server is busy', busy(), ApiError],
    ['the network fails', new TypeError('fetch failed'), ConnectionError],
  ])('never speaks twice, also when %s', async (_, answer, error) => {
    const { client, asked } = clientFor(answer);
    await expect(client.speech.generate(what)).rejects.toBeInstanceOf(error);
    expect(asked).toHaveLength(1);
  });

  it('keeps what the network said as the cause', async () => {
    const cause = new TypeError('fetch failed');
    const { client } = clientFor(cause);
    await expect(client.speech.generate(what)).rejects.toMatchObject({ cause });
  });

  it('tells what the server said, and never the text or the key', async () => {
    const body = '{"error":{"type":"not_found_error","message":"no such voice"},"request_id":"r2"}';
    const { client } = clientFor(new Response(body, { status: 404 }));
    const error: unknown = await client.speech.generate({ ...what, text: 'secret' }).catch((error: unknown) => error);
    expect(error).toMatchObject({ status: 404, type: 'not_found_error', message: 'no such voice', requestId: 'r2' });
    expect(JSON.stringify(error)).not.toMatch(/secret|"k"/);
  });

  it('stops when the signal aborts, also while the audio is coming', async () => {
    const controller = new AbortController();
    const { client, asked } = clientFor('never', new Response('audio'));
    const { signal } = controller;
    const generating = client.speech.generate(what, { signal });
    controller.abort();
    await expect(generating).rejects.toBeInstanceOf(AbortError);
    const late = new AbortController();
    await client.speech.generate(what, { signal: late.signal });
    expect(asked[1]?.signal.aborted).toBe(false);
    late.abort();
    expect(asked[1]?.signal.aborted).toBe(true);
  });

  it('gives up on a server that does not answer', async () => {
    const { client } = clientFor('never');
    const generating = client.speech.generate(what, { timeout: 1 });
    await expect(generating).rejects.toBeInstanceOf(TimeoutError);
    await expect(generating).rejects.toThrow('no answer within 1 ms');
  });
});

describe('generateDetailed', () => {
  it('hands out the audio as bytes, and the timestamps as they come', async () => {
    const timestamps = [{ text: 'Hello', start: 0, duration: 0.4 }];
    const { client, asked } = clientFor(Response.json({ audio: 'AAH/', timestamps }));
    const speech = await client.speech.generateDetailed({ ...what, return_timestamps: true });
    expect(speech).toEqual({ audio: new Uint8Array([0, 1, 255]), timestamps });
    expect(asked[0]).toMatchObject({ url: 'http://h/p/v1/ai/speech', body: { ...what, return_timestamps: true } });
  });

  it('has no timestamps unless they were asked for', async () => {
    const { client } = clientFor(Response.json({ audio: '' }));
    expect(await client.speech.generateDetailed(what)).toEqual({ audio: new Uint8Array(0), timestamps: [] });
  });

  it('rejects audio that is none', async () => {
    const { client } = clientFor(Response.json({ audio: '???' }));
    await expect(client.speech.generateDetailed(what)).rejects.toThrow(/base64/);
  });
});

it('says at once that a base URL is none', () => {
  expect(() => new Glottis({ baseURL: 'localhost:8080' })).toThrow(GlottisError);
});
