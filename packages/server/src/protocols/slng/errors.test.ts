import { describe, expect, it } from 'vitest';
import { SpeechError, type SpeechErrorCode } from '../../errors.js';
import { farewell, isForgiven, refuse, SlngError } from './errors.js';

const visit = { id: '0198c1f2-7a10-7c3e-9b54-2f6d1c8e4a01', params: {} };

async function refused(code: SpeechErrorCode) {
  const response = refuse(new SpeechError(code, 'why'), visit);
  return { status: response.status, body: (await response.json()) as object, headers: response.headers };
}

describe('a refusal', () => {
  it('of what the client wrote has error, status and details', async () => {
    expect((await refused('invalid-message')).body).toEqual({
      error: 'Validation error',
      status: 400,
      details: 'why',
      code: 'invalid_request',
      slng_request_id: visit.id,
    });
  });

  it('of all else has error, message and statusCode', async () => {
    expect((await refused('forbidden')).body).toEqual({
      error: 'Forbidden',
      message: 'why',
      statusCode: 403,
      code: 'auth_error',
      slng_request_id: visit.id,
    });
  });

  it.each([
    ['unauthorized', 401],
    ['forbidden', 403],
    ['unsupported-format', 400],
    ['voice-not-found', 400],
    ['not-found', 404],
    ['text-too-long', 413],
    ['rate-limited', 429],
    ['overloaded', 503],
    ['synthesis-failed', 502],
    ['internal', 500],
  ] as const)('for %s has the status %i and names the request', async (code, status) => {
    const answer = await refused(code);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('x-slng-request-id')).toBe(visit.id);
    expect(answer.headers.has('retry-after')).toBe(status === 429 || status === 503);
  });
});

describe('a farewell', () => {
  it.each([
    ['unauthorized', 'auth_error', 1008],
    ['invalid-message', 'invalid_request', 1008],
    ['message-too-large', 'payload_too_large', 1009],
    ['rate-limited', 'rate_limit', 1013],
    ['overloaded', 'rate_limit', 1013],
    ['slow-reader', 'backpressure', 1013],
    ['session-expired', 'max_connection_duration_exceeded', 1000],
    ['going-away', 'backend_error', 1001],
    ['synthesis-failed', 'provider_error', 1011],
    ['internal', 'backend_error', 1011],
  ] as const)('for %s says %s before it closes with %i', (code, word, close) => {
    const { message, ...closing } = farewell(new SpeechError(code, 'why'), 'r1');
    expect(JSON.parse(message ?? '')).toEqual({ type: 'error', code: word, message: 'why', slng_request_id: 'r1' });
    expect(closing).toEqual({ code: close, reason: `${word}: why` });
  });

  it('uses the finer word where there is one', () => {
    const error = new SlngError('session-expired', 'idle_timeout_exceeded', 'why');
    expect(JSON.parse(farewell(error).message ?? '')).toEqual({
      type: 'error',
      code: 'idle_timeout_exceeded',
      message: 'why',
    });
  });
});

it('forgives what a client can do better, and nothing else', () => {
  const of = (code: SpeechErrorCode) => isForgiven(new SpeechError(code, 'x'));
  expect(
    ['invalid-request', 'unsupported-format', 'voice-not-found', 'invalid-message', 'text-too-long'].map((code) =>
      of(code as SpeechErrorCode),
    ),
  ).not.toContain(false);
  expect(
    (['unauthorized', 'rate-limited', 'overloaded', 'session-expired', 'internal', 'going-away'] as const).map(of),
  ).not.toContain(true);
});
