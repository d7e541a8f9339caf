import { describe, expect, it } from 'vitest';
import { SpeechError, type SpeechErrorCode } from '../../errors.js';
import { errorShapeOf, farewellIn, refusal, refuse } from './errors.js';

const visit = { id: '0198c1f2-7a10-7c3e-9b54-2f6d1c8e4a01', params: {} };
const current = new Headers({ 'lmnt-version': '1.1' });
const shapeOf = (headers: Record<string, string>) => errorShapeOf(new Headers(headers));

describe('the shape of a refusal', () => {
  it('LMNT 8.15 follows the version, and the Vercel AI SDK, which names none', () => {
    expect(shapeOf({ 'lmnt-version': '1.1' })).toBe('typed');
    expect(shapeOf({ 'lmnt-version': '1.2', 'user-agent': 'ai-sdk/lmnt/1.0' })).toBe('typed');
    expect(shapeOf({ 'user-agent': 'ai/5.0 ai-sdk/lmnt/1.0.12' })).toBe('numbered');
    expect(shapeOf({ 'lmnt-version': '1.0' })).toBe('text');
    expect(shapeOf({})).toBe('text');
  });

  it('is an object with a type since version 1.1', async () => {
    const response = refuse(new SpeechError('unauthorized', 'no such key'), visit, current);
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('request-id')).toBe(visit.id);
    expect(await response.json()).toEqual({
      type: 'error',
      error: { type: 'authentication_error', message: 'Invalid API key', code: 401 },
      request_id: visit.id,
    });
  });

  it('was a text before', async () => {
    const response = refusal(new SpeechError('unauthorized', 'no such key'), visit.id, 'text');
    expect(response.status).toBe(403);
    expect(await response.json()).toEqual({ error: 'Invalid API key' });
    expect(refusal(new SpeechError('empty-text', 'x'), visit.id, 'text').status).toBe(400);
  });

  it('is that of the request, also for what no route answers', async () => {
    expect(await refuse(new SpeechError('overloaded', 'full'), visit, new Headers()).json()).toEqual({ error: 'full' });
  });

  it('is an object with a number for the Vercel AI SDK', async () => {
    const response = refusal(new SpeechError('text-too-long', 'too long'), visit.id, 'numbered');
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: { message: 'too long', code: 400 } });
  });
});

describe('a refusal', () => {
  it.each([
    ['invalid-request', 400, 'invalid_request_error'],
    ['forbidden', 403, 'permission_error'],
    ['voice-not-found', 404, 'not_found_error'],
    ['not-found', 404, 'not_found_error'],
    ['rate-limited', 429, 'rate_limit_error'],
    ['overloaded', 429, 'rate_limit_error'],
    ['synthesis-failed', 500, 'internal_server_error'],
    ['internal', 500, 'internal_server_error'],
    ['going-away', 503, 'internal_server_error'],
  ] as const)('for %s is %i %s', async (code: SpeechErrorCode, status, type) => {
    const response = refuse(new SpeechError(code, 'why'), visit, current);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { type, message: 'why', code: status } });
  });

  it('LMNT 19 says when to come back, where that is soon', () => {
    for (const code of ['rate-limited', 'overloaded', 'going-away'] as const) {
      const { headers } = refuse(new SpeechError(code, 'x'), visit, current);
      expect([headers.get('retry-after-ms'), headers.get('retry-after')]).toEqual(['1000', '1']);
    }
    expect(refuse(new SpeechError('internal', 'x'), visit, current).headers.has('retry-after-ms')).toBe(false);
  });
});

describe('a farewell', () => {
  it.each([
    ['unauthorized', 1002],
    ['invalid-message', 1002],
    ['session-expired', 1002],
    ['message-too-large', 1009],
    ['synthesis-failed', 1011],
    ['internal', 1011],
    ['going-away', 1012],
    ['overloaded', 1013],
    ['rate-limited', 1013],
  ] as const)('for %s closes with %i', (code, close) => {
    expect(farewellIn('typed', new SpeechError(code, 'why'), 'id').code).toBe(close);
    expect(farewellIn('untyped', new SpeechError(code, 'why'), 'id').code).toBe(close);
  });

  it('is said in the dialect of the client', () => {
    const error = new SpeechError('voice-not-found', 'who is that?');
    const { message, reason } = farewellIn('typed-1.1', error, 'id');
    expect(JSON.parse(message ?? '')).toEqual({
      type: 'error',
      error: { type: 'not_found_error', message: 'who is that?' },
      request_id: 'id',
    });
    expect(reason).toBe('who is that?');
    for (const dialect of ['command', 'untyped'] as const) {
      expect(farewellIn(dialect, error, 'id').message).toBe('{"error":"who is that?"}');
    }
  });
});
