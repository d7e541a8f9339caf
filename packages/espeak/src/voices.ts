/** The engine's languages, one voice each. */

import type { Engine, EngineListing } from './engine.js';
import type { EspeakVoice, Gender } from './espeak.js';

/** Every voice the engine lists, in its order; each language stands there once. */
export function listVoices(engine: Engine): EspeakVoice[] {
  return engine.list_voices().map((listing, index) => ({
    id: listing.identifier,
    name: listing.name.trim(),
    language: languageOf(listing),
    gender: genders[engine.get_voices(index).get_gender()] ?? 'male',
  }));
}

const genders: Readonly<Record<number, Gender>> = { 1: 'male', 2: 'female', 3: 'neutral' };

function languageOf({ identifier, languages }: EngineListing): string {
  const tag = corrected[identifier] ?? languages[0]?.name ?? 'und';
  return Intl.getCanonicalLocales(tag)[0] ?? 'und';
}

/** Where the engine's own tag is not BCP 47, names a country by accident (`ca-va` is not the Vatican's),
 *  or is another voice's as well. */
const corrected: Readonly<Record<string, string>> = {
  'art/piqd': 'tlh',
  'art/py': 'art-x-pyash',
  'art/xex': 'art-x-xextan',
  'gmw/en-US-nyc': 'en-US-x-nyc',
  'iro/chr': 'chr-US',
  'roa/ca-ba': 'ca-x-balear',
  'roa/ca-nw': 'ca-x-nordocc',
  'roa/ca-va': 'ca-valencia',
  'roa/pt': 'pt-PT',
  'sit/yue-Latn-jyutping': 'yue-Latn-jyutping',
  'zle/ru-cl': 'ru-x-classic',
};
