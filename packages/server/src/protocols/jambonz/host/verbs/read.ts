/** What an application wants done, read from what it wrote: all of it, or nothing. */
import { verbs } from './index.js';
import { notOffered, unofferedVerbs } from './not-offered.js';
import { InvalidVerb, type Step, type Verb } from './verb.js';

/** How many may come at once, and wait. */
export const maxSteps = 500;

const byName: ReadonlyMap<string, Verb> = new Map(
  [...verbs, ...unofferedVerbs.map(notOffered)].map((verb) => [verb.name, verb]),
);

/** Both notations, mixed at will: `{ verb: 'say', text }` and `{ say: { text } }`. Throws an `InvalidVerb` for the first that is
 *  none. */
export function readVerbs(data: readonly unknown[], isQueued = false): readonly Step[] {
  if (data.length > maxSteps) throw new InvalidVerb(undefined, `at most ${maxSteps} verbs are taken at once`);
  return data.map((item) => {
    const { name, properties } = taken(item);
    const verb = byName.get(name);
    if (verb === undefined) throw new InvalidVerb(name.slice(0, 64), 'there is no such verb');
    return verb.prepare(properties, isQueued);
  });
}

function taken(item: unknown): { readonly name: string; readonly properties: unknown } {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) {
    throw new InvalidVerb(undefined, 'a verb is an object');
  }
  if ('verb' in item) {
    const { verb, ...properties } = item;
    if (typeof verb !== 'string') throw new InvalidVerb(undefined, '`verb` must be a string');
    return { name: verb, properties };
  }
  const [entry, ...others] = Object.entries(item);
  if (entry === undefined || others.length > 0) throw new InvalidVerb(undefined, '`verb` is missing');
  return { name: entry[0], properties: entry[1] };
}
