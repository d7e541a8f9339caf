import { describe, expect, it } from 'vitest';
import { parseRestQuery, parseSocketQuery } from './query.js';

const socket = (query: string, strict = false) => parseSocketQuery(new URLSearchParams(query), strict);
const rest = (query: string, strict = false) => parseRestQuery(new URLSearchParams(query), strict);
const refusal = (code: string, message: string | RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

describe('the query of a socket', () => {
  it('has the defaults of Deepgram', () => {
    expect(socket('')).toEqual({
      model: 'aura-asteria-en',
      format: { encoding: 'linear16', container: 'none', sampleRate: 24000 },
      speed: undefined,
      wordTimestamps: false,
    });
    expect(socket('encoding=mulaw').format.sampleRate).toBe(8000);
  });

  it('H3 takes what clients send, however they write it', () => {
    const query = 'foo=1&mip_opt_out=True&container=none&tag=a&tag=b&speed=0.9&sample_rate=16000&bit_rate=48000';
    expect(socket(query)).toMatchObject({ speed: 0.9, format: { sampleRate: 16000 } });
    expect(socket('model=&encoding=&sample_rate=&speed=')).toEqual(socket(''));
    expect(socket('word_timestamps=TRUE').wordTimestamps).toBe(true);
    expect(socket('sample_rate=44100').format.sampleRate).toBe(44100);
    expect(socket('model=aura-2-thalia-en&model=other').model).toBe('aura-2-thalia-en');
  });

  it.each([
    ['encoding=mp3', 'unsupported-format', /^Unsupported audio format: `encoding=mp3`/],
    ['encoding=opus', 'unsupported-format', /^Unsupported audio format: `encoding=opus`/],
    ['encoding=vorbis', 'invalid-request', /^Failed to deserialize query parameters: unknown `encoding`/],
    [
      'sample_rate=44101',
      'unsupported-format',
      /`sample_rate` must be 8000, 16000, .* or 48000 when `encoding=linear16`$/,
    ],
    ['encoding=mulaw&sample_rate=24000', 'unsupported-format', /must be 8000 or 16000 when `encoding=mulaw`$/],
    ['container=wav', 'unsupported-format', /`container=wav` is invalid when `encoding=linear16`$/],
    ['sample_rate=fast', 'invalid-request', /^Failed to deserialize query parameters: `sample_rate` must be a number$/],
    ['speed=2', 'invalid-request', /`speed` must be from 0.7 to 1.5$/],
    ['mip_opt_out=maybe', 'invalid-request', /`mip_opt_out` must be true or false$/],
  ])('H4 refuses %s', (query, code, message) => {
    expect(() => socket(query)).toThrow(refusal(code, message));
  });

  it('H5 refuses Flux models', () => {
    expect(() => socket('model=flux-haley-en')).toThrow(refusal('voice-not-found', /Flux/));
    expect(() => rest('model=flux-haley-en')).toThrow(refusal('voice-not-found', /Flux/));
  });

  it('refuses what it does not know when it is strict', () => {
    expect(() => socket('foo=1', true)).toThrow(refusal('invalid-request', /unknown field `foo`/));
    expect(() => socket('bit_rate=48000', true)).toThrow(refusal('unsupported-format', /`bit_rate` is not applicable/));
    expect(socket('mip_opt_out=True&container=none&tag=a&tag=b&speed=0.9', true).speed).toBe(0.9);
  });
});

describe('the query of a request', () => {
  it('R2 asks for MP3 when it asks for nothing', () => {
    expect(rest('').format).toEqual({ encoding: 'mp3', container: 'none', sampleRate: 22050, bitRate: 48000 });
  });

  it('reads where a callback goes', () => {
    const { callback } = rest('callback=https%3A%2F%2Fhooks.example.com%2Fa&callback_method=put');
    expect(callback?.url.href).toBe('https://hooks.example.com/a');
    expect(callback?.method).toBe('PUT');
    expect(rest('callback=http%3A%2F%2Fhooks.example.com%3A8443').callback?.method).toBe('POST');
    expect(rest('').callback).toBeUndefined();
  });

  it('refuses a callback that leads nowhere good', () => {
    for (const url of ['nonsense', 'ftp://a.example', 'http://a.example:22/']) {
      const query = `callback=${encodeURIComponent(url)}`;
      expect(() => rest(query)).toThrow(refusal('invalid-request', /^Invalid callback url\.$/));
    }
    expect(() => rest('callback_method=GET')).toThrow(refusal('invalid-request', /`callback_method`/));
  });
});
