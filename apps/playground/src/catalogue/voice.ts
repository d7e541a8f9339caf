/** A name that speaks, and what is known of it. */

export interface Voice {
  /** What protocols take. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  /** BCP 47, of the voice's own language. */
  readonly language: string;
  readonly gender: string;
  readonly kind: VoiceKind;
  /** The engine whose voice it is, or that stands in for a vendor's; undefined where the server does not say. */
  readonly engine: string | undefined;
  /** The voice that speaks under a vendor's name; undefined for voices themselves, and where the server does not say. */
  readonly spokenBy: string | undefined;
}

/** A voice of an engine, or a vendor's name that one of those stands in for. */
export type VoiceKind = 'engine' | 'lmnt' | 'deepgram';

export const kindTitles = {
  engine: 'Installed voices',
  lmnt: 'LMNT’s names',
  deepgram: 'Deepgram’s names',
} satisfies Record<VoiceKind, string>;

type Fields = Readonly<Record<string, unknown>>;

/** Reads LMNT's list: its names come with `language, spoken by id` as their description, voices with their language alone. */
export function readLmntList(list: unknown): readonly Voice[] {
  return objects(list).map(({ id, name, description, gender }) => {
    const [, language = '', spokenBy] = /^([^,]*)(?:, spoken by (.+))?$/.exec(text(description)) ?? [];
    return {
      id: text(id),
      name: text(name),
      language,
      gender: text(gender),
      kind: spokenBy === undefined ? 'engine' : 'lmnt',
      engine: engineOf(spokenBy ?? text(id)),
      spokenBy,
    };
  });
}

/** Reads Deepgram's list of models. */
export function readDeepgramModels(answer: unknown): readonly Voice[] {
  const { tts } = Object(answer) as Fields;
  return objects(tts).map(({ name, canonical_name, languages, metadata }) => {
    const { tags } = Object(metadata) as Fields;
    const tag = Array.isArray(tags) ? tags[0] : undefined;
    return {
      id: text(canonical_name),
      name: capitalised(text(name)),
      language: Array.isArray(languages) ? text(languages.at(-1)) : '',
      gender: genders[text(tag)] ?? 'neutral',
      kind: 'deepgram',
      engine: undefined,
      spokenBy: undefined,
    };
  });
}

const genders: Readonly<Record<string, string>> = { feminine: 'female', masculine: 'male' };

function objects(list: unknown): readonly Fields[] {
  return Array.isArray(list) ? list.map((item) => Object(item) as Fields) : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Ids of engines' voices begin with their engine. */
function engineOf(id: string): string | undefined {
  return id.includes('/') ? id.slice(0, id.indexOf('/')) : undefined;
}
