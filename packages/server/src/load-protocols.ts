/** The protocols that the configuration names: those in the list, and those of somebody else's modules. */

import { z } from 'zod';
import type { Config } from './config/config.js';
import { ConfigError } from './config/config-error.js';
import { merge, type Settings } from './config/layers.js';
import { loadDefault } from './load-default.js';
import type { ProtocolDefinition, ProtocolTools } from './protocols/definition.js';
import { protocols as known } from './protocols/index.js';
import type { Protocol } from './protocols/protocol.js';

/** A protocol that can be served. */
export interface LoadedProtocol {
  readonly name: string;
  readonly example: ProtocolDefinition['example'];
  create(tools: ProtocolTools): Protocol;
}

/** In the configuration's order. Throws a ConfigError for a module that cannot be used, for options that it does not
 *  take, and for two protocols of one name. */
export async function loadProtocols({
  protocols,
  profile,
}: Pick<Config, 'protocols' | 'profile'>): Promise<readonly LoadedProtocol[]> {
  const loaded = await Promise.all(
    Object.entries(protocols).map(([entry, settings]) => load(entry, settings, profile === 'strict')),
  );
  const names = loaded.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new ConfigError(`two protocols are called "${twice}"; leave one out`);
  return loaded;
}

async function load(entry: string, { use, ...given }: Settings, strict: boolean): Promise<LoadedProtocol> {
  const own = known.find(({ name }) => name === (use ?? entry));
  const definition = own ?? toDefinition(await loadModule(entry, String(use)), entry);
  // The configuration has checked the options of those it knows, and laid the strict profile under them.
  const options =
    use === undefined ? given : checked(entry, definition, strict ? overStrict(definition, given) : given);
  const { name, example } = definition;
  return { name, example, create: (tools) => definition.create(options, tools) };
}

async function loadModule(entry: string, use: string): Promise<unknown> {
  try {
    return await loadDefault(use, process.cwd());
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigError(`protocols.${entry}: ${use} cannot be loaded: ${reason}`, { cause });
  }
}

function toDefinition(loaded: unknown, entry: string): ProtocolDefinition {
  const candidate = loaded as Partial<ProtocolDefinition> | undefined;
  const isOne = typeof candidate?.create === 'function' && typeof candidate.options?.safeParse === 'function';
  if (isOne && typeof candidate.name === 'string') return candidate as ProtocolDefinition;
  throw new ConfigError(`protocols.${entry}: the module must export by default what defineProtocol returns`);
}

function checked(entry: string, definition: ProtocolDefinition, given: Settings): Record<string, unknown> {
  const options = definition.options.safeParse(given);
  if (options.success) return options.data;
  throw new ConfigError(`protocols.${entry}: ${z.prettifyError(options.error)}`);
}

function overStrict({ strict = {} }: ProtocolDefinition, given: Settings): Settings {
  const layers = [strict, given].map((values) => ({ values, origin: () => '' }));
  return merge(layers).values;
}
