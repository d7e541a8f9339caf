/** What makes an audio encoder one that a live stream can use. */
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { AudioEncoder } from '../audio/encoder.js';
import type { Pcm } from '../audio/pcm.js';
import { tone, toneQualityDb } from '../audio/tone.js';

/** What a stream of bytes says to somebody who did not make it. */
export interface Decoded {
  readonly sampleRate: number;
  readonly sampleCount: number;
  /** Absent where the test only counts frames. */
  readonly samples?: Int16Array;
}

/** What the contract must know of one encoding. */
export interface EncoderHarness {
  /** Reads whole results, put together in order, from the first on; throws for anything that is not such a stream. */
  decode(bytes: Uint8Array): Decoded | Promise<Decoded>;
  /** Samples by which one stream may decode longer than what was fed: priming and padding. None by default. */
  readonly paddingSamples?: number;
  /** How far a tone must stand above all else once decoded, in dB; for harnesses that decode samples. */
  readonly toneQualityDb?: number;
  /** Whether the bytes stay the same however the audio is cut into pieces. So it is without frames or serial numbers. */
  readonly sameBytes?: boolean;
}

const fromRate = 22050;
const inputRates = [8000, 11025, 16000, 22050, 24000, 44100, 48000];
const nothing: Pcm = { samples: new Int16Array(0), sampleRate: fromRate };

