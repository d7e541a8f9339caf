/** Runs the command that the first argument names. */

import { ConfigError } from '../config/config-error.js';
import { SpeechError } from '../errors.js';
import { nearest } from '../nearest.js';
import { call } from './call.js';
import type { Command, World } from './command.js';
import { UsageError } from './flags.js';
import { say } from './say.js';
import { serve } from './serve.js';
import { voices } from './voices.js';

const commands: readonly Command[] = [serve, say, call, voices];

const failure = 1;
const misuse = 2;

/** Settles with the exit code: 0 done, 1 failed, 2 asked for wrongly. Errors have become one clear message by then. */
export async function run(args: readonly string[], world: World): Promise<number> {
  try {
    return await dispatch(args, world);
  } catch (error) {
    if (isBrokenPipe(error)) return 0;
    await world.messages.write(`glottis: ${describe(error, world)}\n`);
    return error instanceof UsageError || error instanceof ConfigError ? misuse : failure;
  }
}

async function dispatch([name = 'help', ...args]: readonly string[], world: World): Promise<number> {
  if (name === '--version' || name === '-v') return await print(world, world.version);
  if (name === 'help' || name === '--help' || name === '-h') return await print(world, await help(args[0], world));
  const command = find(name);
  if (asksForHelp(args)) return await print(world, await command.help(world));
  return await command.run(args, world);
}

/** What stands behind `--` is text, whatever it looks like. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end === -1 ? undefined : end).some((arg) => arg === '--help' || arg === '-h');
}

function find(name: string): Command {
  const command = commands.find((candidate) => candidate.name === name);
  if (command) return command;
  const names = commands.map((candidate) => candidate.name);
  const near = nearest(name, names, 1)[0];
  throw new UsageError(
    `"${name}" is no command; ${near ? `did you mean ${near}?` : `there are ${names.join(', ')}, help`}`,
  );
}

async function help(name: string | undefined, world: World): Promise<string> {
  if (name !== undefined) return await find(name).help(world);
  const list = commands.map((command) => `  ${command.name.padEnd(8)}${command.summary}`).join('\n');
  return `Glottis speaks while the text still arrives.

Usage: glottis <command> [flags]

${list}
  help    this page, or one command's: glottis help say

  --version  which version this is`;
}

async function print({ output }: World, text: string): Promise<number> {
  await output.write(`${text}\n`);
  return 0;
}

/** A reader that has seen enough, as in `glottis voices | head`, is no failure. */
function isBrokenPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}

/** What is not for the operator to mend is shown whole where debugging was asked for. */
function describe(error: unknown, { environment }: World): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof UsageError) return `${error.message} (glottis help tells more)`;
  if (error instanceof ConfigError) return error.message;
  const cause = error instanceof SpeechError && error.cause instanceof Error ? ` (${error.cause.message})` : '';
  return environment.GLOTTIS_LOG_LEVEL === 'debug' && error.stack
    ? error.stack
    : (system(error) ?? error.message + cause);
}

function system(error: Error): string | undefined {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return 'that port is taken; choose another with --port, or 0 for any that is free';
  if (code === 'EADDRNOTAVAIL') return 'that address is not one of this machine; choose another with --host';
  if (code === 'EACCES') return `permission denied: ${error.message}`;
  return undefined;
}
