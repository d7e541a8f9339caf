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

export interface RunningExample {
  readonly process: ChildProcess;
  /** Where it is, as it says. */
  readonly address: string;
  /** Settles when this stands in what it has written; rejects when it ends before. */
  said(pattern: RegExp): Promise<void>;
}

/** Settles when a server says where it is. */
export async function startExample(name: string, env: Readonly<Record<string, string>>): Promise<RunningExample> {
  const child = spawn(process.execPath, [pathOf(name)], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const ended = once(child, 'close').then(() => {
    throw new Error(`${name} ended, and had said: ${output}`);
  });
  ended.catch(() => undefined);
  const said = async (pattern: RegExp) => {
    while (!pattern.test(output)) await Promise.race([once(child.stdout, 'data'), ended]);
  };
  await said(anAddress);
  return { process: child, address: anAddress.exec(output)![0], said };
}

const anAddress = /\b(http|ws):\/\/\S+(?=\s)/;

function pathOf(name: string): string {
  return fileURLToPath(new URL(`${name}.js`, folder));
}
