/** What runs on each worker thread: one engine, warm enough when it says that it is ready, and warmer in its pauses. */

import { setTimeout } from 'node:timers/promises';
import { createEspeak, warmingUp } from '@glottis/espeak';
import { loadResampler } from '../../audio/resampler.js';
import { serve } from '../link/serve.js';
import { enterThread } from '../link/thread.js';
import { espeakEngine } from './engine.js';
import type { ThreadOptions } from './index.js';
import { voicesOf } from './voices.js';

/** What is spoken before the thread is ready. */
const sentencesBefore = 16;
/** How often a busy thread looks whether it may go on warming up. */
const busyMs = 50;

const { channel, data } = enterThread<ThreadOptions>();
const [espeak] = await Promise.all([createEspeak({ data: data.espeak }), loadResampler()]);
const isIdle = () => channel.wanted === undefined || Atomics.load(channel.wanted, 0) === 0;
const sentences = warmingUp(espeak, isIdle);

const before = Math.min(sentencesBefore, data.warmUpSentences);
for (let count = 0; count < before; count += 1) sentences.next();
serve(espeakEngine(espeak), voicesOf(espeak.voices), channel);

// A task that comes in between is not kept waiting: the sentence is left at the engine's next callback.
for (let count = before; count < data.warmUpSentences; count += 1) {
  await setTimeout(isIdle() ? 0 : busyMs);
  if (isIdle()) sentences.next();
}
