/** The configuration: defaults, then the profile's own values, the file, the environment, the flags. */

import { z } from 'zod';
import { isLoopback } from '../access/addresses.js';
import { ConfigError } from './config-error.js';
import { type Environment, environmentLayer, fileVariable } from './environment.js';
import { checkExposure } from './exposure.js';
import { type Field, fieldsOf } from './fields.js';
import { fileLayer } from './file.js';
import { type FlagValues, flagsLayer } from './flags.js';
import { type Layer, type Merged, merge, type Settings, valueAt } from './layers.js';
import { explain } from './problems.js';
import { type CoreConfig, coreSchema, type MetricsPlace } from './schema.js';

/** The options of one protocol or engine, as its folder supplies them. */
export interface OptionsSchema {
  readonly options: z.ZodObject;
  /** What the strict profile sets, unless the operator says otherwise. */
  readonly strict?: Settings;
}

/** Who brings options of their own. */
export interface OptionSchemas {
  /** All of them are served, except those that are set to `false`. */
  readonly protocols: Readonly<Record<string, OptionsSchema>>;
  /** All of them are started, with the same exception. */
  readonly engines: Readonly<Record<string, OptionsSchema>>;
}

/** The settings of a server, checked and complete. */
export interface Config extends Omit<CoreConfig, 'metrics' | 'outgoing'> {
  readonly metrics: MetricsPlace;
  readonly outgoing: CoreConfig['outgoing'] & { readonly allowLoopback: boolean };
  /** The protocols to serve, by name. One that the server does not know names its module in `use`, as a URL or a package;
   *  its other options are checked when it is loaded. */
  readonly protocols: Readonly<Record<string, Settings>>;
  /** The engines to start, by name; the same goes for them. */
  readonly engines: Readonly<Record<string, Settings>>;
}

/** The places that settings come from, besides the defaults. */
export interface Sources {
  /** Where the configuration file is looked for; usually the current directory. */
  readonly directory: string;
  readonly environment: Environment;
  readonly flags: FlagValues;
}

/** Reads the configuration from all places. Throws a ConfigError that names every mistake, where it was made, and its remedy. */
export async function loadConfig(schemas: OptionSchemas, { directory, environment, flags }: Sources): Promise<Config> {
  const fields = configFields(schemas);
  const named = typeof flags.config === 'string' ? flags.config : environment[fileVariable];
  const file = await fileLayer(directory, named);
  const layers = [...(file ? [file] : []), environmentLayer(environment, fields), flagsLayer(flags, fields)];
  return check(schemas, layers);
}

/** Checks settings that a program gives, and adds the defaults. Throws a ConfigError. */
export function createConfig(schemas: OptionSchemas, settings: Settings = {}): Config {
  return check(schemas, [{ values: settings, origin: () => 'the settings given' }]);
}

/** Every setting there is, for the help and the documentation. */
export function configFields({ protocols, engines }: OptionSchemas): readonly Field[] {
  return fieldsOf(coreSchema.extend({ protocols: membersOf(protocols), engines: membersOf(engines) }));
}

function check(schemas: OptionSchemas, layers: readonly Layer[]): Config {
  const merged = withProfile(schemas, layers);
  const result = fullSchema(schemas, merged.values).safeParse(withoutDisabled(merged.values));
  if (!result.success) throw new ConfigError(explain(result.error.issues, merged, configFields(schemas)));
  // That the members of protocols and engines are settings is what their schemas say, in words that types cannot follow.
  const checked = result.data as CoreConfig & Pick<Config, 'protocols' | 'engines'>;
  const config = {
    ...checked,
    voices: withStrictness(checked),
    metrics: placeOfMetrics(checked),
    outgoing: withLoopback(checked),
  };
  checkExposure(config);
  return config;
}

/** The strict profile is a layer of its own, under everything that the operator says. */
function withProfile({ protocols }: OptionSchemas, layers: readonly Layer[]): Merged {
  const merged = merge(layers);
  if (merged.values.profile !== 'strict') return merged;
  const strict = Object.entries(protocols).map(([name, protocol]) => [name, protocol.strict ?? {}]);
  return merge([{ values: { protocols: Object.fromEntries(strict) }, origin: () => 'the strict profile' }, ...layers]);
}

function withStrictness({ voices, profile }: CoreConfig): CoreConfig['voices'] {
  return { ...voices, strict: voices.strict ?? profile === 'strict' };
}

/** They take no key, so where other machines can connect, they are served when somebody asked for them. */
function placeOfMetrics({ metrics, host }: CoreConfig): MetricsPlace {
  return metrics ?? (isLoopback(host) ? 'same' : false);
}

/** Who connects from this machine reaches its ports anyway; nobody else shall reach them through us unasked. Keys on a
 *  loopback host mean that others come too, over a proxy. */
function withLoopback({ outgoing, host, apiKeys }: CoreConfig): Config['outgoing'] {
  return { ...outgoing, allowLoopback: outgoing.allowLoopback ?? (isLoopback(host) && apiKeys.length === 0) };
}

/** Where the operator may switch off what the server has, and add modules. */
const extensible = ['protocols', 'engines'] as const;

function fullSchema(schemas: OptionSchemas, values: Settings) {
  return coreSchema.extend({
    protocols: enabledOf('protocols', schemas, values),
    engines: enabledOf('engines', schemas, values),
  });
}

function enabledOf(kind: (typeof extensible)[number], schemas: OptionSchemas, values: Settings) {
  const known = Object.entries(schemas[kind]);
  const enabled = known.filter(([name]) => valueAt(values, [kind, name]) !== false);
  const names = known.map(([name]) => name).join(', ');
  const module = z.custom<Settings>((value) => typeof valueAt(value, ['use']) === 'string', {
    error: `known ${kind} are ${names}; one of your own names its module: { "use": "./mine.js" }`,
  });
  return membersOf(Object.fromEntries(enabled)).catchall(module).prefault({});
}

function withoutDisabled(values: Settings): Settings {
  const entries = extensible.flatMap((kind) => {
    const members = values[kind];
    if (typeof members !== 'object' || members === null || Array.isArray(members)) return [];
    return [[kind, Object.fromEntries(Object.entries(members).filter(([, options]) => options !== false))]];
  });
  return { ...values, ...Object.fromEntries(entries) };
}

function membersOf(schemas: Readonly<Record<string, OptionsSchema>>): z.ZodObject {
  const members = Object.entries(schemas).map(([name, { options }]) => [name, options.strict().prefault({})]);
  return z.strictObject(Object.fromEntries(members));
}
