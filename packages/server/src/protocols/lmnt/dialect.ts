/** The four ways in which LMNT's clients want to be spoken to on the socket. */
import type { JsonObject } from '../json.js';
import { versionOf } from './version.js';

/** `typed-1.1` is `typed` whose timestamps begin anew with every piece of audio. `command` and `untyped` are older. */
export type Dialect = 'typed' | 'typed-1.1' | 'command' | 'untyped';

/** What is spoken to a client that has not said anything to tell it by. */
export const unknownClient: Dialect = 'typed';

/** Every message of a typed dialect has a type; those of the others are told apart by their fields. */
export function isTyped(dialect: Dialect): boolean {
  return dialect === 'typed' || dialect === 'typed-1.1';
}

/** Told by a client's first message, whatever else is wrong with it. */
export function dialectOf(first: JsonObject): Dialect {
  const named = first['lmnt-version'];
  const version = versionOf(typeof named === 'number' ? String(named) : textOf(named));
  if (version === '1.1') return 'typed-1.1';
  if (version === 'newest' || textOf(first.type) !== undefined) return 'typed';
  return protocolOf(first) >= 2 || textOf(first.command) !== undefined ? 'command' : 'untyped';
}

function protocolOf({ protocol_version: version }: JsonObject): number {
  return typeof version === 'number' ? version : Number(textOf(version));
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
