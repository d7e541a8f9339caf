/** The configuration file. */

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, extname, isAbsolute, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ConfigError } from './config-error.js';
import type { Layer, Settings } from './layers.js';

/** Looked for where no file is named. */
const usualNames = ['glottis.config.json', 'glottis.config.js', 'glottis.config.mjs'];

/** Reads the named file, or one of the usual names in the directory. No such file is no settings, unless it was named. */
export async function fileLayer(directory: string, named?: string): Promise<Layer | undefined> {
  const path = named === undefined ? usualFile(directory) : resolve(directory, named);
  if (path === undefined) return undefined;
  if (!existsSync(path)) throw new ConfigError(`the configuration file ${path} does not exist`);
  const values = withPlacedModules(await read(path), dirname(path));
  return { values, origin: () => path };
}

function usualFile(directory: string): string | undefined {
  return usualNames.map((name) => resolve(directory, name)).find((path) => existsSync(path));
}

async function read(path: string): Promise<Settings> {
  const content: unknown = extname(path) === '.json' ? await readJson(path) : await importDefault(path);
  if (typeof content === 'object' && content !== null && !Array.isArray(content)) return content as Settings;
  const form = extname(path) === '.json' ? '{ "port": 8080 }' : 'export default { port: 8080 }';
  throw new ConfigError(`${path} holds no settings; write an object such as ${form}`);
}

async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((cause: Error) => {
    throw new ConfigError(`${path} cannot be read: ${cause.message}`, { cause });
  });
  try {
    return JSON.parse(text);
  } catch (cause) {
    // The parser's own message may quote the text, and with it a key.
    const line = lineOf(cause, text);
    throw new ConfigError(`${path} is not valid JSON${line}; the .js form allows comments and trailing commas`, {
      cause,
    });
  }
}

function lineOf(cause: unknown, text: string): string {
  const position = /at position (\d+)/.exec(cause instanceof Error ? cause.message : '')?.[1];
  return position === undefined ? '' : ` at line ${text.slice(0, Number(position)).split('\n').length}`;
}

async function importDefault(path: string): Promise<unknown> {
  try {
    const module: { default?: unknown } = await import(pathToFileURL(path).href);
    return module.default;
  } catch (cause) {
    throw new ConfigError(`${path} cannot be loaded: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

/** The module of a protocol or an engine is found from the file that names it, wherever the server was started. */
function withPlacedModules(settings: Settings, directory: string): Settings {
  const placed = ['protocols', 'engines'].flatMap((kind) => {
    const members = settings[kind];
    if (typeof members !== 'object' || members === null || Array.isArray(members)) return [];
    const entries = Object.entries(members).map(([name, options]) => [name, withPlacedUse(options, directory)]);
    return [[kind, Object.fromEntries(entries)]];
  });
  return { ...settings, ...Object.fromEntries(placed) };
}

function withPlacedUse(options: unknown, directory: string): unknown {
  if (typeof options !== 'object' || options === null || !('use' in options)) return options;
  const { use } = options;
  const isPath = typeof use === 'string' && (use.startsWith('.') || isAbsolute(use));
  return isPath ? { ...options, use: pathToFileURL(resolve(directory, use)).href } : options;
}
