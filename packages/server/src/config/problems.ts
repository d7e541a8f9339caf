/** Turns what the schema found wrong into sentences for the operator. */

import type { z } from 'zod';
import { nearest } from '../nearest.js';
import type { Field } from './fields.js';
import { type Merged, valueAt } from './layers.js';

type Issue = z.core.$ZodIssue;

/** One line per mistake: what is wrong, where it came from, what to write instead. */
export function explain(issues: readonly Issue[], merged: Merged, fields: readonly Field[]): string {
  return issues.flatMap((issue) => lines(issue, merged, fields)).join('\n');
}

function lines(issue: Issue, merged: Merged, fields: readonly Field[]): readonly string[] {
  if (issue.code !== 'unrecognized_keys') return [`${subject(issue.path, merged, fields)}: ${remedy(issue)}`];
  return issue.keys.map((key) => unknownKey([...issue.path, key], merged, fields));
}

function unknownKey(path: readonly PropertyKey[], merged: Merged, fields: readonly Field[]): string {
  const parent = path.slice(0, -1);
  const siblings = fields
    .filter((field) => parent.every((part, at) => field.path[at] === part))
    .flatMap((field) => field.path[parent.length] ?? []);
  return `${where(path, merged)}: ${path.join('.')} is no setting; ${advice(String(path.at(-1)), siblings)}`;
}

function advice(key: string, siblings: readonly string[]): string {
  const near = nearest(key, siblings, 1)[0];
  if (near !== undefined) return `did you mean ${near}?`;
  return siblings.length === 0 ? 'take it out' : `known are ${[...new Set(siblings)].join(', ')}`;
}

function subject(path: readonly PropertyKey[], merged: Merged, fields: readonly Field[]): string {
  const field = fields.find((candidate) => candidate.path.every((part, at) => path[at] === part));
  const shown = field?.secret ? 'not right (and not shown)' : JSON.stringify(valueAt(merged.values, path));
  return `${where(path, merged)}: ${path.join('.')} is ${shown?.slice(0, 80) ?? 'missing'}`;
}

function where(path: readonly PropertyKey[], merged: Merged): string {
  return merged.origin(path) ?? merged.origin(path.slice(0, 1)) ?? 'configuration';
}

function remedy(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `write ${expected[issue.expected] ?? `a value of type ${issue.expected}`}`;
    case 'invalid_value':
      return `write one of ${issue.values.join(', ')}`;
    case 'too_small':
      return isText(issue.origin) ? `write at least ${issue.minimum} character(s)` : `write ${issue.minimum} or more`;
    case 'too_big':
      return isText(issue.origin) ? `write at most ${issue.maximum} character(s)` : `write ${issue.maximum} or less`;
    default:
      return issue.message;
  }
}

const expected: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list, such as ["a", "b"] in a file or a,b elsewhere',
  object: 'an object, such as { "name": … }',
  record: 'names and values, such as { "a": "b" } in a file or a=b,c=d elsewhere',
};

function isText(origin: string): boolean {
  return origin === 'string';
}
