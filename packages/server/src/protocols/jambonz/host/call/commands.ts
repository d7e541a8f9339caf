/** What an application may command while its call goes on, one line per command. */
import { z } from 'zod';
import { SpeechError } from '../../../../errors.js';
import { hookSchema } from '../hook.js';
import type { AppLink, Command } from '../link/link.js';
import { refuseTokens } from '../tokens/acceptance.js';
import { config as configVerb } from '../verbs/config.js';
import { keysCommand, sendKeys } from '../verbs/dtmf.js';
import { InvalidVerb, problemOf } from '../verbs/verb.js';
import { createStage } from './create-stage.js';
import type { CallParts } from './parts.js';
import { complain, redirectCall, takeVerbs } from './talk.js';
import { isUnoffered } from './unoffered-commands.js';

/** Throws for what cannot be done. */
type Execute = (command: Command, parts: CallParts, reply: AppLink['notify']) => void;

const table = {
  redirect,
  'call:status': changeStatus,
  config,
  'tts:tokens': ({ data }, { tokens }, reply) => reply('tts:tokens-result', { ...tokens.accept(data) }),
  'tts:flush': (_, { tokens }) => tokens.flush(),
  'tts:clear': (_, { streaming }) => streaming.clear(),
  tag: ({ data }, { record }) => record.tag(read(z.record(z.string(), z.unknown()), data)),
  dtmf,
} satisfies Record<string, Execute>;

/** Names come from outside, so they are looked up in a map. */
const commands: ReadonlyMap<string, Execute> = new Map(Object.entries(table));

/** Carries a command out, within the turn in which it came. What cannot be done is told, where jambonz itself would be silent,
 *  unless it is to be copied exactly. `reply` goes to whoever sent it. */
export function runCommand(command: Command, parts: CallParts, reply: AppLink['notify']): void {
  if (parts.over.aborted) return;
  try {
    if (command.callSid !== undefined && command.callSid !== parts.record.info.callSid) {
      refuseCommand(command, reply);
      throw new SpeechError('not-found', '`callSid` is not this call, and there is no other on this connection');
    }
    const execute = commands.get(command.command);
    if (execute) execute(command, parts, reply);
    else if (isUnoffered(command.command)) parts.watch.remark(`the command ${command.command} has no effect here`);
    else throw new SpeechError('unsupported-message', 'there is no such command');
  } catch (error) {
    tellProblem(command, error, parts);
  }
}

/** A command that is not for a call of whoever sent it. Nothing comes of it, but tokens are answered: clients wait for that. */
export function refuseCommand({ command, data }: Command, reply: AppLink['notify']): void {
  if (command === 'tts:tokens') reply('tts:tokens-result', { ...refuseTokens(data, 'no such call') });
}

function tellProblem({ command }: Command, error: unknown, parts: CallParts): void {
  if (parts.over.aborted) return;
  const isInvalid = error instanceof InvalidVerb;
  const details = parts.watch.fault(isInvalid ? new SpeechError('invalid-message', error.message) : error);
  if (!parts.isExact) complain(parts, 'invalid command', details, { command: command.slice(0, 64) });
}

/** Verbs, for now or for later; or another hook for the call. */
function redirect(command: Command, parts: CallParts): void {
  if (Array.isArray(command.data)) runVerbs(command.data, command.queued, parts);
  else handOn(command, parts);
}

function handOn(command: Command, parts: CallParts): void {
  const { call_hook } = read(z.looseObject({ call_hook: hookSchema }), command.data);
  redirectCall(parts, call_hook).catch((error: unknown) => tellProblem(command, error, parts));
}

function runVerbs(data: readonly unknown[], isQueued: boolean, parts: CallParts): void {
  if (isQueued) parts.hooks.answeredByQueue();
  const steps = takeVerbs(data, parts, { isQueued, isTold: !parts.isExact });
  if (!steps) return;
  if (!isQueued) parts.foreground.replace(steps);
  else if (!parts.foreground.append(steps)) throw new SpeechError('rate-limited', 'too many verbs wait to be run');
}

/** The status may stand there bare: a client sends it so where it means to send an object. */
function changeStatus({ data }: Command, parts: CallParts): void {
  const wanted = typeof data === 'string' && !parts.isExact ? { call_status: data } : data;
  const { call_status } = read(z.looseObject({ call_status: z.enum(['completed', 'no-answer']) }), wanted);
  if (call_status === 'completed') parts.hangUp();
  else if (!parts.decline(503, undefined)) throw new SpeechError('invalid-message', 'the call has been answered');
}

function config({ data }: Command, parts: CallParts): void {
  const step = configVerb.prepare(data, false);
  step.run(createStage(parts, step, parts.over)).catch(parts.watch.fault);
}

function dtmf(command: Command, parts: CallParts): void {
  const { digit, duration } = read(keysCommand, command.data);
  const stage = createStage(parts, { name: 'dtmf' }, parts.over);
  parts.keys
    .queue(() => sendKeys(digit, duration, stage))
    .catch((error: unknown) => tellProblem(command, error, parts));
}

function read<Schema extends z.ZodType>(schema: Schema, data: unknown): z.output<Schema> {
  const { success, data: value, error } = schema.safeParse(data);
  if (!success) throw new SpeechError('invalid-message', problemOf(error));
  return value;
}
