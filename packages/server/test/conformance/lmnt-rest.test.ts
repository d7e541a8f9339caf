/** LMNT 13, 19: REST over a real connection, as those write it who have no SDK. */

import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decode, durationMsOf, forJudging } from '../support/decode.js';
import { expectSameLength, expectSpeech } from '../support/sound.js';
import { type TestServer, testServer } from '../support/test-server.js';
import { chapter, firstReply } from '../support/texts.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ apiKeys: ['right'] });
});
afterAll(() => server.close());

const utterances = (outcome: 'done' | 'cancelled') => server.figures.read('tts_utterances_total', { outcome });
const headers = { 'x-api-key': 'right', 'content-type': 'application/json', 'accept-encoding': 'gzip,deflate' };

/** Settles with the head of the answer; its body waits to be read. */
async function send(method: string, path: string, body?: object, more: object = {}): Promise<IncomingMessage> {
  const sent = request(`${server.url}${path}`, { method, headers: { ...headers, ...more } });
  sent.end(body && JSON.stringify(body));
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return response;
}

const bytes = (body: object, more?: object) => send('POST', '/v1/ai/speech/bytes', { voice: 'leah', ...body }, more);
const read = async (response: IncomingMessage) => Buffer.concat(await response.toArray());
const readJson = async (response: IncomingMessage) => JSON.parse(String(await read(response)));

describe('a spoken answer', () => {
  it.each([
    ['mp3', 'audio/mpeg'],
    ['ulaw', 'audio/wav'],
    ['webm', 'audio/webm'],
    ['pcm_s16le', 'application/octet-stream'],
    ['pcm_f32le', 'application/octet-stream'],
  ])('LMNT 19 in %s begins long before its last audio exists, and stops when the client goes', async (format, type) => {
    const [done, cancelled] = [await utterances('done'), await utterances('cancelled')];
    const response = await bytes({ text: chapter, format });
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({ 'content-type': type, 'transfer-encoding': 'chunked' });
    expect(response.headers['request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.headers).not.toHaveProperty('content-encoding');
    const [chunk] = (await once(response, 'data')) as [Buffer];
    expect(chunk.length).toBeGreaterThan(0);
    expect(await server.figures.read('tts_sessions')).toBe(1);
    response.destroy();
    await server.figures.until('tts_sessions', 0);
    await server.figures.until('tts_utterances_total', cancelled + 1, { outcome: 'cancelled' });
    expect(await utterances('done')).toBe(done);
  });

  it('LMNT 19 has five thousand characters at most', async () => {
    const spoken = await decode('ulaw', await read(await bytes({ text: chapter, format: 'ulaw' })), 8000);
    expect(chapter).toHaveLength(5000);
    expect(durationMsOf(spoken)).toBeGreaterThan(chapter.length * 40);
    const refused = await bytes({ text: `${chapter}.` }, { 'lmnt-version': '1.1' });
    expect(refused.statusCode).toBe(400);
    expect(await readJson(refused)).toMatchObject({ type: 'error', error: { type: 'invalid_request_error' } });
  });

  it('LMNT 13 is the same to JSON, to a form and to a form in parts', async () => {
    const fields = { text: firstReply, voice: 'leah', format: 'pcm_s16le', sample_rate: '24000' };
    const parts = new FormData();
    for (const [name, value] of Object.entries(fields)) parts.append(name, value);
    const [json, form, inParts] = await Promise.all(
      [JSON.stringify(fields), new URLSearchParams(fields), parts].map(async (body) => {
        const response = await fetch(`${server.url}/v1/ai/speech/bytes`, {
          method: 'POST',
          headers: { 'x-api-key': 'right' },
          body,
        });
        return Buffer.from(await response.arrayBuffer());
      }),
    );
    expectSpeech(json!, firstReply);
    expectSameLength(form!, json!);
    expectSameLength(inParts!, json!);
  });

  it.each([
    ['LiveKit', { format: 'mulaw', model: 'blizzard', temperature: 1, top_p: 0.8, sample_rate: 8000 }, 'ulaw'],
    ['the Vercel AI SDK', { model: 'aurora', response_format: 'mp3', speed: 1 }, 'mp3'],
  ] as const)('is what %s asks for', async (_, wishes, format) => {
    const response = await bytes({ text: firstReply, ...wishes });
    const decoded = await decode(format, await read(response), 8000);
    expectSpeech(forJudging(decoded), firstReply);
  });
});

describe('an answer that is none', () => {
  it('LMNT 13 comes to a client that deletes, announces JSON and sends none', async () => {
    const response = await send('DELETE', '/v1/ai/voice/leah', undefined, { 'lmnt-version': '1.1' });
    expect(response.statusCode).toBe(403);
    expect(await readJson(response)).toMatchObject({ error: { type: 'permission_error' } });
  });

  it('is worded as each generation of clients understands it', async () => {
    const id = expect.stringMatching(/^[0-9a-f-]{36}$/);
    for (const [more, status, body] of [
      [
        { 'lmnt-version': '1.1' },
        401,
        {
          type: 'error',
          error: { type: 'authentication_error', message: 'Invalid API key', code: 401 },
          request_id: id,
        },
      ],
      [{}, 403, { error: 'Invalid API key' }],
      [{ 'user-agent': 'ai-sdk/lmnt/1.0.0' }, 403, { error: { message: 'Invalid API key', code: 403 } }],
    ] as const) {
      const response = await bytes({ text: firstReply }, { 'x-api-key': 'wrong', ...more });
      expect(response.statusCode).toBe(status);
      expect(response.headers['request-id']).toEqual(id);
      expect(response.headers['content-type']).toMatch(/^application\/json/);
      expect(await readJson(response)).toEqual(body);
    }
  });

  it('comes where nothing is', async () => {
    const response = await send('GET', '/v1/ai/nothing');
    expect(response.statusCode).toBe(404);
    expect(await readJson(response)).toEqual({ detail: 'Not Found' });
  });
});
