/** Who speaks, from what an application says of its synthesizer: any vendor's, and nothing it says fails a call. */
import { z } from 'zod';
import type { SpeechOptions } from '../../../session/speech.js';
import { voiceAliases } from '../../../voices/aliases.js';
import { parseLanguage } from '../../../voices/language.js';
import type { Gender, VoiceCatalogue } from '../../../voices/voice.js';

/** What an application writes. Everything may be missing, and what a vendor has besides is not ours to refuse. */
export const synthesizerSchema = z.looseObject({
  vendor: z.string().optional(),
  language: z.string().optional(),
  voice: z.union([z.string(), z.record(z.string(), z.unknown())]).optional(),
  gender: z.string().optional(),
});

export type SynthesizerWish = z.output<typeof synthesizerSchema>;

/** The vendor of who names none. */
export const defaultVendor = 'custom:glottis';

/** The part of a session's options that says who speaks. */
export type Casting = Pick<SpeechOptions, 'voice' | 'language' | 'synthesizer'>;

export interface Cast {
  /** As the application knows it, for what it is told. */
  readonly vendor: string;
  /** What was asked for; the voice's own where nothing was. */
  readonly language: string;
  readonly casting: Casting;
}

/** Finds who speaks; the nearest wish comes first, and the farthest is the host's own. */
export function cast(wishes: readonly SynthesizerWish[], voices: VoiceCatalogue): Cast {
  const vendor = nearestOf(wishes, ({ vendor }) => named(vendor))?.value ?? defaultVendor;
  const synthesizer = engineOf(vendor, voices);
  const casting = { ...voiceOf(wishes, synthesizer, voices), ...(synthesizer !== undefined && { synthesizer }) };
  const language = casting.language ?? voices.resolve(casting.voice, casting).language;
  return { vendor, language, casting };
}

/** A wish, and how near it is: 0 is the nearest. */
interface Wished {
  readonly value: string;
  readonly at: number;
}

/** A voice that we know speaks its own language, unless one is named along with it or nearer. A language that is named nearer
 *  than the voice goes before it, as another voice must speak it. */
function voiceOf(wishes: readonly SynthesizerWish[], engine: string | undefined, voices: VoiceCatalogue): Casting {
  const language = nearestOf(wishes, (wish) => languageTag(wish.language));
  const voice = nearestOf(wishes, (wish) => voiceName(wish.voice));
  if (voice === undefined) return anyVoice(wishes, language?.value, voices);
  const name = ownName(voice.value, engine, voices);
  if (!isKnown(name, voices)) return standIn(name, language, voice, voices);
  if (language === undefined || language.at > voice.at) return { voice: name };
  if (language.at < voice.at && !speaks(name, language.value, voices)) {
    return anyVoice(wishes, language.value, voices);
  }
  return { voice: name, language: language.value };
}

function anyVoice(wishes: readonly SynthesizerWish[], language: string | undefined, voices: VoiceCatalogue): Casting {
  const gender = nearestOf(wishes, (wish) => named(wish.gender)?.toLowerCase())?.value as Gender | undefined;
  const filter = { ...(language !== undefined && { language }) };
  const own = gender && voices.list({ ...filter, gender })[0]?.id;
  return { voice: own ?? '', ...filter };
}

/** For another vendor's voice the language decides. Where only the host says which, the voice found speaks its own: behind the
 *  name there may be one that the operator gave it. */
function standIn(name: string, language: Wished | undefined, voice: Wished, voices: VoiceCatalogue): Casting {
  if (language === undefined) return { voice: resolvable(name, undefined, voices) };
  const found = resolvable(name, language.value, voices);
  if (language.at > voice.at) return { voice: voices.resolve(found, { language: language.value }).id };
  return { voice: found, language: language.value };
}

/** A strict catalogue knows no stand-ins, and no call fails for a voice. */
function resolvable(name: string, language: string | undefined, voices: VoiceCatalogue): string {
  try {
    voices.resolve(name, { ...(language !== undefined && { language }) });
    return name;
  } catch {
    return '';
  }
}

const vendorNames = new Set(voiceAliases.map(({ name }) => name.toLowerCase()));

function isKnown(name: string, voices: VoiceCatalogue): boolean {
  return vendorNames.has(name.toLowerCase()) || voices.list().some(({ id }) => id.toLowerCase() === name.toLowerCase());
}

function speaks(name: string, language: string, voices: VoiceCatalogue): boolean {
  return parseLanguage(voices.resolve(name, { language }).language)?.primary === parseLanguage(language)?.primary;
}

/** The engine that bears the vendor's name, where the operator runs one. */
function engineOf(vendor: string, voices: VoiceCatalogue): string | undefined {
  const name = vendor.replace(/^custom:/, '');
  return voices.list({ synthesizer: name }).length > 0 ? name : undefined;
}

/** `en-us/female` of the vendor `espeak` is `espeak/en-us/female`. */
function ownName(name: string, engine: string | undefined, voices: VoiceCatalogue): string {
  const full = `${engine}/${name}`;
  return engine !== undefined && isKnown(full, voices) ? full : name;
}

function nearestOf(
  wishes: readonly SynthesizerWish[],
  pick: (wish: SynthesizerWish) => string | undefined,
): Wished | undefined {
  for (const [at, wish] of wishes.entries()) {
    const value = pick(wish);
    if (value !== undefined) return { value, at };
  }
  return undefined;
}

/** `default` asks for what is set elsewhere. */
function named(value: string | undefined): string | undefined {
  return value === undefined || value === '' || value === 'default' ? undefined : value;
}

/** What is no language says nothing. */
function languageTag(value: string | undefined): string | undefined {
  const tag = named(value)?.replaceAll('_', '-');
  return tag !== undefined && parseLanguage(tag) !== undefined ? tag : undefined;
}

/** Some vendors' voices are objects; what has a name goes by it. */
function voiceName(voice: SynthesizerWish['voice']): string | undefined {
  if (typeof voice !== 'object') return named(voice);
  return typeof voice.name === 'string' ? named(voice.name) : undefined;
}
