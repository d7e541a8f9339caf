import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { EncodedAudio } from '../encoder.js';
import type { AudioFormat } from '../format.js';
import { tone } from '../tone.js';
import { type EncodedStream, streamEncoder } from './stream.js';

const format: AudioFormat = { encoding: 'flac', container: 'none', sampleRate: 8000 };
const longAudio = tone(8000, 40000);
const nothing: EncodedAudio = { data: new Uint8Array(0), durationMs: 0 };

/** A stream that only keeps account: one byte and 100 ms per write, and every call by name. */
function recorded(calls: string[], write = audio): EncodedStream {
  return {
    write(samples) {
      calls.push(`write ${samples.length}`);
      return write();
    },
    end(samples) {
      calls.push(`end ${samples.length}`);
      return audio();
    },
    abort: () => calls.push('abort'),
  };
}

function audio(): EncodedAudio {
  return { data: Uint8Array.of(1), durationMs: 100 };
}

function encoderOf(open: () => Promise<EncodedStream>) {
  return streamEncoder(format, { delayMs: 0, open });
}

describe('compressed streams', () => {
  it('opens one stream for each utterance, and only when there is audio', async () => {
    const calls: string[] = [];
    const encoder = encoderOf(async () => {
      calls.push('open');
      return recorded(calls);
    });
    await encoder.flush();
    await encoder.encode(tone(8000, 10));
    await encoder.encode(tone(8000, 20));
    await encoder.flush();
    await encoder.flush();
    await encoder.encode(tone(8000, 30));
    encoder.close();
    await setImmediate();
    expect(calls).toEqual(['open', 'write 10', 'write 20', 'end 0', 'open', 'write 30', 'abort']);
  });

  it('tells the header and the delay before any stream is open', () => {
    const open = async () => recorded([]);
    const encoder = streamEncoder(format, { header: Uint8Array.of(7), delayMs: 6.5, open });
    expect(encoder).toMatchObject({ format, header: Uint8Array.of(7), delayMs: 6.5 });
    expect(encoderOf(open).header).toHaveLength(0);
  });

  it('writes long audio in parts, and lets others take their turn between them', async () => {
    const calls: string[] = [];
    const encoder = encoderOf(async () => recorded(calls));
    const encoding = encoder.encode(longAudio);
    await setImmediate();
    expect(calls.length).toBeLessThan(10);
    expect(await encoding).toEqual({ data: new Uint8Array(10).fill(1), durationMs: 1000 });
    expect(calls).toEqual(new Array(10).fill('write 4000'));
    encoder.close();
  });

  it('writes nothing more to a stream that was closed between two parts', async () => {
    const calls: string[] = [];
    const encoder = encoderOf(async () => recorded(calls));
    const encoding = encoder.encode(longAudio);
    await setImmediate();
    encoder.close();
    expect(await encoding).toEqual(nothing);
    expect(calls.at(-1)).toBe('abort');
    expect(calls.filter((call) => call === 'abort')).toHaveLength(1);
  });

  it('aborts a stream that was closed while it opened', async () => {
    const calls: string[] = [];
    let opened = (_: EncodedStream) => {};
    const opening = new Promise<EncodedStream>((resolve) => {
      opened = resolve;
    });
    const encoder = encoderOf(() => opening);
    const encoding = encoder.encode(tone(8000, 10));
    encoder.close();
    opened(recorded(calls));
    expect(await encoding).toEqual(nothing);
    await setImmediate();
    expect(calls.at(-1)).toBe('abort');
  });

  it('tells of a failure, but not once nobody wants the audio', async () => {
    const fail = () => {
      throw new Error('broken');
    };
    const encoder = encoderOf(async () => recorded([], fail));
    await expect(encoder.encode(tone(8000, 10))).rejects.toThrow('broken');
    const encoding = encoder.encode(tone(8000, 10));
    encoder.close();
    expect(await encoding).toEqual(nothing);
  });

  it('tells each caller why its stream could not be opened', async () => {
    const encoder = encoderOf(async () => {
      throw new Error('full');
    });
    await expect(encoder.encode(tone(8000, 10))).rejects.toThrow('full');
    await expect(encoder.flush()).rejects.toThrow('full');
    encoder.close();
    await setImmediate();
  });
});
