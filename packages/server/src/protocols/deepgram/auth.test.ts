import { describe, expect, it } from 'vitest';
import { SpeechError } from '../../errors.js';
import type { Credential } from '../../session/speech.js';
import { request } from '../../testing/dial.js';
import { testSpeech } from '../../testing/test-speech.js';
import { deepgram } from './index.js';
import { deepgramOptions } from './options.js';

/** A server that knows one key, and grants tokens which tell how long they live. */
async function ask(path: string, init: RequestInit, seen: (Credential | undefined)[] = [], strict = false) {
  const speech = await testSpeech({
    strict,
    access: {
      async authenticate(credential) {
        seen.push(credential);
        if (credential?.secret !== 'key-1') throw new SpeechError('unauthorized', 'not known');
        return { id: 'team-a' };
      },
      grant: async ({ id }, ttlSeconds) => `token of ${id} for ${ttlSeconds}`,
    },
  });
  return request(deepgram(deepgramOptions.parse({})), speech, new Request(`http://localhost/v1/auth/${path}`, init));
}

const headers = { authorization: 'Token key-1' };
const grant = (body?: string) => ask('grant', { method: 'POST', headers, ...(body !== undefined && { body }) });

describe('a short-lived token', () => {
  it.each([
    [undefined, 30],
    ['', 30],
    ['{}', 30],
    ['{"ttl_seconds":600,"more":1}', 600],
  ])('is granted for %j', async (body, seconds) => {
    const response = await grant(body);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('dg-request-id')).not.toBeNull();
    expect(await response.json()).toEqual({ access_token: `token of team-a for ${seconds}`, expires_in: seconds });
  });

  it.each(['{"ttl_seconds":0}', '{"ttl_seconds":3601}', '{"ttl_seconds":1.5}', '{"ttl_seconds":"30"}', '[]', 'x'])(
    'is not granted for %s',
    async (body) => {
      expect((await grant(body)).status).toBe(400);
    },
  );

  it('is granted to keys only, under whichever scheme', async () => {
    const seen: (Credential | undefined)[] = [];
    await ask('grant', { method: 'POST', headers: { authorization: 'Bearer key-1' } }, seen);
    expect(seen).toEqual([{ kind: 'key', secret: 'key-1' }]);
    expect((await ask('grant', { method: 'POST' })).status).toBe(401);
  });

  it('is not granted under Bearer by the strict profile, where only tokens come so', async () => {
    const as = (authorization: string) => ask('grant', { method: 'POST', headers: { authorization } }, [], true);
    expect((await as('Bearer key-1')).status).toBe(401);
    expect((await as('Token key-1')).status).toBe(200);
  });
});

it('tells whose key it is, and refuses others', async () => {
  expect(await (await ask('token', { headers })).json()).toEqual({ api_key_id: 'team-a' });
  expect((await ask('token', { headers: { authorization: 'Token other' } })).status).toBe(401);
});
