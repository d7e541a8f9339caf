/** Makes an instance, and speaks with it. */

import { loadData } from './data.js';
import { type Engine, startEngine } from './engine.js';
import { toEngineText } from './engine-text.js';
import type { Espeak, EspeakOptions, EspeakPiece } from './espeak.js';
import { createSettings } from './settings.js';
import { Utterance } from './utterance.js';
import { listVoices } from './voices.js';
import { WordTracker } from './words.js';

/** However long or odd a text is, it is spoken no longer than this. */
const maxAudioMs = 10 * 60_000;

/** Starts eSpeak on the calling thread, in a server that is a worker's; takes about a tenth of a second.
 *  Rejects when the data file cannot be read. */
export async function createEspeak(options: EspeakOptions = {}): Promise<Espeak> {
  const engine = await startEngine(options.data ?? (await loadData()));
  const sampleRate = engine.get_samplerate();
  const voices = listVoices(engine);
  const apply = createSettings(engine, voices);
  let speaking = false;
  return {
    sampleRate,
    voices,
    speak(text, options, emit) {
      if (speaking) throw new Error('eSpeak speaks one text at a time; start another instance for a second one');
      apply(options);
      const engineText = toEngineText(text, options.boundary ?? 'sentence');
      speaking = true;
      try {
        run(engine, engineText.text, new Utterance(engineText, new WordTracker(text), sampleRate), emit);
      } finally {
        speaking = false;
      }
    },
  };
}

function run(engine: Engine, text: string, utterance: Utterance, emit: (piece: EspeakPiece) => boolean): void {
  let wanted = true;
  let tooLong = false;
  let failure: { readonly cause: unknown } | undefined;
  const hand = (piece: EspeakPiece): void => {
    wanted = emit(piece);
  };
  engine.synthesize(text, (samples, events) => {
    try {
      hand(utterance.push(samples, events));
    } catch (cause) {
      // Thrown through the engine, it would leave it in the middle of a word.
      failure = { cause };
    }
    tooLong = utterance.madeMs >= maxAudioMs;
    return !wanted || tooLong || failure !== undefined;
  });
  if (failure) throw failure.cause;
  if (wanted) hand(utterance.finish(!tooLong));
}
