/** Settings from `GLOTTIS_…` variables. */

import { readFileSync } from 'node:fs';
import { nearest } from '../nearest.js';
import { ConfigError } from './config-error.js';
import type { Field } from './fields.js';
import type { Layer } from './layers.js';
import { readText } from './read-text.js';
import { layerOf, type Setting } from './settings.js';

/** As `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Names the configuration file. */
export const fileVariable = 'GLOTTIS_CONFIG';

/** Kubernetes and Docker links describe a service called `glottis` to its neighbours, in variables that look like ours. */
const orchestrator = /^GLOTTIS_(SERVICE_|PORT_\d)/;
const orchestratorAddress = /^(tcp|udp|sctp):\/\//;

/** Reads every `GLOTTIS_…` variable. Throws a ConfigError for one that is no setting. */
export function environmentLayer(environment: Environment, fields: readonly Field[]): Layer {
  const settings = Object.entries(environment)
    .filter((entry): entry is [string, string] => entry[1] !== undefined && isOurs(entry[0], entry[1]))
    .map(([name, text]) => toSetting(name, text, fields));
  return layerOf(settings);
}

function isOurs(name: string, text: string): boolean {
  if (!name.startsWith('GLOTTIS_') || name === fileVariable || orchestrator.test(name)) return false;
  return !(name === 'GLOTTIS_PORT' && orchestratorAddress.test(text));
}

function toSetting(name: string, text: string, fields: readonly Field[]): Setting {
  const field = fields.find((candidate) => candidate.env === name);
  if (field) return { path: field.path, value: readText(text, field), origin: name };
  const secret = fields.find((candidate) => candidate.secret && `${candidate.env}_FILE` === name);
  if (secret) return { path: secret.path, value: readText(readSecret(name, text), secret), origin: name };
  const near = nearest(
    name,
    fields.map((candidate) => candidate.env),
    1,
  );
  const advice = near.length > 0 ? `did you mean ${near[0]}?` : '`glottis serve --help` lists those there are';
  throw new ConfigError(`${name} is no setting; ${advice}`);
}

function readSecret(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (cause) {
    throw new ConfigError(`${name}: the file ${path} cannot be read`, { cause });
  }
}
