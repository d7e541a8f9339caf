import { describe, expect, it } from 'vitest';
import { SpeechError } from '../errors.js';
import { checkFormat, encodings, type FormatRequest, highestBitRate } from './formats.js';

describe('formats', () => {
  it('fills in the defaults of each encoding', () => {
    expect(encodings.map((encoding) => checkFormat({ encoding }))).toEqual([
      { encoding: 'linear16', container: 'none', sampleRate: 24000 },
      { encoding: 'float32', container: 'none', sampleRate: 24000 },
      { encoding: 'mulaw', container: 'none', sampleRate: 8000 },
      { encoding: 'alaw', container: 'none', sampleRate: 8000 },
      { encoding: 'mp3', container: 'none', sampleRate: 22050, bitRate: 48000 },
      { encoding: 'opus', container: 'ogg', sampleRate: 48000, bitRate: 12000 },
      { encoding: 'flac', container: 'none', sampleRate: 22050 },
      { encoding: 'aac', container: 'none', sampleRate: 22050, bitRate: 48000 },
    ]);
  });

  it('passes a complete format unchanged', () => {
    for (const encoding of encodings) {
      const format = checkFormat({ encoding });
      expect(checkFormat(format)).toEqual(format);
    }
  });

  it.each<[FormatRequest, string]>([
    [{ encoding: 'g729' }, 'encoding g729 is not offered; use linear16, float32, mulaw, alaw, mp3, opus, flac or aac'],
    [{ encoding: 'mulaw', container: 'ogg' }, 'container ogg is not offered for mulaw; use none or wav'],
    [{ encoding: 'opus', container: 'none' }, 'container none is not offered for opus; use ogg or webm'],
    [{ encoding: 'opus', sampleRate: 24000 }, 'sample rate 24000 is not offered for opus; use 48000'],
    [
      { encoding: 'mulaw', sampleRate: 11025 },
      'sample rate 11025 is not offered for mulaw; use 8000, 16000, 22050, 24000, 32000, 44100 or 48000',
    ],
    [{ encoding: 'flac', bitRate: 1000 }, 'bit rate 1000 is not offered for flac; leave it out'],
    [{ encoding: 'opus', bitRate: 3999 }, 'bit rate 3999 is not offered for opus; use 4000 to 650000'],
    [{ encoding: 'aac', bitRate: 48000.5 }, 'bit rate 48000.5 is not offered for aac; use 4000 to 192000'],
    [{ encoding: 'aac', bitRate: Number.NaN }, 'bit rate NaN is not offered for aac; use 4000 to 192000'],
    [
      { encoding: 'mp3', sampleRate: 8000, bitRate: 128000 },
      'bit rate 128000 is not offered for mp3; use 8000, 16000, 24000, 32000, 40000, 48000 or 64000',
    ],
  ])('refuses %o and says what would be right', (request, message) => {
    expect(() => checkFormat(request)).toThrow(new SpeechError('unsupported-format', message));
  });

  it('does not repeat more of a request than its beginning', () => {
    expect(() => checkFormat({ encoding: 'x'.repeat(5000) })).toThrow(/^encoding x{40} is not offered/);
  });

  it.each<[...Parameters<typeof highestBitRate>, number | undefined]>([
    ['mp3', 24000, 96000, 96000],
    ['mp3', 16000, 96000, 96000],
    ['mp3', 8000, 96000, 64000],
    ['mp3', 48000, 95999, 80000],
    ['opus', 48000, 96000, 96000],
    ['opus', 48000, 1_000_000, 650000],
    ['aac', 24000, 1_000_000, 192000],
    ['linear16', 24000, 96000, undefined],
    ['flac', 24000, 96000, undefined],
  ])('offers for %s at %i Hz, of up to %i bit/s, %s', (encoding, sampleRate, atMost, bitRate) => {
    expect(highestBitRate(encoding, sampleRate, atMost)).toBe(bitRate);
    expect(checkFormat({ encoding, sampleRate, bitRate })).toMatchObject({ encoding, sampleRate });
  });

  it.each<[...Parameters<typeof highestBitRate>, string]>([
    ['mp3', 48000, 31999, 'bit rate 31999 is not offered for mp3; use 32000, 40000,'],
    ['opus', 48000, 3999, 'bit rate 3999 is not offered for opus; use 4000 to 650000'],
  ])('refuses %s at %i Hz of up to %i bit/s, which is too little', (encoding, sampleRate, atMost, message) => {
    expect(() => highestBitRate(encoding, sampleRate, atMost)).toThrow(message);
  });

  it('does not take the name of something inherited for an encoding', () => {
    expect(() => checkFormat({ encoding: 'constructor' })).toThrow('not offered');
  });
});
