/** The settings of a schema as a flat list: what each is called in a file, in the environment and on the command line. */

import { z } from 'zod';

/** One setting. */
export interface Field {
  /** `['limits', 'sessions']`. */
  readonly path: readonly string[];
  /** `GLOTTIS_LIMITS_SESSIONS`. Secrets are also read from the file that `<env>_FILE` names. */
  readonly env: string;
  /** `limits-sessions`. Secrets have none: a command line can be read by every user of the machine. */
  readonly flag?: string;
  readonly kind: 'text' | 'number' | 'boolean' | 'list' | 'map';
  /** The texts it can have, where there are few. */
  readonly choices?: readonly string[];
  /** Whether `off` is a value. */
  readonly nullable: boolean;
  readonly secret: boolean;
  readonly fallback: unknown;
  readonly description: string;
}

/** Reads the settings from a schema, in its order. */
export function fieldsOf(schema: z.ZodObject, path: readonly string[] = []): readonly Field[] {
  return Object.entries(schema.shape).flatMap(([name, member]) => {
    const unwrapped = unwrap(member as z.ZodType);
    const here = [...path, name];
    return unwrapped.type instanceof z.ZodObject ? fieldsOf(unwrapped.type, here) : [toField(here, unwrapped)];
  });
}

interface Unwrapped {
  readonly type: z.ZodType;
  readonly nullable: boolean;
  readonly fallback: unknown;
  readonly meta: Readonly<Record<string, unknown>>;
}

/** Takes off what only adds a default, a transformation or the permission to be absent. */
function unwrap(type: z.ZodType): Unwrapped {
  const meta = type.meta() ?? {};
  if (type instanceof z.ZodDefault) return { ...inside(type.def.innerType, meta), fallback: type.def.defaultValue };
  if (type instanceof z.ZodNullable) return { ...inside(type.def.innerType, meta), nullable: true };
  if (type instanceof z.ZodOptional || type instanceof z.ZodPrefault) return inside(type.def.innerType, meta);
  if (type instanceof z.ZodPipe) return inside(type.def.in, meta);
  return { type, nullable: false, fallback: undefined, meta };
}

function inside(type: z.core.$ZodType, meta: Unwrapped['meta']): Unwrapped {
  const inner = unwrap(type as z.ZodType);
  return { ...inner, meta: { ...inner.meta, ...meta } };
}

function toField(path: readonly string[], { type, nullable, fallback, meta }: Unwrapped): Field {
  const name = typeof meta.name === 'string' ? meta.name : path.map(toKebab).join('-');
  const secret = meta.secret === true;
  return {
    path,
    env: `GLOTTIS_${name.replaceAll('-', '_').toUpperCase()}`,
    ...(!secret && { flag: name }),
    kind: kindOf(type),
    ...(type instanceof z.ZodEnum && { choices: type.options.map(String) }),
    nullable,
    secret,
    fallback,
    description: typeof meta.description === 'string' ? meta.description : '',
  };
}

function kindOf(type: z.ZodType): Field['kind'] {
  if (type instanceof z.ZodNumber) return 'number';
  if (type instanceof z.ZodBoolean) return 'boolean';
  if (type instanceof z.ZodArray) return 'list';
  if (type instanceof z.ZodRecord) return 'map';
  return 'text';
}

function toKebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
