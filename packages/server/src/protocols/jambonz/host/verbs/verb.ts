/** What a verb is: a name, the properties it may have, and what it does. */
import { z } from 'zod';
import type { Stage } from './stage.js';

/** One verb of an application, checked and ready to be run. */
export interface Step {
  readonly name: string;
  /** The application's own name for it. */
  readonly id: string | undefined;
  /** It came behind others that it is to wait for. */
  readonly isQueued: boolean;
  /** It takes the caller's right to interrupt away. */
  readonly endsBargeIn: boolean;
  /** Ends soon after the stage's signal aborted, and what it plays at once. Throws what it cannot do. */
  run(stage: Stage): Promise<void>;
}

/** A verb that we know. */
export interface Verb {
  readonly name: string;
  /** Throws an `InvalidVerb` for properties that it does not have. */
  prepare(properties: unknown, isQueued: boolean): Step;
}

/** Verbs that cannot be run, and why: in words for whoever wrote them. */
export class InvalidVerb extends Error {
  /** Undefined where not even that can be told. */
  readonly verb: string | undefined;

  constructor(verb: string | undefined, message: string) {
    super(verb === undefined ? message : `${quoted(verb)}: ${message}`);
    this.name = 'InvalidVerb';
    this.verb = verb;
  }
}

/** As it is where it looks like a name: it may be any text. */
function quoted(name: string): string {
  return /^[\w:]+$/.test(name) ? name : JSON.stringify(name);
}

/** Every verb may have them; nobody looks into `_`. */
export const common = { id: z.string().optional(), _: z.unknown().optional() };

interface VerbDefinition<Schema extends z.ZodType<{ readonly id?: string | undefined }>> {
  readonly name: string;
  readonly properties: Schema;
  endsBargeIn?(properties: z.output<Schema>): boolean;
  run(properties: z.output<Schema>, stage: Stage): Promise<void> | void;
}

/** `run` gets its types from the properties. */
export function defineVerb<Schema extends z.ZodType<{ readonly id?: string | undefined }>>({
  name,
  properties: schema,
  endsBargeIn = () => false,
  run,
}: VerbDefinition<Schema>): Verb {
  return {
    name,
    prepare(given, isQueued) {
      const { success, data, error } = schema.safeParse(given);
      if (!success) throw new InvalidVerb(name, problemOf(error));
      return {
        name,
        id: data.id,
        isQueued,
        endsBargeIn: endsBargeIn(data),
        run: async (stage) => run(data, stage),
      };
    },
  };
}

/** The first thing that is wrong, without what was written: that may be what is to be spoken. */
export function problemOf(error: z.ZodError): string {
  const issue = error.issues[0]!;
  if (issue.code === 'unrecognized_keys') return `unknown property ${listOf(issue.keys)}`;
  const path = issue.path.slice(0, 8).map((part) => String(part).slice(0, 64));
  return path.length === 0 ? issue.message : `${path.join('.')}: ${issue.message}`;
}

function listOf(keys: readonly string[]): string {
  return keys
    .slice(0, 5)
    .map((key) => JSON.stringify(key.slice(0, 64)))
    .join(', ');
}
