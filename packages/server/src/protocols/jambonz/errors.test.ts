import { expect, it } from 'vitest';
import { SpeechError, type SpeechErrorCode } from '../../errors.js';
import { farewell, refuse } from './errors.js';

it.each<[SpeechErrorCode, number, string | null]>([
  ['unauthorized', 401, null],
  ['forbidden', 403, null],
  ['invalid-message', 400, null],
  ['voice-not-found', 404, null],
  ['unsupported-format', 406, null],
  ['text-too-long', 413, null],
  ['rate-limited', 429, '1'],
  ['overloaded', 503, '1'],
  ['synthesis-failed', 502, null],
  ['internal', 500, null],
])('refuses for %s with %i and a line of plain text', async (code, status, retryAfter) => {
  const response = refuse(new SpeechError(code, 'this is why'));
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(response.headers.get('retry-after')).toBe(retryAfter);
  expect(await response.text()).toBe('this is why');
});

it.each<[SpeechErrorCode, number]>([
  ['session-expired', 1000],
  ['message-too-large', 1009],
  ['going-away', 1012],
  ['overloaded', 1013],
  ['internal', 1011],
])('leaves for %s with an error message and %i', (code, close) => {
  expect(farewell(new SpeechError(code, 'this is why'))).toEqual({
    message: '{"type":"error","error":"this is why"}',
    code: close,
    reason: 'this is why',
  });
});
