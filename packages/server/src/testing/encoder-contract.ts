/** What makes an audio encoder one that a live stream can use. */
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { clickPosition, silenceWithClick } from '../audio/click.js';
import type { AudioEncoder, EncodedAudio, EncoderStart } from '../audio/encoder.js';
import type { Pcm } from '../audio/pcm.js';
import { tone, toneQualityDb } from '../audio/tone.js';
import { bytesOf, feed, playedMs, speak, unevenly } from './encoded-speech.js';

/** What a stream of bytes says to somebody who did not make it. */
export interface Decoded {
  readonly sampleRate: number;
  readonly sampleCount: number;
  /** Absent where the test only counts frames. */
  readonly samples?: Int16Array;
}

/** What the contract must know of one encoding. */
export interface EncoderHarness {
  /** Reads whole results, put together in order behind the header; throws for anything that is not such a stream. */
  decode(bytes: Uint8Array): Decoded | Promise<Decoded>;
  /** Samples by which one stream may decode longer than what was fed: delay and padding. None by default. */
  readonly paddingSamples?: number;
  /** For harnesses that decode samples. */
  readonly sound?: {
    /** How far a tone must stand above all else, in dB. */
    readonly toneQualityDb: number;
    /** How far from its place a click may be heard, in milliseconds. */
    readonly clickMs: number;
  };
  /** Whether the bytes stay the same however the audio is cut into pieces. So it is without frames or serial numbers. */
  readonly sameBytes?: boolean;
}

const fromRate = 22050;
const inputRates = [8000, 11025, 16000, 22050, 24000, 44100, 48000];
const noSamples = new Int16Array(0);

