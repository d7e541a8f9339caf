import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { durationMs } from '../../audio/pcm.js';
import { systemClock } from '../../clock.js';
import { synthesizerContract } from '../../testing/synthesizer-contract.js';
import { collect, never, oneByOne, segmentOf } from '../../testing/utterances.js';
import type { Voice } from '../../voices/voice.js';
import type { SynthesisChunk, Synthesizer } from '../synthesizer.js';
import definition, { createEmbedded } from './index.js';

const context = { clock: systemClock, warn: () => undefined };

synthesizerContract('embedded', () => createEmbedded({ workers: 2 }, context), {
  voice: 'espeak/en-us/female',
  text: 'The train leaves at 9:45, so hurry up! "Is this seat taken?" she asked. Three is a crowd.',
});

describe('embedded', () => {
  let synthesizer: Synthesizer;
  let voices: readonly Voice[];

  beforeAll(async () => {
    synthesizer = await createEmbedded({ workers: 1 }, context);
    voices = await synthesizer.voices();
  });
  afterAll(() => synthesizer.close());

  function speak(text: string, voice: Voice): Promise<SynthesisChunk[]> {
    const request = { voice, language: voice.language, speed: 1, sampleRate: 24_000 };
    return collect(synthesizer.synthesize(oneByOne([segmentOf(text, 0)]), request, never()));
  }

  const voiceOf = (id: string) => voices.find((voice) => voice.id === id)!;

  function samplesOf(chunks: readonly SynthesisChunk[]): Int16Array {
    return Int16Array.from(chunks.flatMap((chunk) => (chunk.type === 'audio' ? Array.from(chunk.pcm.samples) : [])));
  }

  it('offers every language of the engine twice, each voice under a name of its own', () => {
    expect(voices.length).toBeGreaterThan(200);
    expect(new Set(voices.map(({ id }) => id)).size).toBe(voices.length);
    expect(voices.filter(({ gender }) => gender === 'female')).toHaveLength(voices.length / 2);
    for (const voice of voices) expect(Intl.getCanonicalLocales(voice.language)).toEqual([voice.language]);
    expect(voiceOf('espeak/pt-br/male')).toMatchObject({ language: 'pt-BR', gender: 'male', synthesizer: 'embedded' });
  });

  it.each(['en-us', 'pt-br', 'ru', 'ar', 'hi', 'chr-us', 'en-us-x-nyc'])('speaks %s', async (language) => {
    expect(samplesOf(await speak('Radio', voiceOf(`espeak/${language}/male`))).length).toBeGreaterThan(0);
  });

  it('sounds different for the other gender, another timbre and another pitch', async () => {
    const female = voiceOf('espeak/en-us/female');
    const heard = [
      await speak('Hello there.', female),
      await speak('Hello there.', voiceOf('espeak/en-us/male')),
      await speak('Hello there.', { ...female, timbre: 1 }),
      await speak('Hello there.', { ...female, pitch: 4 }),
    ].map((chunks) => Buffer.from(samplesOf(chunks).buffer).toString('base64'));
    expect(new Set(heard).size).toBe(4);
  });

  it('hands a long segment out in pieces while it is made', async () => {
    const chunks = await speak('Two households, both alike in dignity, in fair Verona.', voiceOf('espeak/en-gb/male'));
    const pieces = chunks.flatMap((chunk) => (chunk.type === 'audio' ? [durationMs(chunk.pcm)] : []));
    expect(pieces.length).toBeGreaterThan(5);
    expect(pieces[0]).toBeLessThan(150);
  });

  it('has a worker for each core up to four when the options do not say', () => {
    const { workers } = definition.options.parse({}) as { workers: number };
    expect(workers).toBeGreaterThanOrEqual(1);
    expect(workers).toBeLessThanOrEqual(4);
    expect(definition.options.safeParse({ workers: 0 }).success).toBe(false);
    expect(definition.options.safeParse({ worker: 1 }).success).toBe(false);
  });
});
