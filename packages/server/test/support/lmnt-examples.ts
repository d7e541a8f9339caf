/** Runs what LMNT's clients have for examples, as it stands in their packages, in a process of its own. */

import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const redirect = new URL('./lmnt-redirect.js', import.meta.url).href;
/** Long enough for a slow machine; an example that hangs is one that fails. */
const timeoutMs = 25_000;

export interface Example {
  /** What its package is installed as. */
  readonly packageName: string;
  /** JavaScript, unchanged. */
  readonly code: string;
  readonly args: readonly string[];
}

export interface Ran {
  /** null where it had to be stopped. */
  readonly code: number | null;
  readonly output: string;
  readonly messages: string;
  /** The file that it was to write; empty where it did not. */
  readonly file: Buffer;
}

/** The first block of code in the package's README that has this in it. */
export function fromReadme(packageName: string, part: string): Example {
  const readme = readFileSync(join(folderOf(packageName), 'README.md'), 'utf8');
  for (const [, code = ''] of readme.matchAll(/```(?:js|ts)\n(.*?)```/gs)) {
    if (code.includes(part)) return { packageName, code, args: [] };
  }
  throw new Error(`the README of ${packageName} has no example with ${part}`);
}

/** A program that the package brings along. */
export function fromDemo(packageName: string, path: string, ...args: readonly string[]): Example {
  return { packageName, code: readFileSync(join(folderOf(packageName), path), 'utf8'), args };
}

/** Runs it in a folder where `lmnt-node` is its package; what it addresses to LMNT goes to `url`. */
export async function run({ packageName, code, args }: Example, url: string, fileName = ''): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), 'glottis-test-'));
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  symlinkSync(folderOf(packageName), join(modules, 'lmnt-node'));
  for (const [name, files] of Object.entries(standIns)) writePackage(join(modules, name), files);
  writeFileSync(join(folder, 'example.mjs'), code);
  const env = { LMNT_API_KEY: 'right', OPENAI_API_KEY: 'any', REDIRECT_LMNT_TO: url };
  const ran = await new Promise<Omit<Ran, 'file'>>((resolve) => {
    const options = { cwd: folder, env, timeout: timeoutMs };
    const child = execFile(
      process.execPath,
      ['--import', redirect, 'example.mjs', ...args],
      options,
      (_, output, messages) => resolve({ code: child.exitCode, output, messages }),
    );
  });
  const path = join(folder, fileName);
  const file = existsSync(path) && fileName !== '' ? readFileSync(path) : Buffer.alloc(0);
  rmSync(folder, { recursive: true });
  return { ...ran, file };
}

/** Not all of them let others see their package.json. */
function folderOf(packageName: string): string {
  const entry = require.resolve(packageName);
  const folder = join('node_modules', packageName);
  return entry.slice(0, entry.lastIndexOf(folder) + folder.length);
}

function writePackage(folder: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(folder);
  for (const [name, code] of Object.entries(files)) writeFileSync(join(folder, `${name}.js`), code);
  const paths = Object.keys(files).map((name) => [name === 'index' ? '.' : `./${name}`, `./${name}.js`]);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', exports: Object.fromEntries(paths) }));
}

/** What the chat model says that one of the examples asks for a story. */
export const modelsStory = 'Once there was a robot. It had a name, and the name was Ada. Then the rain came.';

/** As much as the examples need of the other packages that they use. */
const standIns: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  dotenv: { config: '' },
  yargs: {
    helpers: 'export const hideBin = (argv) => argv.slice(2);',
    index: `export default (argv) => {
      const values = {};
      const parser = {
        option(name, options) {
          const at = argv.indexOf('--' + name);
          const key = name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
          values[key] = at < 0 ? options.default : argv[at + 1];
          return parser;
        },
        parse: () => values,
      };
      return parser;
    };`,
  },
  openai: {
    index: `const tokens = ${JSON.stringify(modelsStory.split(/(?<= )/))};
      async function* answer() {
        yield { choices: [{ delta: { role: 'assistant' } }] };
        for (const content of tokens) yield { choices: [{ delta: { content } }] };
        yield { choices: [{ delta: {}, finish_reason: 'stop' }] };
      }
      export default class OpenAI {
        chat = { completions: { create: async () => answer() } };
      }`,
  },
};
