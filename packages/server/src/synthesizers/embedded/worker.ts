/** What runs on each worker thread: one engine, warm before it takes work. */

import { createEspeak, warmUp } from '@glottis/espeak';
import { loadResampler } from '../../audio/resampler.js';
import { serve } from '../link/serve.js';
import { enterThread } from '../link/thread.js';
import { espeakEngine } from './engine.js';
import type { ThreadOptions } from './index.js';
import { voicesOf } from './voices.js';

const { channel, data } = enterThread<ThreadOptions>();
const [espeak] = await Promise.all([createEspeak({ data: data.espeak }), loadResampler()]);
warmUp(espeak, data.warmUpSentences);
serve(espeakEngine(espeak), voicesOf(espeak.voices), channel);
