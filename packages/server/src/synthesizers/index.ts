/** The synthesizers that the server knows by name, each loaded when it is used, and the door for everybody else's. */

import { z } from 'zod';
import { SpeechError } from '../errors.js';
import { loadDefault } from '../load-default.js';
import type { SynthesizerContext, SynthesizerDefinition } from './definition.js';
import type { Synthesizer } from './synthesizer.js';

export { defineSynthesizer, type SynthesizerContext, type SynthesizerDefinition } from './definition.js';

const synthesizers: Readonly<Record<string, () => Promise<{ readonly default: unknown }>>> = {
  embedded: () => import('./embedded/index.js'),
};

export interface SynthesizerChoice {
  /** A name from the list above, a path that begins with `./`, `../` or `/`, or a package; a module's default export
   *  is its definition. */
  readonly use: string;
  /** What the definition's schema describes. */
  readonly options: unknown;
  /** The directory that paths start from. */
  readonly directory: string;
}

/** Loads and starts one. Throws `invalid-request`, for the operator, when there is none of that name or its options
 *  are wrong. */
export async function createSynthesizer(choice: SynthesizerChoice, context: SynthesizerContext): Promise<Synthesizer> {
  const { use } = choice;
  const definition = toDefinition(await load(choice), use);
  const options = definition.options.safeParse(choice.options ?? {});
  if (!options.success)
    throw invalid(`the options of the synthesizer "${use}" are wrong: ${z.prettifyError(options.error)}`);
  return definition.create(options.data, context);
}

/** The options of every synthesizer that the server knows by name, for the configuration. Starts none. */
export async function synthesizerSchemas(): Promise<Readonly<Record<string, { readonly options: z.ZodObject }>>> {
  const schemas = Object.entries(synthesizers).map(async ([name, load]) => {
    const { options } = toDefinition((await load()).default, name);
    return [name, { options }] as const;
  });
  return Object.fromEntries(await Promise.all(schemas));
}

async function load({ use, directory }: SynthesizerChoice): Promise<unknown> {
  const known = Object.hasOwn(synthesizers, use) ? synthesizers[use] : undefined;
  if (known) return (await known()).default;
  try {
    return await loadDefault(use, directory);
  } catch (cause) {
    const names = Object.keys(synthesizers).join(', ');
    throw invalid(
      `the synthesizer "${use}" cannot be loaded; known by name: ${names}; else give a path or package`,
      cause,
    );
  }
}

function toDefinition(loaded: unknown, use: string): SynthesizerDefinition {
  const candidate = loaded as Partial<SynthesizerDefinition> | undefined;
  const isOne = typeof candidate?.create === 'function' && typeof candidate.options?.safeParse === 'function';
  if (!isOne) throw invalid(`the module "${use}" must export by default what defineSynthesizer returns`);
  return candidate as SynthesizerDefinition;
}

function invalid(message: string, cause?: unknown): SpeechError {
  return new SpeechError('invalid-request', message, { cause });
}
