import { describe, expect, it } from 'vitest';
import { toApiError } from './refusal.js';

const none = () => undefined;

describe('an answer that is no', () => {
  it('tells type, words and request id of the usual envelope', () => {
    const body =
      '{"type":"error","error":{"type":"authentication_error","message":"Invalid API key"},"request_id":"r1"}';
    const error = toApiError(401, none, body);
    expect(error).toMatchObject({
      status: 401,
      type: 'authentication_error',
      message: 'Invalid API key',
      requestId: 'r1',
      retryAfterMs: undefined,
    });
  });

  it.each([
    ['{"error":"Invalid API key"}', 'Invalid API key'],
    ['{"detail":"Not Found"}', 'Not Found'],
    ['{"message":"no","status":401}', 'no'],
    ['Bad gateway\n', 'Bad gateway'],
    ['', 'the server answered with status 502'],
    ['{}', 'the server answered with status 502'],
    ['null', 'null'],
    ['[]', 'the server answered with status 502'],
    ['{"error":{"message":7}}', 'the server answered with status 502'],
  ])('is understood in the shape %s', (body, message) => {
    expect(toApiError(502, none, body).message).toBe(message);
  });

  it('is cut when it is a whole page', () => {
    expect(toApiError(502, none, 'x'.repeat(10_000)).message).toHaveLength(500);
  });

  it('prefers the request id of the header', () => {
    expect(toApiError(500, (name) => ({ 'request-id': 'h1' })[name], '{"request_id":"b1"}').requestId).toBe('h1');
  });

  it.each([
    [{ 'retry-after-ms': '250', 'retry-after': '9' }, 250],
    [{ 'retry-after': '1.5' }, 1500],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, undefined],
    [{}, undefined],
  ])('says when to come back: %o', (headers: Readonly<Record<string, string>>, expected) => {
    expect(toApiError(429, (name) => headers[name], '').retryAfterMs).toBe(expected);
  });
});
