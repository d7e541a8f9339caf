/** An engine that hums a note as long as the text is: it takes no time, no thread, and remembers nothing. */

import { bySegment, type Synthesizer, wholeSentences } from 'glottis';

const sampleRate = 24_000;
const msPerCharacter = 10;
const pauses = { paragraph: 0, sentence: 0, clause: 0, word: 0 };

export function hum(): Synthesizer {
  const name = 'hum';
  return bySegment(
    {
      async *speak({ text }) {
        const length = (text.length * msPerCharacter * sampleRate) / 1000;
        const samples = Int16Array.from({ length }, (_, index) => 8000 * Math.sin(index / 10));
        yield { pcm: { samples, sampleRate }, words: [] };
      },
      close: async () => undefined,
    },
    {
      name,
      capabilities: { wordTimings: false, cutting: wholeSentences },
      voices: [{ id: 'hum/en', name: 'Hum', synthesizer: name, language: 'en', gender: 'neutral' }],
      pauses,
    },
  );
}
