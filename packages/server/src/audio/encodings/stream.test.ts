import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { AudioFormat } from '../format.js';
import { tone } from '../tone.js';
import { type EncodedStream, streamEncoder } from './stream.js';

const format: AudioFormat = { encoding: 'flac', container: 'none', sampleRate: 8000 };
const longAudio = tone(8000, 40000);

/** A stream that only keeps account: one byte per write, and every call by name. */
function recorded(calls: string[], write: () => Uint8Array = () => Uint8Array.of(1)): EncodedStream {
  return {
    write(samples) {
      calls.push(`write ${samples.length}`);
      return write();
    },
    end(samples) {
      calls.push(`end ${samples.length}`);
      return Uint8Array.of(2);
    },
    abort: () => calls.push('abort'),
  };
}

describe('compressed streams', () => {
  it('opens one stream for each utterance, and only when there is audio', async () => {
    const calls: string[] = [];
    const encoder = streamEncoder(format, async () => {
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

  it('writes long audio in parts, and lets others take their turn between them', async () => {
    const calls: string[] = [];
    const encoder = streamEncoder(format, async () => recorded(calls));
    const encoding = encoder.encode(longAudio);
    await setImmediate();
    expect(calls.length).toBeLessThan(10);
    expect(await encoding).toHaveLength(10);
    expect(calls).toEqual(new Array(10).fill('write 4000'));
    encoder.close();
  });

  it('writes nothing more to a stream that was dropped between two parts', async () => {
    const calls: string[] = [];
    const encoder = streamEncoder(format, async () => recorded(calls));
    const encoding = encoder.encode(longAudio);
    await setImmediate();
    encoder.reset();
    expect(await encoding).toHaveLength(0);
    expect(calls.at(-1)).toBe('abort');
    expect(calls.filter((call) => call === 'abort')).toHaveLength(1);
  });

  it('aborts a stream that was dropped while it opened', async () => {
    const calls: string[] = [];
    let opened = (_: EncodedStream) => {};
    const opening = new Promise<EncodedStream>((resolve) => {
      opened = resolve;
    });
    const encoder = streamEncoder(format, () => opening);
    const encoding = encoder.encode(tone(8000, 10));
    encoder.close();
    opened(recorded(calls));
    expect(await encoding).toHaveLength(0);
    await setImmediate();
    expect(calls.at(-1)).toBe('abort');
  });

  it('tells of a failure, but not once nobody wants the audio', async () => {
    const fail = () => {
      throw new Error('broken');
    };
    const encoder = streamEncoder(format, async () => recorded([], fail));
    await expect(encoder.encode(tone(8000, 10))).rejects.toThrow('broken');
    encoder.reset();
    const encoding = encoder.encode(tone(8000, 10));
    encoder.reset();
    expect(await encoding).toHaveLength(0);
  });

  it('tells each caller why a stream could not be opened, and tries again after a reset', async () => {
    let full = true;
    const encoder = streamEncoder(format, async () => {
      if (full) throw new Error('full');
      return recorded([]);
    });
    await expect(encoder.encode(tone(8000, 10))).rejects.toThrow('full');
    await expect(encoder.flush()).rejects.toThrow('full');
    full = false;
    encoder.reset();
    expect(await encoder.encode(tone(8000, 10))).toHaveLength(1);
    encoder.close();
  });
});
