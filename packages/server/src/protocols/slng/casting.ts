/** Who speaks: which voice, in which language, by which engine. */
import type { SpeechOptions } from '../../session/speech.js';
import { voiceAliases } from '../../voices/aliases.js';
import type { VoiceCatalogue } from '../../voices/voice.js';
import type { Model } from './model.js';
import type { Wish } from './wish.js';

/** The part of a session's options that says who speaks. */
export type Casting = Pick<SpeechOptions, 'voice' | 'language' | 'synthesizer'>;

const vendorNames = new Set(voiceAliases.map(({ name }) => name.toLowerCase()));

/** Finds it from what the client wants, what its model stands for, and what engines there are. A voice that nobody knows
 *  is left to the catalogue. */
export function cast(wish: Wish, model: Model, voices: VoiceCatalogue): Casting {
  const named = voiceName(wish, voices);
  const voice = named ?? defaultVoice(wish, model);
  const synthesizer = model.settings.engine ?? engineOf(model, voices);
  const language = languageOf(wish, model, voice, isKnown(voice, voices));
  return {
    voice: synthesizer === undefined ? voice : (ownVoice(voice, synthesizer, voices) ?? voice),
    ...(language !== undefined && { language }),
    ...(synthesizer !== undefined && { synthesizer }),
  };
}

/** The voice that was asked for; in the place of a model's name too, where that is a voice's. */
function voiceName({ voice, model }: Wish, voices: VoiceCatalogue): string | undefined {
  if (voice !== undefined && voice !== '' && voice !== 'default') return fullName(voice);
  return model !== undefined && isKnown(fullName(model), voices) ? fullName(model) : undefined;
}

/** What the operator says, or else the model's voice for the language: its own where it has one. */
function defaultVoice({ language }: Wish, { voices, language: own, settings }: Model): string {
  const wanted = own ?? language?.slice(0, 2).toLowerCase() ?? 'en';
  return settings.voice ?? voices[wanted] ?? '';
}

/** `asteria-en` is short for `aura-2-asteria-en`, or for Aura's first generation where only that has the name. */
function fullName(name: string): string {
  const lowerCase = name.toLowerCase();
  return [`aura-2-${lowerCase}`, `aura-${lowerCase}`].find((full) => vendorNames.has(full)) ?? name;
}

function isKnown(name: string, voices: VoiceCatalogue): boolean {
  return vendorNames.has(name.toLowerCase()) || voices.list().some(({ id }) => id === name);
}

/** Aura voices speak the language in their names whatever they are asked for, and pipecat asks for English unless told
 *  otherwise. A model's language says nothing about a voice that has one of its own. */
function languageOf(wish: Wish, model: Model, voice: string, known: boolean): string | undefined {
  if (known && /^aura-/i.test(voice)) return undefined;
  return wish.language ?? (known ? undefined : model.language);
}

/** The engine that bears the provider's name, where the operator runs one. */
function engineOf({ provider }: Model, voices: VoiceCatalogue): string | undefined {
  return voices.list({ synthesizer: provider }).length > 0 ? provider : undefined;
}

/** The engine's own voice of that name, by its id or the last part of it. */
function ownVoice(name: string, synthesizer: string, voices: VoiceCatalogue): string | undefined {
  const wanted = name.toLowerCase();
  return voices
    .list({ synthesizer })
    .map(({ id }) => id)
    .find((id) => id.toLowerCase() === wanted || id.toLowerCase() === `${synthesizer.toLowerCase()}/${wanted}`);
}
