import { describe, expect, it } from 'vitest';
import { contentType, type FormatWish, restFormat } from './formats.js';

const nothing: FormatWish = { encoding: undefined, container: undefined, sampleRate: undefined, bitRate: undefined };
const format = (wish: Partial<FormatWish>, strict = true) => restFormat({ ...nothing, ...wish }, strict);
const refusal = (message: string) =>
  expect.objectContaining({ code: 'unsupported-format', message: `Unsupported audio format: ${message}` });

describe('the formats of a request', () => {
  it.each([
    [{ encoding: 'linear16' }, 'wav', 24000, undefined, 'audio/wav'],
    [{ encoding: 'linear16', container: 'none', sampleRate: 48000 }, 'none', 48000, undefined, 'audio/l16;rate=48000'],
    [{ encoding: 'mulaw' }, 'wav', 8000, undefined, 'audio/wav'],
    [{ encoding: 'mulaw', container: 'none' }, 'none', 8000, undefined, 'audio/mulaw;rate=8000'],
    [{ encoding: 'alaw' }, 'wav', 8000, undefined, 'audio/wav'],
    [{ encoding: 'alaw', container: 'none', sampleRate: 16000 }, 'none', 16000, undefined, 'audio/alaw;rate=16000'],
    [{ encoding: 'mp3' }, 'none', 22050, 48000, 'audio/mpeg'],
    [{ encoding: 'mp3', bitRate: 32000 }, 'none', 22050, 32000, 'audio/mpeg'],
    [{ encoding: 'opus' }, 'ogg', 48000, 12000, 'audio/ogg;codecs=opus'],
    [{ encoding: 'opus', container: 'ogg', bitRate: 650000 }, 'ogg', 48000, 650000, 'audio/ogg;codecs=opus'],
    [{ encoding: 'flac' }, 'none', 22050, undefined, 'audio/flac'],
    [{ encoding: 'flac', sampleRate: 48000 }, 'none', 48000, undefined, 'audio/flac'],
    [{ encoding: 'aac' }, 'none', 22050, 48000, 'audio/aac'],
    [{ encoding: 'aac', bitRate: 4000 }, 'none', 22050, 4000, 'audio/aac'],
  ])('R1 offers %j', (wish, container, sampleRate, bitRate, type) => {
    const chosen = format(wish);
    expect(chosen).toEqual({ encoding: wish.encoding, container, sampleRate, ...(bitRate && { bitRate }) });
    expect(contentType(chosen)).toBe(type);
  });

  it.each([
    [{ encoding: 'mp3', container: 'none' }, '`container` is not applicable when `encoding=mp3`'],
    [{ encoding: 'opus', container: 'none' }, '`container=none` is invalid when `encoding=opus`'],
    [{ encoding: 'mp3', sampleRate: 22050 }, '`sample_rate` is not applicable when `encoding=mp3`'],
    [{ encoding: 'opus', sampleRate: 48000 }, '`sample_rate` is not applicable when `encoding=opus`'],
    [{ encoding: 'aac', sampleRate: 22050 }, '`sample_rate` is not applicable when `encoding=aac`'],
    [{ encoding: 'linear16', bitRate: 48000 }, '`bit_rate` is not applicable when `encoding=linear16`'],
    [{ encoding: 'flac', bitRate: 48000 }, '`bit_rate` is not applicable when `encoding=flac`'],
  ])('R1 refuses what does not apply when it is strict, and ignores it otherwise: %j', (wish, message) => {
    expect(() => format(wish)).toThrow(refusal(message));
    expect(format(wish, false)).toEqual(format({ encoding: wish.encoding }));
  });

  it.each([
    [{ encoding: 'mp3', container: 'wav' }, '`container` is not applicable when `encoding=mp3`'],
    [{ encoding: 'linear16', container: 'ogg' }, '`container=ogg` is invalid when `encoding=linear16`'],
    [{ encoding: 'mp3', bitRate: 40000 }, '`bit_rate` must be 32000 or 48000 when `encoding=mp3`'],
    [{ encoding: 'opus', bitRate: 3999 }, '`bit_rate` must be between 4000 and 650000 when `encoding=opus`'],
    [
      { encoding: 'flac', sampleRate: 24000 },
      '`sample_rate` must be 8000, 16000, 22050, 32000 or 48000 when `encoding=flac`',
    ],
  ])('refuses %j always', (wish, message) => {
    for (const strict of [true, false]) expect(() => format(wish, strict)).toThrow(refusal(message));
  });

  it('knows what a container alone asks for, unless it is strict', () => {
    expect(format({ container: 'wav' }, false)).toMatchObject({ encoding: 'linear16', container: 'wav' });
    expect(format({ container: 'none' }, false)).toMatchObject({ encoding: 'linear16', container: 'none' });
    expect(format({ container: 'ogg' }, false)).toMatchObject({ encoding: 'opus', container: 'ogg' });
    expect(() => format({ container: 'wav' })).toThrow(refusal('`container` is not applicable when `encoding=mp3`'));
  });
});
