/** `glottis call`: calls a jambonz application, as somebody with a telephone would. */

import { loadConfig } from '../config/config.js';
import type { FlagValues } from '../config/flags.js';
import { attend } from './attend.js';
import type { RunningCalls } from './calls.js';
import type { Command, World } from './command.js';
import { deedOf } from './deeds.js';
import { everyOf, numberOf, readFlags, textOf, UsageError } from './flags.js';
import { formatNames, outputFormat } from './output-format.js';
import { createRecording, noRecording } from './recording.js';

const options = {
  config: { type: 'string' },
  out: { type: 'string', short: 'o' },
  format: { type: 'string', short: 'f' },
  'sample-rate': { type: 'string', short: 'r' },
  from: { type: 'string' },
  to: { type: 'string' },
  env: { type: 'string', short: 'e' },
  say: { type: 'string', short: 's' },
  press: { type: 'string', short: 'p' },
  hangup: { type: 'boolean' },
  voice: { type: 'string', short: 'v' },
  quiet: { type: 'boolean', short: 'q' },
} as const;

/** Places a call without a server: the engines speak in this process. */
export const call: Command = {
  name: 'call',
  summary: 'calls a jambonz application',

  help: async () => `Usage: glottis call [flags] <application>

The application is its WebSocket address, or the name of a configured one. The conversation is shown while it goes.
Each line that is typed is said to the application; /press 1, /interrupt and /hangup are done. Ctrl-C hangs up.

  -s, --say <text>       what the caller says; again for more
  -p, --press <keys>     which keys the caller presses: 0 to 9, *, #, A to D; again for more
                         Both in the order in which they are given, each when the application has spoken
                         and is silent for a second, or does not begin for ten.
      --hangup           hangs up when all that was said, and the application is silent
  -o, --out <file>       records what is heard; - is standard output, for a player
  -f, --format <name>    ${formatNames} (default: as the file is called; raw for -)
  -r, --sample-rate <n>  samples per second
      --from <name>      who calls (default caller)
      --to <name>        who is called (default application)
  -e, --env <KEY=value>  a variable of the application; again for more
  -v, --voice <name>     who speaks where the application does not say
  -q, --quiet            shows nothing but what goes wrong
      --config <file>    the configuration file

  glottis call ws://localhost:3000/hello
  glottis call ws://localhost:3000/hello --out call.wav --say "What are your hours?" --hangup
  glottis call wss://agent.example.com/ --quiet --out - | aplay -q -f S16_LE -r 24000`,

  async run(args, world) {
    const { flags, rest } = readFlags(args, options);
    const [application, unknown] = rest;
    if (application === undefined)
      throw new UsageError('call whom? give the ws:// or wss:// address of an application');
    if (unknown !== undefined)
      throw new UsageError(`"${unknown}" is not understood here; only one application is called`);
    const order = {
      application,
      from: textOf(flags, 'from') ?? 'caller',
      to: textOf(flags, 'to') ?? 'application',
      envVars: variablesOf(everyOf(args, options, ['env']).map(({ value }) => value)),
      voice: textOf(flags, 'voice'),
    };
    const deeds = everyOf(args, options, ['say', 'press']).map(deedOf);
    const recording = await recordingOf(flags, world);
    const attendance = { deeds, hangsUp: flags.hangup === true, isQuiet: flags.quiet === true, recording };
    return await withCalls(world, flags, (calls) => attend(calls, order, attendance, world));
  },
};

function variablesOf(given: readonly string[]): Readonly<Record<string, string>> | undefined {
  if (given.length === 0) return undefined;
  return Object.fromEntries(
    given.map((text) => {
      const at = text.indexOf('=');
      if (at < 1) throw new UsageError('--env takes a name and a value: --env GREETING=Hello');
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}

async function recordingOf(flags: FlagValues, { output }: World) {
  const out = textOf(flags, 'out');
  const [name, sampleRate] = [textOf(flags, 'format'), numberOf(flags, 'sample-rate')];
  return out === undefined ? noRecording : createRecording(out, outputFormat(out, name, sampleRate), output);
}

async function withCalls<Result>(
  world: World,
  { config: file }: FlagValues,
  use: (calls: RunningCalls) => Promise<Result>,
): Promise<Result> {
  const { directory, environment } = world;
  const { schemas, startCalls } = await world.library();
  const flags = { config: file, 'log-level': 'error' };
  const calls = await startCalls(await loadConfig(schemas, { directory, environment, flags }));
  try {
    return await use(calls);
  } finally {
    await calls.close();
  }
}
