/** LMNT over HTTP: speech, voices and the account. */
import { SpeechError } from '../../errors.js';
import type { Route } from '../protocol.js';
import { accountRoute } from './account.js';
import type { LmntOptions } from './options.js';
import { declined, httpRoute, type RestRoute } from './rest-route.js';
import { speechRoutes } from './rest-speech.js';
import { unknownRoutes } from './rest-unknown.js';
import { voiceRoutes } from './voices.js';

/** All routes but the socket's. The order matters: whatever none of them answers falls to the last ones. */
export function restRoutes(options: LmntOptions): readonly Route[] {
  const routes = [...speechRoutes(options), convertRoute, ...voiceRoutes(), accountRoute];
  return [...routes.map(httpRoute), ...unknownRoutes(routes)];
}

const convertRoute: RestRoute = {
  method: 'POST',
  path: '/v1/ai/speech/convert',
  answer: (call) => declined(new SpeechError('not-found', 'this server speaks text, and converts no voices'), call),
};
