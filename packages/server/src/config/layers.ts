/** Settings from several places, laid over one another, with a memory of where each came from. */

import { ConfigError } from './config-error.js';

/** Settings as somebody wrote them: not yet checked. */
export type Settings = Readonly<Record<string, unknown>>;

/** Settings from one place. */
export interface Layer {
  readonly values: Settings;
  /** Where a value came from, for messages: `GLOTTIS_PORT`, `/etc/glottis.config.json`. */
  origin(path: readonly PropertyKey[]): string;
}

/** What all places say together. */
export interface Merged {
  readonly values: Settings;
  /** Where the value at a path came from; undefined for a default. */
  origin(path: readonly PropertyKey[]): string | undefined;
}

/** Later layers win. Objects are merged member by member, everything else is replaced as a whole. */
export function merge(layers: readonly Layer[]): Merged {
  const values: Record<string, unknown> = {};
  for (const layer of layers) overlay(values, layer.values, layer);
  return {
    values,
    origin: (path) => layers.findLast((layer) => valueAt(layer.values, path) !== undefined)?.origin(path),
  };
}

/** The value at a path, of own members only. */
export function valueAt(values: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, name) => (isMap(value) && Object.hasOwn(value, name) ? value[name] : undefined),
    values,
  );
}

function overlay(target: Record<string, unknown>, source: Settings, layer: Layer, path: readonly string[] = []): void {
  for (const [name, value] of Object.entries(source)) {
    const here = [...path, name];
    // As a member it would change the object's nature instead of being found unknown.
    if (name === '__proto__')
      throw new ConfigError(`${layer.origin(here)}: ${here.join('.')} is no setting; take it out`);
    if (value === undefined) continue;
    if (!isPlain(value)) {
      target[name] = value;
      continue;
    }
    const below = Object.hasOwn(target, name) ? target[name] : undefined;
    const merged = isPlain(below) ? { ...below } : {};
    overlay(merged, value, layer, here);
    target[name] = merged;
  }
}

function isPlain(value: unknown): value is Settings {
  return isMap(value) && !Array.isArray(value);
}

function isMap(value: unknown): value is Readonly<Record<PropertyKey, unknown>> {
  return typeof value === 'object' && value !== null;
}
