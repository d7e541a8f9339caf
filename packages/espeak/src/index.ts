/** eSpeak NG as a library: one instance speaks one text at a time, on the thread that calls it, and hands out
 *  each piece of audio from inside the engine's callback. Run one per worker thread. */

export { createEspeak } from './create.js';
export { loadData } from './data.js';
export type {
  Boundary,
  Espeak,
  EspeakOptions,
  EspeakPiece,
  EspeakVoice,
  EspeakWord,
  Gender,
  SpeakOptions,
} from './espeak.js';
export { warmUp } from './warm-up.js';
