/** `POST …/Calls`: calls somebody for an application. */
import { z } from 'zod';
import { SpeechError } from '../../../../errors.js';
import type { Visit } from '../../../protocol.js';
import type { Call, CallOrder } from '../call/call.js';
import type { Desk } from '../desk.js';
import { discreet } from '../discreet.js';
import { allVariables, findApplication } from '../find-application.js';
import { hookSchema } from '../hook.js';
import { silentPhone } from '../phone.js';
import { readBody } from './body.js';
import type { RestCall } from './routes.js';

const word = z.string().trim().min(1).max(256);
const variables = z.record(z.string(), z.unknown());

/** What is not listed is taken and passed over: `trunk`, `headers`, `amd` and others that are of telephone lines. */
const schema = z.object({
  application_sid: word.optional(),
  call_hook: hookSchema.optional(),
  from: word,
  to: z.object({
    type: z.enum(['phone', 'sip', 'user', 'teams']),
    number: word.optional(),
    name: word.optional(),
    sipUri: word.optional(),
  }),
  tag: variables.optional(),
  env_vars: variables.optional(),
  /** Seconds. */
  timeout: z.number().positive().max(600).default(60),
  speech_synthesis_vendor: word.optional(),
  speech_synthesis_language: word.optional(),
  speech_synthesis_voice: word.optional(),
});

type Body = z.output<typeof schema>;

/** Rings at a console of that name, where one of the same holder waits; otherwise a phone that nobody listens to picks up at
 *  once, so that an application can be tried without a person. */
export async function placeCall(asked: RestCall): Promise<Response> {
  const { request, speech, visit, holder, host, phones, options, tools } = asked;
  const body = await readBody(request, schema);
  const { application, envVars } = findApplication(wanted(body), options);
  const to = callee(body.to);
  const order: Omit<CallOrder, 'phone'> = {
    speech,
    holder,
    application,
    direction: 'outbound',
    from: body.from,
    to,
    tag: body.tag,
    envVars: allVariables(envVars, body.env_vars),
    synthesizer: synthesizer(body),
  };
  const phone = phones.find(holder.id, to);
  const call = phone
    ? phone.ring((end) => {
        const observer = discreet(end.observer, envVars, body.env_vars);
        return host.place({ ...order, ...end, observer });
      }, body.timeout * 1000)
    : host.place({ ...order, phone: silentPhone, observer: { onProblem: firstProblem(tools, visit) } });
  return created(call);
}

function wanted({ application_sid, call_hook }: Body) {
  if (application_sid !== undefined) return { application: application_sid };
  if (call_hook === undefined) {
    throw new SpeechError('invalid-request', 'either call_hook or application_sid required');
  }
  if (typeof call_hook === 'string') return { application: call_hook };
  const { url: application, username, password } = call_hook;
  return { application, username, password };
}

/** By what jambonz calls them: a number, or a user. Of an address, `sip:name@host`, the name. */
function callee({ type, number, name, sipUri }: Body['to']): string {
  const called = { phone: number, teams: number, user: name, sip: sipUri }[type];
  const [, user] = /^(?:sips?:)?([^@;]+)/.exec(called ?? '') ?? [];
  if (user !== undefined) return user;
  const field = { phone: 'number', teams: 'number', user: 'name', sip: 'sipUri' }[type];
  throw new SpeechError('invalid-request', `\`to.${field}\` is needed to call a ${type}`);
}

function synthesizer(body: Body): CallOrder['synthesizer'] {
  const { speech_synthesis_vendor: vendor, speech_synthesis_language: language, speech_synthesis_voice: voice } = body;
  const wishes = Object.entries({ vendor, language, voice }).filter(([, value]) => value !== undefined);
  return wishes.length > 0 ? Object.fromEntries(wishes) : undefined;
}

/** Nobody watches such a call, so the operator is told what goes wrong first; an application must not be able to fill the log. */
function firstProblem({ warn }: Desk['tools'], { id }: Visit): (message: string) => void {
  let wasTold = false;
  return (message) => {
    if (!wasTold) warn(`a call that was placed over REST: ${message}`, undefined, id);
    wasTold = true;
  };
}

function created({ sid, info }: Call): Response {
  return Response.json({ sid, callId: info.callId }, { status: 201 });
}