/** What every audio encoder promises. `describe`s itself; call it at the top of a test file. */
export function encoderContract(name: string, create: () => Promise<AudioEncoder>, harness: EncoderHarness): void {
  const padding = harness.paddingSamples ?? 0;

  /** That `results` bring all of the audio that was fed, behind what had been given before. */
  const expectAll = async (
    encoder: AudioEncoder,
    fed: readonly Pcm[],
    results: Uint8Array[],
    before: Uint8Array[] = [],
  ) => {
    const { sampleRate } = encoder.format;
    const expected = fed.reduce((sum, pcm) => sum + Math.round((pcm.samples.length * sampleRate) / pcm.sampleRate), 0);
    const heardBefore = bytesOf(before).length > 0 ? (await harness.decode(bytesOf(before))).sampleCount : 0;
    const decoded = await harness.decode(bytesOf([...before, ...results]));
    expect(decoded.sampleRate).toBe(sampleRate);
    expect(decoded.sampleCount - heardBefore).toBeGreaterThanOrEqual(expected);
    expect(decoded.sampleCount - heardBefore).toBeLessThanOrEqual(expected + padding * fed.length);
  };

  describe(`${name}: what every encoder promises`, () => {
    it('1 gives the same for pieces as for the whole', async () => {
      const audio = tone(fromRate, 30011);
      const whole = await create();
      const atOnce = bytesOf([await whole.encode(audio), await whole.flush()]);
      const pieced = await create();
      const inPieces = bytesOf([...(await feed(pieced, audio, unevenly())), await pieced.flush()]);
      if (harness.sameBytes) expect(hash(inPieces)).toBe(hash(atOnce));
      const [one, other] = [await harness.decode(inPieces), await harness.decode(atOnce)];
      expect(one.sampleCount).toBe(other.sampleCount);
      if (one.samples && other.samples) expect(hash(one.samples)).toBe(hash(other.samples));
      whole.close();
      pieced.close();
    });

    it('2 ends every result where a listener could stop', async () => {
      const encoder = await create();
      const results = [...(await feed(encoder, tone(fromRate, 9000), unevenly())), await encoder.flush()];
      let heard = 0;
      for (let count = 1; count <= results.length; count += 1) {
        const soFar = bytesOf(results.slice(0, count));
        if (soFar.length === 0) continue;
        const { sampleCount } = await harness.decode(soFar);
        expect(sampleCount).toBeGreaterThanOrEqual(heard);
        heard = sampleCount;
      }
      expect(heard).toBeGreaterThan(0);
      encoder.close();
    });

    it('3 gives audio within the first half second', async () => {
      const encoder = await create();
      const early = bytesOf(await feed(encoder, tone(fromRate, fromRate / 2), () => 441));
      expect((await harness.decode(early)).sampleCount).toBeGreaterThan(0);
      encoder.close();
    });

    it('4 has given all of the audio when it is flushed', async () => {
      for (const length of [10, 100, 4410, 22050, 50001]) {
        const encoder = await create();
        const audio = tone(fromRate, length);
        await expectAll(encoder, [audio], [...(await feed(encoder, audio, () => 2205)), await encoder.flush()]);
        encoder.close();
      }
    });

    const leastDb = harness.toneQualityDb;
    if (leastDb !== undefined) {
      it('5 plays the tone that it was fed', async () => {
        const encoder = await create();
        const bytes = bytesOf([await encoder.encode(tone(fromRate, fromRate)), await encoder.flush()]);
        const { samples, sampleRate } = await harness.decode(bytes);
        // Not the first and last tenth of a second, where a codec fades in and out.
        const middle = samples?.subarray(sampleRate / 10, (sampleRate * 9) / 10) ?? new Int16Array(0);
        expect(toneQualityDb(middle, sampleRate)).toBeGreaterThan(leastDb);
        encoder.close();
      });
    }

    it('6 forgets on reset what it had not given', async () => {
      const encoder = await create();
      const before = await feed(encoder, tone(fromRate, 5000), () => 700);
      encoder.reset();
      expect(await encoder.flush()).toHaveLength(0);
      const audio = tone(fromRate, 7000);
      await expectAll(encoder, [audio], [await encoder.encode(audio), await encoder.flush()], before);
      encoder.close();
    });

    it.each([0, 1, 2])('7 gives nothing old when it is reset in a call, %i turns after it began', async (turns) => {
      const encoder = await create();
      const audio = tone(fromRate, 30000);
      const before: Uint8Array[] = [];
      for (const call of [() => encoder.encode(audio), () => encoder.flush()]) {
        const result = call();
        let settled = !(result instanceof Promise);
        const settling = Promise.resolve(result).finally(() => {
          settled = true;
        });
        for (let turn = 0; turn < turns; turn += 1) await setImmediate();
        const hadSettled = settled;
        encoder.reset();
        const bytes = await settling;
        if (!hadSettled) expect(bytes).toHaveLength(0);
        before.push(bytes, await encoder.encode(audio));
      }
      encoder.reset();
      await expectAll(encoder, [audio], [await encoder.encode(audio), await encoder.flush()], before);
      encoder.close();
    });

    it('8 has nothing left to give after a flush', async () => {
      const encoder = await create();
      expect(await encoder.flush()).toHaveLength(0);
      const audio = tone(fromRate, 3000);
      await expectAll(encoder, [audio], [await encoder.encode(audio), await encoder.flush()]);
      expect(await encoder.flush()).toHaveLength(0);
      encoder.close();
    });

    it('9 goes on after a flush', async () => {
      const encoder = await create();
      const utterances = [tone(fromRate, 5001), tone(fromRate, 12345), tone(fromRate, 777)];
      const results: Uint8Array[] = [];
      for (const audio of utterances) results.push(await encoder.encode(audio), await encoder.flush());
      await expectAll(encoder, utterances, results);
      encoder.close();
    });

    it.each(inputRates)('10 takes audio at %i Hz', async (rate) => {
      const encoder = await create();
      const audio = tone(rate, rate / 2);
      await expectAll(encoder, [audio], [...(await feed(encoder, audio, unevenly())), await encoder.flush()]);
      encoder.close();
    });

    it('11 takes a rate that changes in the middle', async () => {
      const encoder = await create();
      const parts = [tone(24000, 4800), tone(22050, 2205), tone(16000, 3200), tone(encoder.format.sampleRate, 999)];
      const results: Uint8Array[] = [];
      for (const part of parts) results.push(...(await feed(encoder, part, () => 500)));
      await expectAll(encoder, parts, [...results, await encoder.flush()]);
      encoder.close();
    });

    it('12 makes nothing of nothing', async () => {
      const encoder = await create();
      expect(await encoder.encode(nothing)).toHaveLength(0);
      expect(await encoder.flush()).toHaveLength(0);
      encoder.close();
    });

    it('13 leaves its input alone, and gives away its results', async () => {
      const encoder = await create();
      const audio = tone(encoder.format.sampleRate, 12000);
      const input = audio.samples.slice();
      const copies: Uint8Array[] = [];
      const results = await feed(
        encoder,
        audio,
        () => 3000,
        (bytes) => copies.push(bytes.slice()),
      );
      await encoder.flush();
      expect(bytesOf(results)).toEqual(bytesOf(copies));
      for (const result of results) expect(result.buffer.byteLength).toBe(result.byteLength);
      expect(audio.samples).toEqual(input);
      encoder.close();
    });

    it('14 is closed for good, at any time', async () => {
      const encoder = await create();
      const encoding = encoder.encode(tone(fromRate, 30000));
      encoder.close();
      if (encoding instanceof Promise) expect(await encoding).toHaveLength(0);
      encoder.close();
      await expect((async () => encoder.encode(tone(fromRate, 100)))()).rejects.toThrow('closed');
      expect(await encoder.flush()).toHaveLength(0);
    });
  });
}

/** Encodes `pcm` in pieces, one after the other, and gives each result. */
async function feed(
  encoder: AudioEncoder,
  { samples, sampleRate }: Pcm,
  nextSize: () => number,
  onResult: (bytes: Uint8Array) => void = () => {},
): Promise<Uint8Array[]> {
  const results: Uint8Array[] = [];
  for (let at = 0; at < samples.length; ) {
    const end = at + nextSize();
    const bytes = await encoder.encode({ samples: samples.subarray(at, end), sampleRate });
    onResult(bytes);
    results.push(bytes);
    at = end;
  }
  return results;
}

/** Piece sizes as a network would have them, and the same ones each time. */
function unevenly(): () => number {
  let state = 7;
  return () => {
    state = (state * 48271) % 2_147_483_647;
    return state % 1500;
  };
}

function bytesOf(results: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(results));
}

/** Long audio in a form that is quick to compare. */
function hash(data: Uint8Array | Int16Array): string {
  return createHash('sha256').update(data).digest('hex');
}
