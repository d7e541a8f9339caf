/** Single settings, as variables and flags give them, gathered into a layer. */

import type { Layer } from './layers.js';

/** One value, and what said it. */
export interface Setting {
  readonly path: readonly string[];
  readonly value: unknown;
  /** The variable or flag it came from. */
  readonly origin: string;
}

/** Where two settings have the same path, the later one wins. */
export function layerOf(settings: readonly Setting[]): Layer {
  const values: Record<string, unknown> = {};
  for (const { path, value } of settings) place(values, path, value);
  return {
    values,
    origin: (path) => settings.find((setting) => setting.path.every((part, at) => path[at] === part))?.origin ?? '',
  };
}

function place(values: Record<string, unknown>, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    values[name] = value;
    return;
  }
  const below = (values[name] ?? {}) as Record<string, unknown>;
  values[name] = below;
  place(below, rest, value);
}
