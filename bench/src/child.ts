/** Child processes of the bench: started, waited for, and always ended. */

import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { withResolvers } from './with-resolvers.js';

const startTimeoutMs = 60_000;
const keptOutput = 4_000;

export interface Child {
  readonly pid: number;
  /** Rejects when the process ends, with how it did and its last words; never settles before. */
  readonly ended: Promise<never>;
  /** Settles with the first match in what the process prints; rejects when it ends, or prints none for a minute. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  signal(name: NodeJS.Signals): void;
  /** Asks it to end, insists after five seconds, and waits until it has. */
  stop(): Promise<void>;
}

/** Runs Node with these arguments. The `GLOTTIS_*` settings of whoever runs the bench stay outside. */
export function startNode(args: readonly string[], cwd = tmpdir()): Child {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GLOTTIS_')));
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const killWithUs = (): boolean => child.kill('SIGKILL');
  process.on('exit', killWithUs);
  let output = '';
  const lookers = new Set<() => void>();
  const onOutput = (chunk: Buffer): void => {
    output = (output + chunk.toString('utf8')).slice(-keptOutput);
    for (const look of lookers) look();
  };
  child.stdout.on('data', onOutput);
  child.stderr.on('data', onOutput);

  const ended = new Promise<never>((_, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      process.off('exit', killWithUs);
      reject(new Error(`a process ended with ${signal ?? code}; its last words:\n${output.trim() || '(none)'}`));
    });
  });
  ended.catch(() => {}); // it may end unwatched

  const printed = async (pattern: RegExp): Promise<RegExpExecArray> => {
    const { promise, resolve, reject } = withResolvers<RegExpExecArray>();
    const look = (): void => {
      const match = pattern.exec(output);
      if (match) resolve(match);
    };
    lookers.add(look);
    look();
    const silent = setTimeout(() => reject(new Error('a process did not start within a minute')), startTimeoutMs);
    return Promise.race([promise, ended]).finally(() => {
      clearTimeout(silent);
      lookers.delete(look);
    });
  };

  return { pid: child.pid ?? 0, ended, printed, signal: (name) => child.kill(name), stop: () => stop(child, ended) };
}

async function stop(child: ChildProcess, ended: Promise<never>): Promise<void> {
  child.kill('SIGTERM');
  const insist = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await ended.catch(() => {});
  clearTimeout(insist);
}
