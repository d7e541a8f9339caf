/** Settings from the command line. */

import type { Field } from './fields.js';
import type { Layer } from './layers.js';
import { readText } from './read-text.js';
import { layerOf, type Setting } from './settings.js';

/** What `parseArgs` is told about a flag. */
export interface FlagOption {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
}

/** What `parseArgs` gives back for the flags that were there. */
export type FlagValues = Readonly<Record<string, string | boolean | undefined>>;

/** The flags of the settings, for `parseArgs`: `--port 80`, `--metrics`, `--no-metrics`; and `--config`, `--strict`. */
export function flagOptions(fields: readonly Field[]): Readonly<Record<string, FlagOption>> {
  const flags = fields.flatMap(({ flag, kind }): [string, FlagOption][] => {
    if (flag === undefined) return [];
    if (kind !== 'boolean') return [[flag, { type: 'string' }]];
    return [flag, `no-${flag}`].map((name) => [name, { type: 'boolean' }]);
  });
  return Object.fromEntries([...flags, ['config', { type: 'string' }], ['strict', { type: 'boolean' }]]);
}

/** Reads the flags that `flagOptions` named. */
export function flagsLayer(flags: FlagValues, fields: readonly Field[]): Layer {
  const profile: Setting[] = flags.strict ? [{ path: ['profile'], value: 'strict', origin: '--strict' }] : [];
  return layerOf([...profile, ...fields.flatMap((field) => toSetting(field, flags))]);
}

function toSetting(field: Field, flags: FlagValues): readonly Setting[] {
  const { path, flag } = field;
  if (flag === undefined) return [];
  if (flags[`no-${flag}`] === true) return [{ path, value: false, origin: `--no-${flag}` }];
  const given = flags[flag];
  if (given === undefined) return [];
  return [{ path, value: typeof given === 'string' ? readText(given, field) : given, origin: `--${flag}` }];
}
