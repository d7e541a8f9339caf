/** Paths among LMNT's that lead nowhere, and those that are asked for in the wrong way. */
import { SpeechError } from '../../errors.js';
import { matchPath } from '../match-path.js';
import type { Route } from '../protocol.js';
import { jsonResponse } from './response.js';
import type { RestRoute } from './rest-route.js';

const methods = ['GET', 'POST', 'PUT', 'DELETE'] as const;

/** Routes for whatever the known ones leave. They must stand behind them. */
export function unknownRoutes(known: readonly RestRoute[]): readonly Route[] {
  return methods.map((method) => ({
    type: 'http',
    method,
    path: '/v1/ai/*path',
    async handle(request, _speech, visit) {
      const path = `/v1/ai/${visit.params.path}`;
      if (path === '/v1/ai/speech/stream') throw wrongMethod(request, 'a WebSocket: ask for an upgrade');
      const allowed = known.filter((route) => matchPath(route.path, path)).map((route) => route.method);
      // LMNT's framework answered in this shape, whatever the version.
      if (allowed.length === 0) return jsonResponse({ detail: 'Not Found' }, visit.id, { status: 404 });
      throw wrongMethod(request, `for ${allowed.join(' and ')}`);
    },
  }));
}

function wrongMethod({ method }: Request, what: string): SpeechError {
  return new SpeechError('method-not-allowed', `${method} is not offered here; this path is ${what}`);
}
