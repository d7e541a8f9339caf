import { describe, expect, it } from 'vitest';
import { createAccess } from '../../access/credentials.js';
import { type Asking, current, rawHello as raw, server } from './rest.test.kit.js';

async function bytes(body: object, asking: Asking = {}) {
  const { ask } = await server();
  return ask({ method: 'POST', body, ...asking });
}

describe('a refusal', () => {
  const bad = { text: 'Hello.' };

  it('15 is an envelope for clients of version 1.1 and later', async () => {
    for (const version of ['1.1', '1.2', '2.0']) {
      const response = await bytes(bad, { headers: { 'lmnt-version': version } });
      expect(response.headers.get('content-type')).toContain('application/json');
      expect(await response.json()).toEqual({
        type: 'error',
        error: { type: 'invalid_request_error', message: '`voice` is missing', code: 400 },
        request_id: response.headers.get('request-id'),
      });
    }
  });

  it('15 is a text for clients of other versions, and of none', async () => {
    for (const version of [undefined, '1.0', '2025-09-25']) {
      const response = await bytes(bad, version === undefined ? {} : { headers: { 'lmnt-version': version } });
      expect(response.status).toBe(400);
      expect(response.headers.has('request-id')).toBe(true);
      expect(await response.json()).toEqual({ error: '`voice` is missing' });
    }
  });

  it('15 has a number for the Vercel AI SDK', async () => {
    const headers = { 'user-agent': 'ai-sdk/lmnt/2.0.1 runtime/node.js/22' };
    const response = await bytes(bad, { headers });
    expect(await response.json()).toMatchObject({ error: { message: '`voice` is missing', code: 400 } });
  });

  it('15 of a bad key is 401, and 403 for older clients, wherever they ask', async () => {
    const access = createAccess({ apiKeys: [{ key: 'good' }] });
    const { ask } = await server({ parts: { access } });
    const doors: readonly Asking[] = [
      { method: 'POST', path: '/v1/ai/speech/bytes', body: raw },
      { method: 'POST', path: '/v1/ai/speech', body: raw },
      { method: 'POST', path: '/v1/ai/speech/convert' },
      { path: '/v1/ai/voice/list' },
      { path: '/v1/ai/voice/leah' },
      { method: 'PUT', path: '/v1/ai/voice/leah', body: {} },
      { method: 'DELETE', path: '/v1/ai/voice/leah' },
      { method: 'POST', path: '/v1/ai/voice' },
      { path: '/v1/account' },
    ];
    for (const door of doors) {
      for (const key of [{ 'x-api-key': '' }, { 'x-api-key': 'bad' }]) {
        const typed = await ask({ ...door, headers: { ...current, ...key } });
        expect(typed.status).toBe(401);
        expect(await typed.json()).toMatchObject({
          error: { type: 'authentication_error', message: 'Invalid API key' },
        });
        const older = await ask({ ...door, headers: key });
        expect(older.status).toBe(403);
        expect(await older.json()).toEqual({ error: 'Invalid API key' });
      }
    }
    const response = await ask({ method: 'POST', body: raw, headers: { 'X-API-Key': 'good' } });
    expect(response.status).toBe(200);
    await response.body?.cancel();
  });
});

describe('what is not offered', () => {
  it('is said of voice conversion, without a wish to be asked again', async () => {
    const { ask } = await server();
    const form = new FormData();
    form.append('audio', new Blob(['RIFF']), 'a.wav');
    const response = await ask({ method: 'POST', path: '/v1/ai/speech/convert', body: form, headers: current });
    expect(response.status).toBe(404);
    expect(response.headers.get('x-should-retry')).toBe('false');
    expect(await response.json()).toMatchObject({
      type: 'error',
      error: { type: 'not_found_error', message: 'this server speaks text, and converts no voices' },
    });
  });

  it.each(['/v1/ai/nothing', '/v1/ai/speech/bytes/more', '/v1/ai/speech/beta/synthesize_streaming'])(
    'is not found at %s',
    async (path) => {
      const { ask } = await server();
      for (const method of ['GET', 'POST', 'PUT', 'DELETE'] as const) {
        const response = await ask({ method, path });
        expect(response.status).toBe(404);
        expect(response.headers.has('request-id')).toBe(true);
        expect(await response.json()).toEqual({ detail: 'Not Found' });
      }
    },
  );

  it.each([
    ['GET', '/v1/ai/speech', 'for POST'],
    ['DELETE', '/v1/ai/voice', 'for POST'],
    ['POST', '/v1/ai/voice/leah', 'for GET and PUT and DELETE'],
    ['GET', '/v1/ai/speech/stream', 'a WebSocket: ask for an upgrade'],
  ] as const)('is told apart from what is asked for in the wrong way: %s %s', async (method, path, what) => {
    const { ask } = await server();
    const response = await ask({ method, path, headers: current });
    expect(response.status).toBe(405);
    expect(await response.json()).toMatchObject({
      error: { message: `${method} is not offered here; this path is ${what}` },
    });
  });
});
