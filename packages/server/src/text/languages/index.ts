import { de } from './de.js';
import { en } from './en.js';
import { es } from './es.js';
import { fr } from './fr.js';
import { it } from './it.js';
import { defineLanguage, type Language } from './language.js';
import { nl } from './nl.js';
import { pt } from './pt.js';

/** One line and one file for each language. */
const languages: ReadonlyMap<string, Language> = new Map(Object.entries({ de, en, es, fr, it, nl, pt }));

/** For all others: what is written alike in many languages. */
const others = defineLanguage({ leading: 'dr prof vs', either: 'st inc ltd', trailing: 'etc' });

/** The words of a BCP 47 language; its region and script do not matter here. */
export function languageOf(tag: string): Language {
  const [base = ''] = tag.toLowerCase().split(/[-_]/, 1);
  return languages.get(base) ?? others;
}
