/** How a synthesizer is offered to the server: by one of its own folders, or by somebody else's module. */

import type { z } from 'zod';
import type { Clock } from '../clock.js';
import type { Synthesizer } from './synthesizer.js';

export interface SynthesizerDefinition<Schema extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  /** Checks what the configuration says, and fills the defaults in. */
  readonly options: Schema;
  /** Resolves when the synthesizer takes calls; rejects when it cannot start, with a reason for the operator. */
  create(options: z.output<Schema>, context: SynthesizerContext): Promise<Synthesizer>;
}

/** What the server lends to a synthesizer. */
export interface SynthesizerContext {
  readonly clock: Clock;
  /** Somebody waits for a single answer: it matters more to start soon than to serve many. */
  readonly brief?: boolean;
  /** Something that the operator should know and the server got over. Must not contain text that is spoken. */
  warn(message: string, cause?: unknown): void;
}

/** Gives the definition back; `create` gets its types from the schema. */
export function defineSynthesizer<Schema extends z.ZodObject>(
  definition: SynthesizerDefinition<Schema>,
): SynthesizerDefinition<Schema> {
  return definition;
}
