import type { z } from 'zod';
import type { Outgoing } from '../access/outgoing.js';
import type { Clock } from '../clock.js';
import type { Dial } from './dial.js';
import type { Protocol } from './protocol.js';

/** How a protocol is offered to the server. */
export interface ProtocolDefinition<Schema extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  /** Checks what the configuration says, and fills the defaults in. */
  readonly options: Schema;
  /** What the strict profile sets, unless the operator says otherwise. */
  readonly strict?: Partial<z.input<Schema>>;
  /** One line for a shell that makes the server speak. `url` is where the server listens, `http://127.0.0.1:8080`, with
   *  the path prefix if there is one; `key` is what to write where a key belongs, undefined where none is asked for. */
  example?(url: string, key: string | undefined): string;
  create(options: z.output<Schema>, tools: ProtocolTools): Protocol;
}

/** What the server lends to a protocol. */
export interface ProtocolTools {
  readonly clock: Clock;
  /** The way to hosts that a client names, as far as the operator allows them, and to those that the operator wrote down. */
  readonly outgoing: Outgoing;
  /** The same way, for WebSockets. */
  readonly dial: Dial;
  /** Something that the operator should know and no client can be told. Must not contain text that is spoken. */
  warn(message: string, cause: unknown, requestId: string): void;
}

/** Gives the definition back; `create` gets its types from the schema. */
export function defineProtocol<Schema extends z.ZodObject>(
  definition: ProtocolDefinition<Schema>,
): ProtocolDefinition<Schema> {
  return definition;
}