/** What every audio encoder promises. `describe`s itself; call it at the top of a test file. */
export function encoderContract(
  name: string,
  create: (start?: EncoderStart) => Promise<AudioEncoder>,
  harness: EncoderHarness,
): void {
  const padding = harness.paddingSamples ?? 0;

  /** What a listener hears of these results, which must play exactly as long as they say. */
  const hear = async ({ header, format }: AudioEncoder, results: readonly EncodedAudio[]): Promise<Decoded> => {
    const { sampleRate } = format;
    const bytes = bytesOf([{ data: header, durationMs: 0 }, ...results]);
    const decoded = bytes.length > header.length ? await harness.decode(bytes) : silence(sampleRate);
    expect(decoded.sampleRate).toBe(sampleRate);
    expect((playedMs(results) * sampleRate) / 1000).toBeCloseTo(decoded.sampleCount, 3);
    return decoded;
  };

  /** That `results` bring all of the audio that was fed, behind what had been given before. */
  const expectAll = async (
    encoder: AudioEncoder,
    fed: readonly Pcm[],
    results: readonly EncodedAudio[],
    before: readonly EncodedAudio[] = [],
  ) => {
    const { sampleRate } = encoder.format;
    const expected = fed.reduce((sum, pcm) => sum + Math.round((pcm.samples.length * sampleRate) / pcm.sampleRate), 0);
    const heardBefore = await hear(encoder, before);
    const heard = (await hear(encoder, [...before, ...results])).sampleCount - heardBefore.sampleCount;
    expect(heard).toBeGreaterThanOrEqual(Math.round(expected + (encoder.delayMs * sampleRate) / 1000));
    expect(heard).toBeLessThanOrEqual(expected + padding);
  };

  describe(`${name}: what every encoder promises`, () => {
    it('1 gives the same for pieces as for the whole', async () => {
      const audio = tone(fromRate, 30011);
      const whole = await create();
      const atOnce = [await whole.encode(audio), await whole.flush()];
      const pieced = await create();
      const inPieces = await speak(pieced, audio, unevenly());
      if (harness.sameBytes) expect(hash(bytesOf(inPieces))).toBe(hash(bytesOf(atOnce)));
      const [one, other] = [await hear(pieced, inPieces), await hear(whole, atOnce)];
      expect(one.sampleCount).toBe(other.sampleCount);
      if (one.samples && other.samples) expect(hash(one.samples)).toBe(hash(other.samples));
      whole.close();
      pieced.close();
    });

    it('2 ends every result where a listener could stop, after as much as it says', async () => {
      const encoder = await create();
      const results = await speak(encoder, tone(fromRate, 9000), unevenly());
      for (let count = 1; count <= results.length; count += 1) await hear(encoder, results.slice(0, count));
      expect(playedMs(results)).toBeGreaterThan(0);
      encoder.close();
    });

    it('3 gives audio within the first half second', async () => {
      const encoder = await create();
      const early = await feed(encoder, tone(fromRate, fromRate / 2), () => 441);
      expect((await hear(encoder, early)).sampleCount).toBeGreaterThan(0);
      encoder.close();
    });

    it('4 has given all of the audio when it is flushed', async () => {
      for (const length of [10, 100, 4410, 22050, 50001]) {
        const encoder = await create();
        const audio = tone(fromRate, length);
        await expectAll(encoder, [audio], await speak(encoder, audio, () => 2205));
        encoder.close();
      }
    });

    const { sound } = harness;
    if (sound) {
      it('5 plays the tone that it was fed', async () => {
        const encoder = await create();
        const { samples = noSamples, sampleRate } = await hear(encoder, await speak(encoder, tone(fromRate, fromRate)));
        // Not the first and last tenth of a second, where a codec fades in and out.
        const from = Math.round((sampleRate * (100 + encoder.delayMs)) / 1000);
        const middle = samples.subarray(from, from + (sampleRate * 8) / 10);
        expect(toneQualityDb(middle, sampleRate)).toBeGreaterThan(sound.toneQualityDb);
        encoder.close();
      });

      it('6 plays each moment its own delay later than it was fed, in every utterance', async () => {
        const encoder = await create();
        const { sampleRate } = encoder.format;
        const results: EncodedAudio[] = [];
        for (const atMs of [60, 320, 120]) {
          const begin = (await hear(encoder, results)).sampleCount;
          const audio = silenceWithClick(sampleRate, sampleRate / 2, (sampleRate * atMs) / 1000);
          results.push(...(await speak(encoder, audio, unevenly())));
          const { samples = noSamples } = await hear(encoder, results);
          const heardMs = (clickPosition(samples.subarray(begin), sampleRate) * 1000) / sampleRate;
          expect(Math.abs(heardMs - atMs - encoder.delayMs)).toBeLessThanOrEqual(sound.clickMs);
        }
        encoder.close();
      });
    }

    it('7 goes on in the middle of a stream, where another was closed', async () => {
      const first = await create();
      const before = await feed(first, tone(fromRate, 5000), () => 700);
      first.close();
      const next = await create({ startMs: playedMs(before) });
      expect(next.header).toEqual(first.header);
      const audio = tone(fromRate, 7000);
      await expectAll(next, [audio], await speak(next, audio), before);
      next.close();
    });

    it.each([0, 1, 2])('8 gives nothing for a call in which it is closed, %i turns after it began', async (turns) => {
      const before: EncodedAudio[] = [];
      const audio = tone(fromRate, 30000);
      for (const call of ['encode', 'flush'] as const) {
        const encoder = await create({ startMs: playedMs(before) });
        if (call === 'flush') before.push(await encoder.encode(audio));
        const result = call === 'flush' ? encoder.flush() : encoder.encode(audio);
        let settled = !(result instanceof Promise);
        const settling = Promise.resolve(result).finally(() => {
          settled = true;
        });
        for (let turn = 0; turn < turns; turn += 1) await setImmediate();
        const hadSettled = settled;
        encoder.close();
        const given = await settling;
        if (!hadSettled) expect(given).toEqual({ data: new Uint8Array(0), durationMs: 0 });
        before.push(given);
      }
      const next = await create({ startMs: playedMs(before) });
      await expectAll(next, [audio], await speak(next, audio), before);
      next.close();
    });

    it('9 has nothing left to give after a flush', async () => {
      const encoder = await create();
      expectNothing(await encoder.flush());
      const audio = tone(fromRate, 3000);
      await expectAll(encoder, [audio], await speak(encoder, audio));
      expectNothing(await encoder.flush());
      encoder.close();
    });

    it('10 goes on after a flush', async () => {
      const encoder = await create();
      const utterances = [tone(fromRate, 5001), tone(fromRate, 12345), tone(fromRate, 777)];
      const results: EncodedAudio[] = [];
      for (const audio of utterances) {
        const spoken = await speak(encoder, audio);
        await expectAll(encoder, [audio], spoken, results);
        results.push(...spoken);
      }
      encoder.close();
    });

    it.each(inputRates)('11 takes audio at %i Hz', async (rate) => {
      const encoder = await create();
      const audio = tone(rate, rate / 2);
      await expectAll(encoder, [audio], await speak(encoder, audio, unevenly()));
      encoder.close();
    });

    it('12 takes a rate that changes in the middle', async () => {
      const encoder = await create();
      const parts = [tone(24000, 4800), tone(22050, 2205), tone(16000, 3200), tone(encoder.format.sampleRate, 999)];
      const results: EncodedAudio[] = [];
      for (const part of parts) results.push(...(await feed(encoder, part, () => 500)));
      await expectAll(encoder, parts, [...results, await encoder.flush()]);
      encoder.close();
    });

    it('13 makes nothing of nothing', async () => {
      const encoder = await create();
      expectNothing(await encoder.encode({ samples: noSamples, sampleRate: fromRate }));
      expectNothing(await encoder.flush());
      encoder.close();
    });

    it('14 leaves its input alone, and gives away its results', async () => {
      const encoder = await create();
      const audio = tone(encoder.format.sampleRate, 12000);
      const input = audio.samples.slice();
      const copies: EncodedAudio[] = [];
      const keep = (result: EncodedAudio) => copies.push({ ...result, data: result.data.slice() });
      const results = await feed(encoder, audio, () => 3000, keep);
      await encoder.flush();
      expect(bytesOf(results)).toEqual(bytesOf(copies));
      for (const { data } of results) expect(data.buffer.byteLength).toBe(data.byteLength);
      expect(audio.samples).toEqual(input);
      encoder.close();
    });

    it('15 is closed for good', async () => {
      const encoder = await create();
      await encoder.encode(tone(fromRate, 3000));
      encoder.close();
      encoder.close();
      await expect((async () => encoder.encode(tone(fromRate, 100)))()).rejects.toThrow('closed');
      expectNothing(await encoder.flush());
    });
  });
}

function expectNothing(result: EncodedAudio): void {
  expect(result).toEqual({ data: new Uint8Array(0), durationMs: 0 });
}

const silence = (sampleRate: number): Decoded => ({ sampleRate, sampleCount: 0, samples: noSamples });

/** Long audio in a form that is quick to compare. */
function hash(data: Uint8Array | Int16Array): string {
  return createHash('sha256').update(data).digest('hex');
}
