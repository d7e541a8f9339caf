/** eSpeak NG as this server's engines are. */

import type { Espeak, EspeakPiece } from '@glottis/espeak';
import { Resampler } from '../../audio/resampler.js';
import { SpeechError } from '../../errors.js';
import type { ComputeEngine, EnginePiece } from '../segment-engine.js';
import { espeakIds } from './voices.js';

/** Speaks on the thread that calls it, at the rate that is asked for. `loadResampler` must have settled. */
export function espeakEngine(espeak: Espeak): ComputeEngine {
  const ids = espeakIds(espeak.voices);
  return {
    speak({ text, boundary, request }, emit) {
      const { id, gender, timbre, pitch } = request.voice;
      const voice = ids.get(id);
      if (voice === undefined) throw new SpeechError('voice-not-found', `there is no voice "${id}"`);
      const conversion = new Conversion(espeak.sampleRate, request.sampleRate);
      let wanted = true;
      try {
        espeak.speak(text, { voice, gender, timbre, pitch, speed: request.speed, boundary }, (piece) => {
          wanted = emit(conversion.convert(piece));
          return wanted;
        });
        if (wanted) emit(conversion.finish());
      } finally {
        conversion.close();
      }
    },
  };
}

/** Pieces at the engine's rate become pieces at the listener's. */
class Conversion {
  readonly #fromRate: number;
  readonly #toRate: number;
  readonly #resampler: Resampler;

  constructor(fromRate: number, toRate: number) {
    this.#fromRate = fromRate;
    this.#toRate = toRate;
    this.#resampler = new Resampler(toRate);
  }

  convert({ samples, words }: EspeakPiece): EnginePiece {
    const converted = this.#resampler.process({ samples, sampleRate: this.#fromRate });
    return { pcm: { samples: converted, sampleRate: this.#toRate }, words };
  }

  finish(): EnginePiece {
    return { pcm: { samples: this.#resampler.flush(), sampleRate: this.#toRate }, words: [] };
  }

  close(): void {
    this.#resampler.close();
  }
}
