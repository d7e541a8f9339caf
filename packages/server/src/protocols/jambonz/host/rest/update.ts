/** `PUT …/Calls/{callSid}`: does something to a call that is under way. */
import { z } from 'zod';
import { SpeechError } from '../../../../errors.js';
import type { Call } from '../call/call.js';
import { type Hook, hookName, hookSchema } from '../hook.js';
import { readBody } from './body.js';
import { findCall } from './find.js';
import type { RestCall } from './routes.js';

/** What is not listed is looked at by name only, to be refused. */
const schema = z.looseObject({
  call_hook: hookSchema.optional(),
  call_status: z.enum(['completed', 'no-answer']).optional(),
});

type Body = z.output<typeof schema>;

/** Settles as soon as it is under way, as jambonz does. */
export async function updateCall(asked: RestCall): Promise<Response> {
  const body = await readBody(asked.request, schema);
  const change = onlyChange(body);
  change(findCall(asked));
  return new Response('Accepted', { status: 202 });
}

/** What else jambonz's clients may ask of a call. */
const notOffered = [
  'agent_update',
  'boostAudioSignal',
  'child_call_hook',
  'conferenceParticipantAction',
  'conf_hold_status',
  'conf_mute_status',
  'dtmf',
  'dub',
  'listen_status',
  'llm_status',
  'media_path',
  'mute_status',
  'noise_isolation_status',
  'record',
  'room_play',
  'room_say',
  'sip_request',
  'tag',
  'transcribe_status',
  'transfer',
  'whisper',
];

/** One thing at a time. */
function onlyChange({ call_hook, call_status, ...rest }: Body): (call: Call) => void {
  const refused = notOffered.find((name) => Object.hasOwn(rest, name));
  if (refused !== undefined) {
    throw new SpeechError('unsupported-message', `${refused} is not offered; use call_hook or call_status`);
  }
  if (call_hook && call_status) {
    throw new SpeechError('invalid-request', 'multiple options are not allowed in updateCall');
  }
  if (call_hook) return (call) => redirect(call, call_hook);
  if (call_status) return (call) => end(call, call_status);
  throw new SpeechError('invalid-request', 'no valid options supplied to updateCall');
}

function redirect(call: Call, hook: Hook): void {
  if (/^https?:/i.test(hookName(hook)))
    throw new SpeechError('unsupported-message', 'webhooks are not called; use ws:// or wss://');
  call.redirect(hook);
}

/** `completed` is for calls that were answered, `no-answer` for those that were not. */
function end(call: Call, status: NonNullable<Body['call_status']>): void {
  const isAnswered = call.info.callStatus === 'in-progress';
  if (isAnswered !== (status === 'completed')) {
    throw new SpeechError('unsupported-message', `a call that is ${call.info.callStatus} cannot be ${status}`);
  }
  call.end();
}
