/** What a client says by name, be it in a body or on the socket. */
import { SpeechError } from '../../errors.js';
import type { JsonObject } from '../json.js';

/** Fields by name. Null and the empty text are nothing at all. A value of another kind throws `invalid-request`. */
export interface Fields {
  text(name: string): string | undefined;
  number(name: string): number | undefined;
  flag(name: string): boolean | undefined;
  /** A list of texts, which may be empty. */
  texts(name: string): readonly string[] | undefined;
}

/** Reads values as clients of all ages write them: `"24000"`, `"True"`, `1`. */
export function fieldsOf(values: JsonObject): Fields {
  const sent = (name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return value === null || value === '' || value instanceof Blob ? undefined : value;
  };
  return {
    text(name) {
      const value = sent(name);
      if (value === undefined || typeof value === 'string') return value;
      throw unlike(name, 'a text');
    },
    number(name) {
      const value = sent(name);
      if (value === undefined) return undefined;
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      if (typeof number === 'number' && Number.isFinite(number)) return number;
      throw unlike(name, 'a number');
    },
    flag(name) {
      const value = sent(name);
      if (value === undefined) return undefined;
      const word = wordOf(value);
      if (word === 'true' || word === '1') return true;
      if (word === 'false' || word === '0') return false;
      throw unlike(name, 'true or false');
    },
    texts(name) {
      const value = sent(name);
      if (value === undefined) return undefined;
      if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
      throw unlike(name, 'a list of texts');
    },
  };
}

/** Of plain values only: an object could hold anything where others have what makes a text of them. */
function wordOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value).toLowerCase()
    : undefined;
}

function unlike(name: string, kind: string): SpeechError {
  return new SpeechError('invalid-request', `\`${name}\` must be ${kind}`);
}
