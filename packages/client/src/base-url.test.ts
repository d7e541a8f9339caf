import { describe, expect, it } from 'vitest';
import { addresses } from './base-url.js';
import { GlottisError } from './errors.js';

describe('the addresses behind a base URL', () => {
  it.each([
    ['http://localhost:8080', 'ws://localhost:8080/v1/ai/speech/stream'],
    ['https://tts.example/', 'wss://tts.example/v1/ai/speech/stream'],
    ['http://h:8080/lmnt//', 'ws://h:8080/lmnt/v1/ai/speech/stream'],
    ['HTTPS://Tts.Example/http', 'wss://tts.example/http/v1/ai/speech/stream'],
  ])('of %s hold the session at %s', (baseURL, session) => {
    expect(addresses(baseURL).session).toBe(session);
  });

  it('keep the prefix for REST, and take a query only if there is something in it', () => {
    const { rest } = addresses('http://h/lmnt/');
    expect(rest('/v1/ai/speech')).toBe('http://h/lmnt/v1/ai/speech');
    expect(rest('/list', new URLSearchParams())).toBe('http://h/lmnt/list');
    expect(rest('/list', new URLSearchParams({ owner: 'me' }))).toBe('http://h/lmnt/list?owner=me');
  });

  it.each(['localhost', '', 'ws://h', 'ftp://h', 'http://h/?a=b', 'http://h/#a', 'http://key@h'])(
    'do not exist for %s',
    (baseURL) => {
      expect(() => addresses(baseURL)).toThrow(GlottisError);
    },
  );

  it('never repeat a password', () => {
    expect(() => addresses('http://me:secret@h')).toThrow(/^(?!.*secret).*password/);
  });
});
