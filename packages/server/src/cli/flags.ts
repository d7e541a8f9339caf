/** Reads a command's arguments. */

import { parseArgs } from 'node:util';
import type { FlagOption, FlagValues } from '../config/flags.js';
import { nearest } from '../nearest.js';

/** The command line cannot be used. The message says what came and what to write instead. */
export class UsageError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'UsageError';
  }
}

/** The arguments of a command, taken apart. */
export interface Arguments {
  readonly flags: FlagValues;
  /** What is no flag. */
  readonly rest: readonly string[];
}

/** The flags that a command knows, by name. */
export type FlagOptions = Readonly<Record<string, FlagOption>>;

/** Throws a UsageError for flags that are not among the options. */
export function readFlags(args: readonly string[], options: FlagOptions): Arguments {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: { ...options }, allowPositionals: true });
    return { flags: { ...values }, rest: positionals };
  } catch (cause) {
    throw new UsageError(explain(cause, options), { cause });
  }
}

/** Throws a UsageError when a command that takes only flags was given more. */
export function readOnlyFlags(args: readonly string[], options: FlagOptions): FlagValues {
  const { flags, rest } = readFlags(args, options);
  if (rest.length > 0) throw new UsageError(`"${rest[0]}" is not understood here; only flags are`);
  return flags;
}

/** A flag that was given, with its value. */
export interface Given {
  readonly name: string;
  readonly value: string;
}

/** Flags that may be given several times, all of them in the order in which they were, out of arguments that `readFlags` took. */
export function everyOf(args: readonly string[], options: FlagOptions, names: readonly string[]): readonly Given[] {
  const { tokens } = parseArgs({ args: [...args], options: { ...options }, allowPositionals: true, tokens: true });
  return tokens.flatMap((token) =>
    token.kind === 'option' && token.value !== undefined && names.includes(token.name)
      ? [{ name: token.name, value: token.value }]
      : [],
  );
}

/** A flag's text; undefined where it was not given. */
export function textOf(flags: FlagValues, name: string): string | undefined {
  const value = flags[name];
  return typeof value === 'string' ? value : undefined;
}

/** A flag's number. Throws a UsageError for what is none, or not above zero. */
export function numberOf(flags: FlagValues, name: string): number | undefined {
  const text = textOf(flags, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value <= 0) {
    throw new UsageError(`--${name} is "${text}"; write a number above 0`);
  }
  return value;
}

function explain(cause: unknown, options: FlagOptions): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  // Node's messages run on for several sentences; the first names the flag.
  if (code !== 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return message.split(/[.\n]/, 1)[0] ?? message;
  const flag = /'(-[^']*)'/.exec(message)?.[1] ?? '';
  const near = nearest(flag.replace(/^-+/, ''), Object.keys(options), 1)[0];
  return `${flag} is no flag here; ${near === undefined ? 'see --help' : `did you mean --${near}?`}`;
}
