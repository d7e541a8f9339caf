/** Who speaks, from what jambonz says of it. */
import type { SpeechOptions } from '../../../session/speech.js';
import { parseLanguage } from '../../../voices/language.js';

/** The part of a session's options that says who speaks. A voice may have parameters behind a semicolon, which are for other
 *  vendors. What is no language tag leaves the choice to the voice. */
export function castingOf(voice: string | null, language: string | null): Pick<SpeechOptions, 'voice' | 'language'> {
  const name = (voice ?? '').split(';', 1)[0]!.trim();
  const tag = (language ?? '').trim().replaceAll('_', '-');
  const says = parseLanguage(tag) !== undefined && !isUnsaid(tag, name);
  return { voice: name, ...(says && { language: tag }) };
}

/** jambonz writes `en` where the application names no language: a voice that is named knows better. */
function isUnsaid(tag: string, name: string): boolean {
  return tag === 'en' && name !== '';
}
