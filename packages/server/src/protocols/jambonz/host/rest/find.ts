/** The calls of whoever asks. Nobody learns of anybody else's, not even that they are there. */
import { SpeechError } from '../../../../errors.js';
import type { Call } from '../call/call.js';
import type { RestCall } from './routes.js';

/** The call of the path. Throws `not-found`, also once it is over. */
export function findCall({ host, holder, visit }: Pick<RestCall, 'host' | 'holder' | 'visit'>): Call {
  const call = host.list(holder.id).find(({ sid }) => sid === visit.params.callSid);
  if (call) return call;
  throw new SpeechError('not-found', 'there is no such call, or it is over');
}

/** Those that the query asks for; all of them without one. */
export function listCalls({ request, host, holder }: Pick<RestCall, 'request' | 'host' | 'holder'>): readonly Call[] {
  const query = new URL(request.url).searchParams;
  const isLike = (name: string, value: string) => (query.get(name) || value) === value;
  return host
    .list(holder.id)
    .filter(({ info }) => isLike('direction', info.direction) && isLike('callStatus', info.callStatus))
    .filter(({ info }) => isLike('from', info.from) && isLike('to', info.to));
}
