/** Which voices a filter leaves. */
import { languageName, primaryOf } from '../catalogue/languages.js';
import type { Voice, VoiceKind } from '../catalogue/voice.js';

/** Empty is any. */
export interface Filter {
  readonly words: string;
  readonly language: string;
  readonly gender: string;
  readonly kind: VoiceKind | '';
}

/** Every word must be found in a voice's name, id, language or gender. */
export function selectVoices(voices: readonly Voice[], filter: Filter): readonly Voice[] {
  const words = filter.words.toLowerCase().split(/\s+/);
  return voices.filter(
    (voice) =>
      (filter.language === '' || primaryOf(voice.language) === filter.language) &&
      (filter.gender === '' || voice.gender === filter.gender) &&
      (filter.kind === '' || voice.kind === filter.kind) &&
      words.every((word) => searched(voice).includes(word)),
  );
}

function searched({ name, id, language, gender }: Voice): string {
  return `${name} ${id} ${language} ${languageName(language)} ${gender}`.toLowerCase();
}

/** The vendors' names that each voice speaks under, by its id. */
export function namesBySpeaker(voices: readonly Voice[]): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const { spokenBy, id } of voices) {
    if (spokenBy !== undefined) names.set(spokenBy, [...(names.get(spokenBy) ?? []), id]);
  }
  return names;
}
