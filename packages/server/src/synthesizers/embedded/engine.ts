/** eSpeak NG as this server's engines are. */

import type { Espeak } from '@glottis/espeak';
import { createResampler } from '../../audio/resampler.js';
import { SpeechError } from '../../errors.js';
import type { ComputeEngine, EnginePiece, EngineWord } from '../segment-engine.js';
import { espeakIds } from './voices.js';

/** Speaks on the thread that calls it, at the rate that is asked for. `loadResampler` must have settled. */
export function espeakEngine(espeak: Espeak): ComputeEngine {
  const { sampleRate } = espeak;
  const ids = espeakIds(espeak.voices);

  return {
    speak({ text, boundary, request }, emit) {
      const { id, gender, timbre, pitch } = request.voice;
      const voice = ids.get(id);
      if (voice === undefined) throw new SpeechError('voice-not-found', `there is no voice "${id}"`);
      const resampler = createResampler(request.sampleRate);
      const toPiece = (samples: Int16Array, words: readonly EngineWord[]): EnginePiece => ({
        pcm: { samples, sampleRate: request.sampleRate },
        words,
      });
      let wanted = true;
      try {
        espeak.speak(text, { voice, gender, timbre, pitch, speed: request.speed, boundary }, ({ samples, words }) => {
          wanted = emit(toPiece(resampler.process({ samples, sampleRate }), words));
          return wanted;
        });
        if (wanted) emit(toPiece(resampler.flush(), []));
      } finally {
        resampler.close();
      }
    },
  };
}
