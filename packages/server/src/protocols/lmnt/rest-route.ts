/** What all requests have in common: who asks, and of which generation the client is. */
import type { SpeechError } from '../../errors.js';
import type { Holder, SpeechService } from '../../session/speech.js';
import type { Route, Visit } from '../protocol.js';
import { credentialOf } from './credential.js';
import { errorShapeOf, refusal } from './errors.js';
import { type Version, versionOf } from './version.js';

/** A request of somebody who may ask. */
export interface RestCall {
  readonly request: Request;
  readonly speech: SpeechService;
  readonly visit: Visit;
  readonly holder: Holder;
  readonly version: Version;
}

/** A route for holders of a key. */
export interface RestRoute {
  readonly method: HttpRoute['method'];
  readonly path: string;
  /** Throws SpeechError. */
  answer(call: RestCall): Response | Promise<Response>;
}

type HttpRoute = Extract<Route, { type: 'http' }>;

/** The route as the carrier takes it. */
export function httpRoute({ method, path, answer }: RestRoute): HttpRoute {
  return {
    type: 'http',
    method,
    path,
    async handle(request, speech, visit) {
      const { headers } = request;
      const holder = await speech.authenticate(credentialOf(headers, speech.strict));
      return answer({ request, speech, visit, holder, version: versionOf(headers.get('lmnt-version')) });
    },
  };
}

/** The answer to what this server does not do at all: clients shall not try again. */
export function declined(error: SpeechError, { request, visit }: RestCall): Response {
  const response = refusal(error, visit.id, errorShapeOf(request.headers));
  response.headers.set('x-should-retry', 'false');
  return response;
}
