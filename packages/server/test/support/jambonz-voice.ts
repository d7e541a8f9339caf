/** A voice that can be read: every sample it speaks is the code of a character, so that what is heard is compared with what was
 *  written, to the letter. For `engines: { quick: legible('quick') }` in a server's settings. */

import { setTimeout as pause, setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { bySegment, defineSynthesizer, type EnginePiece, type SpeakTask, type Synthesizer } from 'glottis';
import { z } from 'zod';
import type { JambonzConsole } from './jambonz-console.js';

/** As the console's phone plays, so that nothing is resampled. */
const sampleRate = 24_000;
const chunkSamples = sampleRate / 10;

/** `quick` says a page in a second, and `rapid` three, as does `late`; `slow` can be interrupted in the middle of a word. */
const samplesPerCharacter = { rapid: 2, late: 2, quick: 6, slow: 480 } as const;

/** How long `late` takes to speak for the first time: many times what a client needs to send all that may wait. */
const awakeningMs = 500;

export type LegibleName = keyof typeof samplesPerCharacter;

/** The settings of an engine of that name, whose only voice is `<name>/en`. */
export function legible(name: LegibleName) {
  return { use: fileURLToPath(import.meta.url), name };
}

/** Settings under which they are there, and nothing else is. */
export const legibleEngines = {
  embedded: false,
  rapid: legible('rapid'),
  late: legible('late'),
  quick: legible('quick'),
  slow: legible('slow'),
} as const;

/** What is heard in audio, words apart by one blank. */
export function wordsIn(audio: Buffer, name: LegibleName): string {
  const perCharacter = samplesPerCharacter[name];
  let text = '';
  for (let at = 0; at + 1 < audio.length; ) {
    const code = audio.readInt16LE(at);
    const start = at;
    while (at + 1 < audio.length && audio.readInt16LE(at) === code) at += 2;
    text += String.fromCharCode(code).repeat(Math.round((at - start) / 2 / perCharacter));
  }
  return words(text);
}

/** A text as {@link wordsIn} would give it back. */
export function words(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Settles when the last thing that was heard at a console is this. */
export async function untilSaid(console: JambonzConsole, text: string, name: LegibleName): Promise<void> {
  while (!wordsIn(console.story.audio, name).endsWith(words(text))) await console.untilHeard(1);
}

export default defineSynthesizer({
  name: 'legible',
  options: z.strictObject({ name: z.enum(['rapid', 'late', 'quick', 'slow']) }),
  create: async ({ name }) => legibleSynthesizer(name),
});

function legibleSynthesizer(name: LegibleName): Synthesizer {
  let awake: Promise<void> | undefined;
  const cutting = { firstWords: 4, firstClauseWords: 2, clauseCharacters: 120, maxCharacters: 300, idleMs: 100 };
  return bySegment(
    {
      async *speak(task, signal) {
        awake ??= name === 'late' ? pause(awakeningMs) : Promise.resolve();
        await awake;
        for (const piece of pieces(task, samplesPerCharacter[name])) {
          await setImmediate(); // as if it worked on a thread of its own
          if (signal.aborted) return;
          yield piece;
        }
      },
      close: async () => undefined,
    },
    {
      name,
      capabilities: { wordTimings: true, cutting },
      voices: [{ id: `${name}/en`, name, synthesizer: name, language: 'en-US', gender: 'neutral' }],
      pauses: { paragraph: 0, sentence: 0, clause: 0, word: 0 },
    },
  );
}

/** A segment ends in a blank, or its last word would run into the next one. */
function* pieces(task: SpeakTask, perCharacter: number): Generator<EnginePiece, void, undefined> {
  const text = `${task.text} `;
  const msAt = (character: number) => (character * perCharacter * 1000) / sampleRate;
  const spoken = Array.from(task.text.matchAll(/\S+/g), ({ index: from, 0: { length } }) => {
    return { from, to: from + length, startMs: msAt(from), endMs: msAt(from + length) };
  });
  const total = text.length * perCharacter;
  for (let start = 0; start < total; start += chunkSamples) {
    const length = Math.min(chunkSamples, total - start);
    const samples = Int16Array.from({ length }, (_, index) => text.charCodeAt((start + index) / perCharacter));
    const [startMs, endMs] = [(start * 1000) / sampleRate, ((start + length) * 1000) / sampleRate];
    yield {
      pcm: { samples, sampleRate },
      words: spoken.filter((word) => word.startMs >= startMs && word.startMs < endMs),
    };
  }
}
