/** Sound for tests: its length and its words follow from the text. */

import type { EnginePiece, EngineWord, SpeakTask } from '../synthesizers/segment-engine.js';

export interface ToneShape {
  /** At speed 1. Default 50. */
  readonly msPerCharacter?: number;
  /** Samples per second. Default 24000. */
  readonly sampleRate?: number;
  /** Length of one piece of audio. Default 100. */
  readonly chunkMs?: number;
}

/** The audio of one task: for each character a sine wave whose pitch is the character's. */
export function* tones(task: SpeakTask, shape: ToneShape = {}): Generator<EnginePiece, void, undefined> {
  const { msPerCharacter = 50, sampleRate = 24000, chunkMs = 100 } = shape;
  const samplesPerCharacter = (msPerCharacter * sampleRate) / 1000 / task.request.speed;
  const sampleAt = (character: number) => Math.round(character * samplesPerCharacter);
  const total = sampleAt(task.text.length);
  const chunkLength = Math.max(1, Math.round((chunkMs * sampleRate) / 1000));
  const wave = waveAt(sampleRate);
  const words = wordsOf(task.text, (character) => (sampleAt(character) * 1000) / sampleRate);

  for (let start = 0; start < total; start += chunkLength) {
    const end = Math.min(start + chunkLength, total);
    const samples = new Int16Array(end - start);
    for (let index = 0; index < samples.length; index += 1) {
      const character = Math.floor((start + index) / samplesPerCharacter);
      const hertz = 200 + (task.text.charCodeAt(character) % 64) * 20;
      samples[index] = wave[(hertz * (start + index)) % sampleRate]!;
    }
    const [startMs, endMs] = [(start * 1000) / sampleRate, (end * 1000) / sampleRate];
    yield {
      pcm: { samples, sampleRate },
      words: words.filter((word) => word.startMs >= startMs && word.startMs < endMs),
    };
  }
}

const waves = new Map<number, Int16Array>();

/** A second of 1 Hz, in which a tone of n Hz is every n-th sample: a thousand sessions of sines would be a load of their own. */
function waveAt(sampleRate: number): Int16Array {
  const known = waves.get(sampleRate);
  if (known !== undefined) return known;
  const wave = Int16Array.from({ length: sampleRate }, (_, at) =>
    Math.round(8000 * Math.sin((2 * Math.PI * at) / sampleRate)),
  );
  waves.set(sampleRate, wave);
  return wave;
}

function wordsOf(text: string, timeOf: (character: number) => number): readonly EngineWord[] {
  return Array.from(text.matchAll(/\S+/g), ({ index, 0: word }) => {
    const to = index + word.length;
    return { from: index, to, startMs: timeOf(index), endMs: timeOf(to) };
  });
}
