/** The command line as a process of its own, as a newcomer runs it. */

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Figures, figuresOf } from './figures.js';

const commandLine = fileURLToPath(new URL('./cli/main.js', import.meta.resolve('glottis')));

export interface CommandOptions {
  /** All of its environment, besides what Node itself needs. */
  readonly env?: Readonly<Record<string, string>>;
  readonly nodeFlags?: readonly string[];
}

export interface Command {
  readonly process: ChildProcessWithoutNullStreams;
  /** An empty folder of its own, in which it runs. */
  readonly directory: string;
  /** What it has written to standard error so far. */
  readonly messages: string;
  /** Settles when this stands in its messages; rejects when it ends before. */
  said(pattern: RegExp): Promise<RegExpExecArray>;
  /** Settles when it has ended and everything that it wrote was read. */
  readonly ended: Promise<Ended>;
}

export interface Ended {
  /** null where a signal ended it. */
  readonly code: number | null;
  /** Standard output. */
  readonly output: Buffer;
  readonly messages: string;
}

/** Runs `glottis` with these arguments. It is killed, and its folder removed, when `cleanUp` is called. */
export function glottis(args: readonly string[], { env = {}, nodeFlags = [] }: CommandOptions = {}): Command {
  const directory = mkdtempSync(join(tmpdir(), 'glottis-test-'));
  const child = spawn(process.execPath, [...nodeFlags, commandLine, ...args], { cwd: directory, env });
  running.set(child, directory);
  const output: Buffer[] = [];
  let messages = '';
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => {
    messages += chunk.toString();
  });
  child.stdin.on('error', () => undefined);
  const ended = once(child, 'close').then(([code]) => ({
    code: code as number | null,
    output: Buffer.concat(output),
    messages,
  }));
  return {
    process: child,
    directory,
    get messages() {
      return messages;
    },
    async said(pattern) {
      for (;;) {
        const match = pattern.exec(messages);
        if (match) return match;
        const over = await Promise.race([once(child.stderr, 'data').then(() => false), ended.then(() => true)]);
        if (over) throw new Error(`it ended without saying ${pattern}: ${messages}`);
      }
    },
    ended,
  };
}

const running = new Map<ChildProcessWithoutNullStreams, string>();

/** For `afterEach`: ends what still runs, and removes the folders. */
export async function cleanUp(): Promise<void> {
  for (const [child, directory] of running) {
    if (child.exitCode === null && child.signalCode === null) {
      const closed = once(child, 'close');
      child.kill('SIGKILL');
      await closed;
    }
    rmSync(directory, { recursive: true, force: true });
  }
  running.clear();
}

export interface ServeCommand extends Command {
  readonly url: string;
  readonly figures: Figures;
}

/** Runs `glottis serve` on a free port, with one worker of the engine; settles when it listens. */
export async function glottisServe(args: readonly string[] = [], options: CommandOptions = {}): Promise<ServeCommand> {
  const command = glottis(['serve', '--port', '0', '--engines-embedded-workers', '1', ...args], options);
  const [, url = ''] = await command.said(/listens on (http:\S+)/);
  // Not spread: `messages` still grows.
  return Object.assign(Object.create(command) as Command, { url, figures: figuresOf(url) });
}
