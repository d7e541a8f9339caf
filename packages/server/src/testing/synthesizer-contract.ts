/** What every synthesizer promises, as a test suite: an adapter is done when it passes. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SpeechError } from '../errors.js';
import { createInbox } from '../synthesizers/link/inbox.js';
import type { SynthesisRequest, Synthesizer } from '../synthesizers/synthesizer.js';
import type { Segment } from '../text/segment.js';
import {
  collect,
  counting,
  isAudio,
  isEnd,
  lengthMs,
  never,
  oneByOne,
  perSegment,
  readUntil,
  segmentOf,
  sentencesOf,
  wordsIn,
} from './utterances.js';

export interface ContractSubject {
  /** The id of one of its voices. */
  readonly voice: string;
  /** At least two sentences in a language of that voice. */
  readonly text: string;
}

/** How many segments a synthesizer may take before anybody listens to the first. */
const maxSegmentsAhead = 4;

/** Registers the suite. `create` is called twice; the suite closes what it makes. */
export function synthesizerContract(
  name: string,
  create: () => Synthesizer | Promise<Synthesizer>,
  subject: ContractSubject,
): void {
  describe(`${name} keeps the synthesizer contract`, () => {
    const segments = sentencesOf(subject.text);
    let synthesizer: Synthesizer;
    let request: SynthesisRequest;

    beforeAll(async () => {
      synthesizer = await create();
      request = await requestFor(synthesizer, subject.voice);
    });
    afterAll(() => synthesizer.close());

    const speak = (spoken: readonly Segment[], wish: Partial<SynthesisRequest> = {}) =>
      collect(synthesizer.synthesize(oneByOne(spoken), { ...request, ...wish }, never()));

    it('1. speaks every segment, in order, its audio between its start and its end', async () => {
      expect(segments.length, 'the contract needs a text of two sentences or more').toBeGreaterThan(1);
      const heard = perSegment(await speak(segments));
      expect(heard.map(({ segment }) => segment)).toEqual(segments);
      for (const { audioMs } of heard) expect(audioMs).toBeGreaterThan(0);
    });

    it('2. times words in order, within the audio, and places them where they stand in the text', async () => {
      const chunks = await speak(segments);
      const words = chunks.flatMap((chunk) => (chunk.type === 'timing' ? chunk.words : []));
      expect(words.length > 0).toBe(synthesizer.capabilities.wordTimings);
      const totalMs = lengthMs(chunks);
      let previous = { startMs: 0, textStart: 0 };
      for (const word of words) {
        expect(word.startMs).toBeGreaterThanOrEqual(previous.startMs);
        expect(word.endMs).toBeGreaterThanOrEqual(word.startMs);
        expect(word.endMs).toBeLessThanOrEqual(totalMs + 0.1);
        expect(word.textStart).toBeGreaterThanOrEqual(previous.textStart);
        expect(subject.text.slice(word.textStart, word.textEnd)).toBe(word.word);
        expect(word.word).not.toBe('');
        previous = word;
      }
    });

    it('3. speaks what it was given before more comes, and ends after the segments end', async () => {
      const source = createInbox<Segment>();
      const iterator = synthesizer.synthesize(source, request, never())[Symbol.asyncIterator]();
      for (const segment of segments) {
        source.push(segment);
        const chunks = await readUntil(iterator, isEnd);
        expect(lengthMs(chunks)).toBeGreaterThan(0);
      }
      source.end();
      expect(await iterator.next()).toMatchObject({ done: true });
    });

    it('4. speaks nothing, without an error, when there is nothing to say', async () => {
      expect(await speak([])).toEqual([]);
      for (const blank of ['', ' \n\t', '… — !']) {
        expect(lengthMs(await speak([segmentOf(blank, 0)]))).toBe(0);
      }
    });

    it('5. yields nothing, and takes no text, for a signal that aborted beforehand', async () => {
      const counted = counting(segments);
      expect(await collect(synthesizer.synthesize(counted.source, request, AbortSignal.abort()))).toEqual([]);
      expect(counted.taken()).toBe(0);
    });

    it('6. yields nothing more once the signal aborts, and ends without an error', async () => {
      const controller = new AbortController();
      const iterator = synthesizer.synthesize(oneByOne(segments), request, controller.signal)[Symbol.asyncIterator]();
      await readUntil(iterator, isAudio);
      controller.abort();
      expect(await iterator.next()).toMatchObject({ done: true });
    });

    it('7. ends when the signal aborts while it waits for text', async () => {
      const controller = new AbortController();
      const source = createInbox<Segment>();
      const iterator = synthesizer.synthesize(source, request, controller.signal)[Symbol.asyncIterator]();
      source.push(segments[0]!);
      await readUntil(iterator, isEnd);
      const next = iterator.next();
      controller.abort();
      expect(await next).toMatchObject({ done: true });
    });

    it('8. speaks again after an abort as if nothing had been', async () => {
      const controller = new AbortController();
      const iterator = synthesizer.synthesize(oneByOne(segments), request, controller.signal)[Symbol.asyncIterator]();
      await readUntil(iterator, isAudio);
      controller.abort();
      const heard = perSegment(await speak(segments));
      expect(heard.map(({ segment }) => segment)).toEqual(segments);
    });

    it('9. keeps two calls at once apart', async () => {
      const [first, second] = [segments.slice(0, 1), segments.slice(1)];
      const alone = [await speak(first), await speak(second)];
      const together = await Promise.all([speak(first), speak(second)]);
      for (const [index, chunks] of together.entries()) {
        const expected = alone[index]!;
        expect(perSegment(chunks).map(({ segment }) => segment)).toEqual(
          perSegment(expected).map(({ segment }) => segment),
        );
        expect(wordsIn(chunks)).toEqual(wordsIn(expected));
        // Engines need not repeat themselves to the sample.
        expect(Math.abs(lengthMs(chunks) / lengthMs(expected) - 1)).toBeLessThan(0.05);
      }
    });

    it('10. speaks faster and slower as it is asked', async () => {
      const normalMs = lengthMs(await speak(segments));
      expect(lengthMs(await speak(segments, { speed: 1.5 }))).toBeLessThan(normalMs * 0.8);
      expect(lengthMs(await speak(segments, { speed: 0.75 }))).toBeGreaterThan(normalMs * 1.2);
    });

    it('11. takes no more text than a little ahead when nobody listens', async () => {
      const many = Array.from({ length: 40 }, (_, index) => segments[index % segments.length]!);
      const counted = counting(many);
      const iterator = synthesizer.synthesize(counted.source, request, never())[Symbol.asyncIterator]();
      await readUntil(iterator, isAudio);
      // Another call from beginning to end is time enough to run ahead.
      await speak(segments);
      expect(counted.taken()).toBeLessThanOrEqual(maxSegmentsAhead);
      await iterator.return?.();
    });

    it('12. throws a SpeechError for a voice that it does not have', async () => {
      const voice = { ...request.voice, id: 'there is no such voice' };
      await expect(speak(segments, { voice })).rejects.toBeInstanceOf(SpeechError);
    });

    it('13. ends the calls under way with a SpeechError when it is closed, and refuses later ones', async () => {
      const closing = await create();
      const source = createInbox<Segment>();
      const iterator = closing.synthesize(source, request, never())[Symbol.asyncIterator]();
      source.push(segments[0]!);
      await readUntil(iterator, isAudio);
      const rest = readUntil(iterator, () => false);
      const outcome = expect(rest).rejects.toBeInstanceOf(SpeechError);
      await closing.close();
      await outcome;
      const later = collect(closing.synthesize(oneByOne(segments), request, never()));
      await expect(later).rejects.toBeInstanceOf(SpeechError);
    });
  });
}

async function requestFor(synthesizer: Synthesizer, voiceId: string): Promise<SynthesisRequest> {
  const voice = (await synthesizer.voices()).find(({ id }) => id === voiceId);
  if (!voice) throw new Error(`the synthesizer "${synthesizer.name}" offers no voice "${voiceId}"`);
  return { voice, language: voice.language, speed: 1, sampleRate: 24_000 };
}
