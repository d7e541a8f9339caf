/** jambonz's REST of calls, for programs that place them. Which account they name is not looked at: the key says whose they are. */
import { SpeechError } from '../../../../errors.js';
import type { Holder, SpeechService } from '../../../../session/speech.js';
import type { Route, Visit } from '../../../protocol.js';
import { credentialOf } from '../../credential.js';
import type { Desk } from '../desk.js';
import { cardOf } from './card.js';
import { refusal } from './errors.js';
import { findCall, listCalls } from './find.js';
import { placeCall } from './place.js';
import { updateCall } from './update.js';

/** A request of somebody who may ask. */
export interface RestCall extends Desk {
  readonly request: Request;
  readonly speech: SpeechService;
  readonly visit: Visit;
  readonly holder: Holder;
}

type HttpRoute = Extract<Route, { type: 'http' }>;

const calls = '/v1/Accounts/:accountSid/Calls';
const oneCall = `${calls}/:callSid`;

export function restRoutes(desk: Desk): readonly Route[] {
  const route = (
    method: HttpRoute['method'],
    path: string,
    answer: (call: RestCall) => Response | Promise<Response>,
  ): Route => ({ type: 'http', method, path, handle: (...asked) => handled(desk, answer, ...asked) });

  return [
    route('POST', calls, placeCall),
    route('GET', calls, (asked) => Response.json(listCalls(asked).map(({ info }) => cardOf(info)))),
    route('GET', oneCall, (asked) => Response.json(cardOf(findCall(asked).info))),
    route('PUT', oneCall, updateCall),
    // As jambonz's older clients do.
    route('POST', oneCall, updateCall),
    route('DELETE', oneCall, hangUp),
    route('GET', '/v1/Accounts/:accountSid/CallCount', countCalls),
  ];
}

/** A route has to answer in jambonz's words itself: the protocol's other half has others. */
async function handled(
  desk: Desk,
  answer: (call: RestCall) => Response | Promise<Response>,
  request: Request,
  speech: SpeechService,
  visit: Visit,
): Promise<Response> {
  try {
    const holder = await speech.authenticate(credentialOf(request.headers));
    return await answer({ ...desk, request, speech, visit, holder });
  } catch (cause) {
    const error = SpeechError.from(cause);
    if (error.code === 'internal') throw error; // for the log
    return refusal(error);
  }
}

function hangUp(asked: RestCall): Response {
  findCall(asked).end();
  return new Response(null, { status: 204 });
}

function countCalls({ host, holder }: RestCall): Response {
  const inbound = host.list(holder.id).filter(({ info }) => info.direction === 'inbound').length;
  return Response.json({ inbound, outbound: host.list(holder.id).length - inbound });
}
