import { describe, expect, it } from 'vitest';
import { SpeechError, type SpeechErrorCode, speechErrorCodes } from '../../errors.js';
import { closeReason } from '../close-reason.js';
import { farewell, RemoteContentError, refuse } from './errors.js';

const visit = { id: '0198c1f2-7a10-7c3e-9b54-2f6d1c8e4a01', params: {} };

async function refused(code: SpeechErrorCode, message = 'why') {
  const response = refuse(new SpeechError(code, message), visit);
  const { err_code, err_msg } = (await response.json()) as Record<string, string>;
  return { status: response.status, err_code, err_msg };
}

describe('a refusal', () => {
  it('H1 tells bad credentials in words, headers and request id', async () => {
    const response = refuse(new SpeechError('unauthorized', 'no such key'), visit);
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('dg-request-id')).toBe(visit.id);
    expect(response.headers.get('dg-error')).toBe('Invalid credentials.');
    expect(await response.json()).toEqual({
      err_code: 'INVALID_AUTH',
      err_msg: 'Invalid credentials.',
      request_id: visit.id,
    });
  });

  it('has the status and the err_code that clients know', async () => {
    expect(await refused('invalid-request')).toEqual({
      status: 400,
      err_code: 'INVALID_QUERY_PARAMETER',
      err_msg: 'why',
    });
    expect(await refused('unsupported-format')).toMatchObject({ status: 400, err_code: 'INVALID_QUERY_PARAMETER' });
    expect(await refused('empty-text')).toEqual({
      status: 400,
      err_code: 'Bad Request',
      err_msg: 'Input text contains no characters.',
    });
    expect(await refused('invalid-message')).toMatchObject({ status: 400, err_code: 'PAYLOAD_ERROR' });
    expect(await refused('forbidden')).toMatchObject({ status: 403, err_code: 'INSUFFICIENT_PERMISSIONS' });
    expect(await refused('message-too-large')).toMatchObject({ status: 413, err_code: 'PAYLOAD_TOO_LARGE' });
    expect(await refused('text-too-long')).toMatchObject({ status: 413, err_code: 'Payload Too Large' });
    expect(await refused('unsupported-media-type')).toMatchObject({ status: 415, err_code: 'UNSUPPORTED_MEDIA_TYPE' });
    expect(await refused('rate-limited')).toMatchObject({ status: 429, err_code: 'Too Many Requests' });
    expect(await refused('overloaded')).toMatchObject({ status: 503, err_code: 'Service Unavailable' });
  });

  it("puts Deepgram's sentence for an unknown model before ours", async () => {
    const { status, err_code, err_msg } = await refused('voice-not-found', 'use aura-2-thalia-en');
    expect({ status, err_code }).toEqual({ status: 400, err_code: 'Bad Request' });
    expect(err_msg).toBe('Bad Request: No such model/version combination found. use aura-2-thalia-en');
  });

  it('calls remote content by its own name', async () => {
    const response = refuse(new RemoteContentError('gone'), visit);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ err_code: 'REMOTE_CONTENT_ERROR', err_msg: 'gone' });
  });

  it('R7 says when to come back', () => {
    for (const code of ['rate-limited', 'overloaded', 'going-away'] as const) {
      expect(refuse(new SpeechError(code, 'x'), visit).headers.get('retry-after')).toBe('1');
    }
    expect(refuse(new SpeechError('internal', 'x'), visit).headers.has('retry-after')).toBe(false);
  });

  it('keeps its header on one line of ASCII', () => {
    const header = refuse(new SpeechError('internal', 'one\r\ntwo — thrée'), visit).headers.get('dg-error');
    expect(header).toBe('one?two ? thr?e');
  });
});

describe('a farewell', () => {
  it.each([
    ['unsupported-message', 1003, 'MESSAGE-0000'],
    ['invalid-message', 1008, 'DATA-0000'],
    ['rate-limited', 1008, 'DATA-0001'],
    ['message-too-large', 1009, 'BIG-0000'],
    ['text-too-long', 1009, 'BIG-0001'],
    ['internal', 1011, 'NET-0000'],
    ['synthesis-failed', 1011, 'NET-0000'],
    ['slow-reader', 1011, 'NET-0002'],
    ['session-expired', 1011, 'NET-0003'],
    ['going-away', 1012, 'NET-0000'],
  ] as const)('closes for %s with %i and %s', (code, close, word) => {
    expect(farewell(new SpeechError(code, 'why'))).toEqual({ code: close, reason: `${word}: why` });
  });

  it('B5 begins with its word also where the reason is cut to fit into a close frame', () => {
    for (const code of speechErrorCodes) {
      const { reason, message } = farewell(new SpeechError(code, '€👩'.repeat(100)));
      expect(closeReason(reason)).toMatch(/^[A-Z]+-000\d: \S/);
      expect(message).toBeUndefined();
    }
  });
});
