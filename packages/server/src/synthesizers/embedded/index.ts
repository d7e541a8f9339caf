/** The engine that is always there: eSpeak NG in worker threads of this process. */

import { availableParallelism } from 'node:os';
import { loadData } from '@glottis/espeak';
import { z } from 'zod';
import { bySegment } from '../by-segment.js';
import { defineSynthesizer, type SynthesizerContext } from '../definition.js';
import { startThread } from '../link/thread.js';
import { createPool } from '../pool/pool.js';
import type { Capabilities, Synthesizer } from '../synthesizer.js';
import { name } from './voices.js';

const options = z.strictObject({
  /** Threads that speak, each on a core of its own if there is one; a further thread takes 30 to 45 MB. */
  workers: z
    .int()
    .min(1)
    .max(64)
    .default(Math.max(1, Math.min(availableParallelism(), 4)))
    .meta({ description: 'threads that speak' }),
  /** The engine is compiled while it runs. A hundred sentences make it three times as fast as a dozen do. */
  warmUpSentences: z
    .int()
    .min(0)
    .max(1000)
    .default(100)
    .meta({ description: 'sentences that each thread speaks to itself before it takes work' }),
});

/** What each thread is started with. */
export interface ThreadOptions {
  readonly espeak: SharedArrayBuffer;
  readonly warmUpSentences: number;
}

export type EmbeddedOptions = z.input<typeof options>;

/** The engine needs a millisecond for any of this, so only the melody and the reader's patience are weighed. */
const capabilities: Capabilities = {
  wordTimings: true,
  cutting: {
    // Some 60 ms of a language model's time, against 300 for a whole sentence. Short function words at the end are joined
    // by the next, so it is a phrase more often than not; it plays for about a second, which is time enough for the rest.
    firstWords: 3,
    // Two words and a comma are a clause that people say by itself: "Well then,".
    firstClauseWords: 2,
    // The melody is best over a whole sentence; one longer than two lines is breathed in anyway.
    clauseCharacters: 120,
    // Some 20 s of audio: as much as is made and thrown away at most when a listener interrupts.
    maxCharacters: 300,
    // Longer than the gap between two tokens of all but the slowest models, shorter than what is felt as a pause.
    idleMs: 100,
  },
};

/** Milliseconds at speed 1, as a person reads aloud. The engine's own silence is taken off, save a few ms. */
const pauses = { paragraph: 600, sentence: 320, clause: 140, word: 0 };

/** The longest segment is made in tens of ms, so this is a machine under heavy load or a hang; together with a start of
 *  about half a second a worker is replaced within six. */
const hangMs = 4000;

/** Sentences take some 5 ms each: whoever is last in a full line waits about 2.5 s, and later is too late to speak. */
const waitingPerWorker = 500;

/** Resolves when every worker is warm, so that the first listener is served as fast as any other. Rejects when the
 *  engine cannot start. */
export async function createEmbedded(wishes: EmbeddedOptions, context: SynthesizerContext): Promise<Synthesizer> {
  const wished = options.parse(wishes);
  const { workers, warmUpSentences } = context.brief ? { workers: 1, warmUpSentences: 0 } : wished;
  const data: ThreadOptions = { espeak: await loadData(), warmUpSentences };
  // Held in a constant: bundlers rewrite `new Worker(new URL(…))`, and the thread must run this very file.
  const workerUrl = new URL('./worker.js', import.meta.url);
  const pool = await createPool({
    workers,
    start: () => startThread(workerUrl, data),
    maxWaiting: workers * waitingPerWorker,
    hangMs,
    clock: context.clock,
    onLost: (reason) => context.warn('a worker of the embedded engine was lost and is replaced', reason),
  });
  return bySegment(pool, { name, capabilities, voices: pool.voices, pauses, clock: context.clock });
}

export default defineSynthesizer({ name, options, create: createEmbedded });
