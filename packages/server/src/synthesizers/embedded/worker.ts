/** What runs on each worker thread: one engine, warm before it takes work. */

import { createEspeak, warmUp } from '@glottis/espeak';
import { serve } from '../link/serve.js';
import { enterThread } from '../link/thread.js';
import { espeakEngine } from './engine.js';
import { voicesOf } from './voices.js';

const { channel, data } = enterThread();
const espeak = await createEspeak({ data: data as SharedArrayBuffer });
warmUp(espeak);
serve(espeakEngine(espeak), voicesOf(espeak.voices), channel);
