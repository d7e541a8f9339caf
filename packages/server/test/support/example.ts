/** The examples, run as a reader runs them. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { buffer, text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const folder = new URL('../../../../../examples/dist/', import.meta.url);

export interface ExampleOptions {
  readonly args?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** What comes down its pipe. */
  readonly input?: string;
}

export interface ExampleRun {
  readonly code: number | null;
  readonly output: Buffer;
  readonly messages: string;
}

/** Settles when it has ended. */
export async function runExample(name: string, { args = [], env, input = '' }: ExampleOptions): Promise<ExampleRun> {
  const child = spawn(process.execPath, [pathOf(name), ...args], { env });
  child.stdin.end(input);
  const [output, messages] = await Promise.all([buffer(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: child.exitCode, output, messages };
}

/** Settles with the first line of a server. */
export async function startExample(
  name: string,
  env: Readonly<Record<string, string>>,
): Promise<{ readonly process: ChildProcess; readonly line: string }> {
  const child = spawn(process.execPath, [pathOf(name)], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { process: child, line: line.toString().trim() };
}

function pathOf(name: string): string {
  return fileURLToPath(new URL(`${name}.js`, folder));
}
