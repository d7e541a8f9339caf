/** eSpeak NG as this server's engines are. */

import type { Espeak } from '@glottis/espeak';
import { SpeechError } from '../../errors.js';
import type { ComputeEngine } from '../segment-engine.js';
import { espeakIds } from './voices.js';

/** Speaks on the thread that calls it. */
export function espeakEngine(espeak: Espeak): ComputeEngine {
  const { sampleRate } = espeak;
  const ids = espeakIds(espeak.voices);

  return {
    speak({ text, boundary, request }, emit) {
      const { id, gender, timbre, pitch } = request.voice;
      const voice = ids.get(id);
      if (voice === undefined) throw new SpeechError('voice-not-found', `there is no voice "${id}"`);
      espeak.speak(text, { voice, gender, timbre, pitch, speed: request.speed, boundary }, ({ samples, words }) =>
        emit({ pcm: { samples, sampleRate }, words }),
      );
    },
  };
}
