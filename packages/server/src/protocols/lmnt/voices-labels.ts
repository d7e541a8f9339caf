/** What clients wrote on voices: each key's own, or, on a server without keys, everybody's. It is kept in memory, for as
 *  long as the server runs. */
import { SpeechError } from '../../errors.js';
import type { Fields } from './fields.js';

/** What may be written on a voice; how it sounds stays the same. */
export interface Labels {
  readonly name?: string;
  readonly description?: string;
  readonly gender?: string;
  readonly starred?: boolean;
  readonly tags?: readonly string[];
}

export interface LabelStore {
  /** What a holder has written on a voice, which may be nothing. */
  read(holderId: string, voiceId: string): Labels;
  /** Adds to it. Throws `forbidden` for one voice more than a holder may write on. */
  write(holderId: string, voiceId: string, labels: Labels): void;
  forget(holderId: string, voiceId: string): void;
}

const maxVoicesPerHolder = 1000;
const maxLength = { name: 200, description: 2000, gender: 50, tag: 100 };
const maxTags = 50;

/** An empty store. It grows with the keys of the configuration, and no further. */
export function createLabelStore(): LabelStore {
  const holders = new Map<string, Map<string, Labels>>();
  return {
    read: (holderId, voiceId) => holders.get(holderId)?.get(key(voiceId)) ?? {},
    write(holderId, voiceId, labels) {
      if (Object.keys(labels).length === 0) return;
      const voices = holders.get(holderId) ?? new Map<string, Labels>();
      if (voices.size >= maxVoicesPerHolder && !voices.has(key(voiceId))) {
        throw new SpeechError('forbidden', `this key has written on ${maxVoicesPerHolder} voices, which is its limit`);
      }
      voices.set(key(voiceId), { ...voices.get(key(voiceId)), ...labels });
      holders.set(holderId, voices);
    },
    forget: (holderId, voiceId) => void holders.get(holderId)?.delete(key(voiceId)),
  };
}

const key = (voiceId: string) => voiceId.toLowerCase();

/** The labels among the fields of a body. Throws `invalid-request` for those of another kind, or too long to keep. */
export function labelsOf(fields: Fields): Labels {
  const [name, description, gender] = (['name', 'description', 'gender'] as const).map((field) =>
    short(field, fields.text(field), maxLength[field]),
  );
  const starred = fields.flag('starred');
  const tags = fields.texts('tags');
  if (tags !== undefined && tags.length > maxTags) {
    throw new SpeechError('invalid-request', `\`tags\` has ${tags.length} entries; at most ${maxTags} are kept`);
  }
  for (const tag of tags ?? []) short('tags', tag, maxLength.tag);
  return {
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    ...(gender !== undefined && { gender }),
    ...(starred !== undefined && { starred }),
    ...(tags !== undefined && { tags }),
  };
}

function short(field: string, text: string | undefined, maxCharacters: number): string | undefined {
  if (text === undefined || text.length <= maxCharacters) return text;
  throw new SpeechError('invalid-request', `\`${field}\` is too long; at most ${maxCharacters} characters are kept`);
}
