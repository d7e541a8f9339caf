/** The engine's languages as voices: each of them spoken by a woman and by a man. */

import type { EspeakVoice } from '@glottis/espeak';
import type { Voice } from '../../voices/voice.js';

/** The name that this synthesizer goes by: in the configuration, in its voices and in metrics. */
export const name = 'embedded';

/** Named after the language, which each of the engine's voices has to itself: `espeak/en-us/female`. */
export function voicesOf(espeakVoices: readonly EspeakVoice[]): readonly Voice[] {
  return espeakVoices.flatMap((voice) =>
    genders.map((gender) => ({
      id: voiceId(voice, gender),
      name: `${voice.name}, ${gender}`,
      synthesizer: name,
      language: voice.language,
      gender,
    })),
  );
}

/** From the id of a voice to the engine's own name for its language. */
export function espeakIds(espeakVoices: readonly EspeakVoice[]): ReadonlyMap<string, string> {
  return new Map(espeakVoices.flatMap((voice) => genders.map((gender) => [voiceId(voice, gender), voice.id])));
}

const genders = ['female', 'male'] as const;

function voiceId({ language }: EspeakVoice, gender: (typeof genders)[number]): string {
  return `espeak/${language.toLowerCase()}/${gender}`;
}
