/** The configuration: defaults, then the profile's own values, the file, the environment, the flags. */

import { z } from 'zod';
import { ConfigError } from './config-error.js';
import { type Environment, environmentLayer, fileVariable } from './environment.js';
import { checkExposure } from './exposure.js';
import { type Field, fieldsOf } from './fields.js';
import { fileLayer } from './file.js';
import { type FlagValues, flagsLayer } from './flags.js';
import { type Layer, type Merged, merge, type Settings, valueAt } from './layers.js';
import { explain } from './problems.js';
import { type CoreConfig, coreSchema } from './schema.js';

/** The options of one protocol or engine, as its folder supplies them. */
export interface OptionsSchema<Options extends z.ZodObject = z.ZodObject> {
  readonly options: Options;
  /** What the strict profile sets, unless the operator says otherwise. */
  readonly strict?: Settings;
}

/** Who brings options of their own. */
export interface OptionSchemas {
  /** All of them are served. */
  readonly protocols: Readonly<Record<string, OptionsSchema>>;
  /** All of them are started, except those that are set to `false`. */
  readonly engines: Readonly<Record<string, OptionsSchema>>;
}

/** The settings of a server, checked and complete. */
export type Config<Schemas extends OptionSchemas = OptionSchemas> = CoreConfig & {
  readonly protocols: {
    readonly [Name in keyof Schemas['protocols']]: z.output<Schemas['protocols'][Name]['options']>;
  };
  /** The engines to start, by name. One that the server does not know names its module in `use`, as a URL or a package. */
  readonly engines: Readonly<Record<string, Settings>>;
};

/** The places that settings come from, besides the defaults. */
export interface Sources {
  /** Where the configuration file is looked for; usually the current directory. */
  readonly directory: string;
  readonly environment: Environment;
  readonly flags: FlagValues;
}

/** Reads the configuration from all places. Throws a ConfigError that names every mistake, where it was made, and its remedy. */
export async function loadConfig<Schemas extends OptionSchemas>(
  schemas: Schemas,
  { directory, environment, flags }: Sources,
): Promise<Config<Schemas>> {
  const fields = configFields(schemas);
  const named = typeof flags.config === 'string' ? flags.config : environment[fileVariable];
  const file = await fileLayer(directory, named);
  const layers = [...(file ? [file] : []), environmentLayer(environment, fields), flagsLayer(flags, fields)];
  return check(schemas, layers);
}

/** Checks settings that a program gives, and adds the defaults. Throws a ConfigError. */
export function createConfig<Schemas extends OptionSchemas>(
  schemas: Schemas,
  settings: Settings = {},
): Config<Schemas> {
  return check(schemas, [{ values: settings, origin: () => 'the settings given' }]);
}

/** Every setting there is, for the help and the documentation. */
export function configFields({ protocols, engines }: OptionSchemas): readonly Field[] {
  return fieldsOf(coreSchema.extend({ protocols: membersOf(protocols), engines: membersOf(engines) }));
}

function check<Schemas extends OptionSchemas>(schemas: Schemas, layers: readonly Layer[]): Config<Schemas> {
  const merged = withProfile(schemas, layers);
  const result = fullSchema(schemas, merged.values).safeParse(withoutDisabled(merged.values));
  if (!result.success) throw new ConfigError(explain(result.error.issues, merged, configFields(schemas)));
  const config = { ...result.data, voices: withStrictness(result.data) };
  checkExposure(config);
  return config as unknown as Config<Schemas>;
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

function fullSchema({ protocols, engines }: OptionSchemas, values: Settings) {
  const enabled = Object.entries(engines).filter(([name]) => valueAt(values, ['engines', name]) !== false);
  const module = z.custom<Settings>((value) => typeof valueAt(value, ['use']) === 'string', {
    error: `known engines are ${Object.keys(engines).join(', ')}; one of your own names its module: { "use": "./my-engine.js" }`,
  });
  return coreSchema.extend({
    protocols: membersOf(protocols).prefault({}),
    engines: membersOf(Object.fromEntries(enabled)).catchall(module).prefault({}),
  });
}

function withoutDisabled(values: Settings): Settings {
  const { engines } = values;
  if (typeof engines !== 'object' || engines === null || Array.isArray(engines)) return values;
  return { ...values, engines: Object.fromEntries(Object.entries(engines).filter(([, options]) => options !== false)) };
}

function membersOf(schemas: Readonly<Record<string, OptionsSchema>>): z.ZodObject {
  const members = Object.entries(schemas).map(([name, { options }]) => [name, options.strict().prefault({})]);
  return z.strictObject(Object.fromEntries(members));
}
