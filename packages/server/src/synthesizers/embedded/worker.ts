/** What runs on each worker thread: one engine, warm before it takes work. */

import { createEspeak, warmUp } from '@glottis/espeak';
import { loadResampler } from '../../audio/resampler.js';
import { serve } from '../link/serve.js';
import { enterThread } from '../link/thread.js';
import { espeakEngine } from './engine.js';
import { voicesOf } from './voices.js';

const { channel, data } = enterThread();
const [espeak] = await Promise.all([createEspeak({ data: data as SharedArrayBuffer }), loadResampler()]);
warmUp(espeak);
serve(espeakEngine(espeak), voicesOf(espeak.voices), channel);
