/** The engines' voices as a cast: who speaks which language, and how many names share one voice and still sound apart. */

import { SpeechError } from '../errors.js';
import { belongs, distanceFrom, parseLanguage } from './language.js';
import type { Gender, Voice, VoiceAlias } from './voice.js';

/** The voices of all engines, asked by language and gender. */
export interface Lineup {
  readonly voices: readonly Voice[];
  /** The best voice for a language, of that gender where there is one; undefined when nobody speaks the language. */
  find(language: string, gender: Gender): Voice | undefined;
  /** Whether a voice belongs into a list of that language's voices. */
  speaks(voice: Voice, language: string): boolean;
  /** Gives a vendor's name its voice. Each further name that falls on the same voice gets another timbre and pitch.
   *  The function that comes back takes another language than the name's own. */
  cast(alias: VoiceAlias): (language?: string) => Voice;
}

/** Throws a SpeechError when there is no voice at all. */
export function createLineup(voices: readonly Voice[]): Lineup {
  const first = voices[0];
  if (!first) throw new SpeechError('voice-not-found', 'no synthesizer offers a voice; enable one under `engines`');
  const languages = new Map(voices.map((voice) => [voice.id, parseLanguage(voice.language)]));
  const namesPerVoice = new Map<string, number>();

  const find = (tag: string, gender: Gender) => {
    const wanted = parseLanguage(tag);
    if (!wanted) return undefined;
    const distanceOf = distanceFrom(wanted);
    // Gender outweighs accent, because a listener notices it first.
    return nearestOf(voices, (voice) => {
      const offered = languages.get(voice.id);
      const distance = offered && distanceOf(offered);
      return distance === undefined ? undefined : distance + (voice.gender === gender ? 0 : 10);
    });
  };

  return {
    voices,
    find,
    speaks(voice, tag) {
      const wanted = parseLanguage(tag);
      const offered = languages.get(voice.id);
      return wanted !== undefined && offered !== undefined && belongs(wanted, offered);
    },
    cast(alias) {
      const voice = find(alias.language, alias.gender) ?? find(first.language, alias.gender) ?? first;
      const place = namesPerVoice.get(voice.id) ?? 0;
      namesPerVoice.set(voice.id, place + 1);
      const character = { name: alias.name, ...characterOf(place) };
      const own = { ...voice, ...character };
      return (language) => {
        if (language === undefined) return own;
        const other = find(language, alias.gender);
        return other === undefined || other.id === voice.id || sameLanguage(language, alias)
          ? own
          : { ...other, ...character };
      };
    },
  };
}

/** `en` asked of an en-GB name is no wish for another accent. */
function sameLanguage(tag: string, alias: VoiceAlias): boolean {
  const wanted = parseLanguage(tag);
  const own = parseLanguage(alias.language);
  return wanted?.primary === own?.primary && (wanted?.region === undefined || wanted.region === own?.region);
}

/** The voice with the least distance, the earliest of equals. A voice without a distance is out of the question. */
function nearestOf(voices: readonly Voice[], distanceOf: (voice: Voice) => number | undefined): Voice | undefined {
  let best: { readonly voice: Voice; readonly distance: number } | undefined;
  for (const voice of voices) {
    const distance = distanceOf(voice);
    if (distance !== undefined && (!best || distance < best.distance)) best = { voice, distance };
  }
  return best?.voice;
}

/** The first name keeps the voice as it is. Later ones walk through the timbres while their pitch moves by the golden ratio of
 *  the range, which never comes back to a pitch and keeps neighbours far apart, however many names there are. */
function characterOf(place: number): { readonly timbre: number; readonly pitch: number } {
  const range = 5;
  const turn = (0.5 + place * 0.6180339887) % 1;
  return { timbre: place, pitch: Math.round((turn - 0.5) * range * 1000) / 1000 };
}
