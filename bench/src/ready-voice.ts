/** A voice that takes no time: where calls are measured, an engine's arithmetic would be measured instead. */

import { bySegment, type EnginePiece, type Synthesizer } from 'glottis';

const pieceMs = 100;

/** Hums for so long per character, in pieces as an engine's. */
export function readyVoice(sampleRate: number, msPerCharacter: number): Synthesizer {
  const hum = Int16Array.from({ length: (pieceMs * sampleRate) / 1000 }, (_, at) => 8000 * Math.sin(at / 5));
  const piece = (durationMs: number): EnginePiece => ({
    pcm: { samples: hum.subarray(0, (durationMs * sampleRate) / 1000), sampleRate },
    words: [],
  });
  return bySegment(
    {
      async *speak({ text }, signal) {
        for (let leftMs = text.length * msPerCharacter; leftMs > 0 && !signal.aborted; leftMs -= pieceMs) {
          yield piece(Math.min(pieceMs, leftMs));
        }
      },
      close: async () => undefined,
    },
    {
      name: 'ready',
      capabilities: {
        wordTimings: false,
        cutting: { firstWords: 4, firstClauseWords: 2, clauseCharacters: 120, maxCharacters: 300, idleMs: 100 },
      },
      voices: [{ id: 'ready/en', name: 'Ready', synthesizer: 'ready', language: 'en-US', gender: 'female' }],
      pauses: { paragraph: 0, sentence: 0, clause: 0, word: 0 },
    },
  );
}
