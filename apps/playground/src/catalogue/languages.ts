/** Languages for people to choose from. */
import type { Voice } from './voice.js';

export interface Language {
  /** The primary subtag: `de`. */
  readonly code: string;
  /** In English: `German`. */
  readonly name: string;
}

/** `en` of `en-US`. */
export function primaryOf(language: string): string {
  return language.split('-', 1)[0]!.toLowerCase();
}

/** The English name of a BCP 47 tag, whatever the variant; the tag itself where there is none. */
export function languageName(tag: string): string {
  try {
    const { language, script, region } = new Intl.Locale(tag);
    return names.of([language, script, region].filter((part) => part !== undefined).join('-')) ?? tag;
  } catch {
    return tag;
  }
}

const names = new Intl.DisplayNames(['en'], { type: 'language' });

/** The languages of these voices, each once, by name. */
export function languagesOf(voices: readonly Voice[]): readonly Language[] {
  const codes = new Set(voices.map(({ language }) => primaryOf(language)).filter((code) => code !== ''));
  return [...codes]
    .map((code) => ({ code, name: languageName(code) }))
    .sort((one, other) => one.name.localeCompare(other.name));
}

/** Whether a voice can be offered to who wants this language: LMNT's names speak whatever they are asked for, where that can be
 *  asked. */
export function speaks(voice: Voice, code: string, canBeAsked: boolean): boolean {
  return code === '' || (voice.kind === 'lmnt' && canBeAsked) || primaryOf(voice.language) === code;
}
