import { describe, expect, it } from 'vitest';
import { checkFormat } from '../../audio/formats.js';
import { comesWhole, contentType, formatOf } from './formats.js';

const usual = { bareUlaw: false };
const refusal = (message: string) => expect.objectContaining({ code: 'unsupported-format', message });

describe('the formats of LMNT', () => {
  it.each([
    [undefined, undefined, 'mp3', 'none', 24000, 96000, 'audio/mpeg'],
    ['mp3', 16000, 'mp3', 'none', 16000, 96000, 'audio/mpeg'],
    ['mp3', 8000, 'mp3', 'none', 8000, 64000, 'audio/mpeg'],
    ['pcm_s16le', undefined, 'linear16', 'none', 24000, undefined, 'application/octet-stream'],
    ['pcm_f32le', 8000, 'float32', 'none', 8000, undefined, 'application/octet-stream'],
    ['raw', undefined, 'linear16', 'none', 24000, undefined, 'application/octet-stream'],
    ['ulaw', undefined, 'mulaw', 'wav', 8000, undefined, 'audio/wav'],
    ['mulaw', 24000, 'mulaw', 'wav', 24000, undefined, 'audio/wav'],
    ['webm', undefined, 'opus', 'webm', 48000, 32000, 'audio/webm'],
    ['webm', 16000, 'opus', 'webm', 48000, 32000, 'audio/webm'],
    ['PCM_S16LE', 16000, 'linear16', 'none', 16000, undefined, 'application/octet-stream'],
  ])('offer %s at %s on both roads', (name, rate, encoding, container, sampleRate, bitRate, type) => {
    for (const transport of ['socket', 'rest'] as const) {
      const format = formatOf(name, rate, transport, usual);
      expect(format).toEqual({ encoding, container, sampleRate, ...(bitRate && { bitRate }) });
      expect(contentType(format)).toBe(type);
      expect(comesWhole(format)).toBe(false);
      expect(checkFormat(format)).toEqual(format);
    }
  });

  it.each([
    ['wav', undefined, 'linear16', 'wav', 24000, undefined, 'audio/wav'],
    ['wav', 8000, 'linear16', 'wav', 8000, undefined, 'audio/wav'],
    ['aac', undefined, 'aac', 'none', 24000, 64000, 'audio/aac'],
    ['aac', 8000, 'aac', 'none', 8000, 64000, 'audio/aac'],
  ])(
    'offer %s at %s as a file, and not on the socket',
    (name, rate, encoding, container, sampleRate, bitRate, type) => {
      const format = formatOf(name, rate, 'rest', usual);
      expect(format).toEqual({ encoding, container, sampleRate, ...(bitRate && { bitRate }) });
      expect(contentType(format)).toBe(type);
      expect(comesWhole(format)).toBe(true);
      expect(checkFormat(format)).toEqual(format);
      const message = `\`format\` ${name} is not offered on a WebSocket; use mp3, pcm_s16le, pcm_f32le, ulaw or webm`;
      expect(() => formatOf(name, rate, 'socket', usual)).toThrow(refusal(message));
    },
  );

  it('are µ-law without a header where the operator wants it', () => {
    const format = formatOf('ulaw', undefined, 'socket', { bareUlaw: true });
    expect(format).toEqual({ encoding: 'mulaw', container: 'none', sampleRate: 8000 });
    expect(contentType(format)).toBe('audio/mulaw;rate=8000');
  });

  it.each(['flac', 'opus', '', 'constructor', '__proto__', 'x'.repeat(1000)])('are not %j', (name) => {
    const known = 'use mp3, pcm_s16le, pcm_f32le, ulaw, webm, wav or aac';
    const message = `\`format\` ${name.slice(0, 40)} is not offered; ${known}`;
    expect(() => formatOf(name, undefined, 'rest', usual)).toThrow(refusal(message));
  });

  it.each([0, 11025, 48000, Number.NaN])('do not come at %s samples per second', (rate) => {
    for (const name of ['mp3', 'webm', 'ulaw']) {
      const message = `\`sample_rate\` ${rate} is not offered; use 8000, 16000 or 24000`;
      expect(() => formatOf(name, rate, 'socket', usual)).toThrow(refusal(message));
    }
  });
});
