/** A synthesizer to copy: it beeps once for each word. */

import { z } from 'zod';
import type { Voice } from '../../voices/voice.js';
import { bySegment } from '../by-segment.js';
import { defineSynthesizer, type SynthesizerContext } from '../definition.js';
import type { EnginePiece, EngineWord, SegmentEngine } from '../segment-engine.js';
import type { Synthesizer } from '../synthesizer.js';

const name = 'beeps';
const sampleRate = 16000;

const options = z.strictObject({
  wordMs: z.number().min(10).max(2000).default(180).meta({ description: 'how long a word beeps at speed 1' }),
});

const voices: readonly Voice[] = [
  { id: 'beeps/high', name: 'High beeps', synthesizer: name, language: 'en-US', gender: 'female' },
  { id: 'beeps/low', name: 'Low beeps', synthesizer: name, language: 'en-US', gender: 'male' },
];
const hertz: Readonly<Record<string, number>> = { 'beeps/high': 880, 'beeps/low': 220 };

async function create({ wordMs }: z.output<typeof options>, { clock }: SynthesizerContext): Promise<Synthesizer> {
  const engine: SegmentEngine = {
    async *speak({ text, request }, signal) {
      let startMs = 0;
      for (const { index: from, 0: word } of text.matchAll(/\S+/g)) {
        if (signal.aborted) return;
        const piece = beep(hertz[request.voice.id] ?? 440, wordMs / request.speed);
        const endMs = startMs + (piece.samples.length * 1000) / sampleRate;
        const words: EngineWord[] = [{ from, to: from + word.length, startMs, endMs }];
        yield { pcm: piece, words };
        startMs = endMs;
      }
    },
    close: async () => undefined,
  };
  return bySegment(engine, {
    name,
    capabilities: {
      wordTimings: true,
      cutting: { firstWords: 4, firstClauseWords: 2, clauseCharacters: 120, maxCharacters: 300, idleMs: 100 },
    },
    voices,
    pauses: { paragraph: 500, sentence: 300, clause: 150, word: 0 },
    clock,
  });
}

/** A sine wave that swells and fades, so that it does not click. */
function beep(frequency: number, lengthMs: number): EnginePiece['pcm'] {
  const samples = new Int16Array(Math.round((lengthMs * sampleRate) / 1000));
  for (let index = 0; index < samples.length; index += 1) {
    const loudness = 10_000 * Math.sin((Math.PI * index) / samples.length);
    samples[index] = loudness * Math.sin((2 * Math.PI * frequency * index) / sampleRate);
  }
  return { samples, sampleRate };
}

export default defineSynthesizer({ name, options, create });
