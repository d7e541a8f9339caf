/** `/v1/account`: a plan without limits, in the words of either generation of clients. */
import { jsonResponse } from './response.js';
import type { RestRoute } from './rest-route.js';
import type { Version } from './version.js';

/** What clients are told instead of infinity, which JSON has not. */
const characterLimit = 1_000_000_000;

export const accountRoute: RestRoute = {
  method: 'GET',
  path: '/v1/account',
  answer: ({ version, visit }) => jsonResponse(account(version), visit.id),
};

/** Nobody counts here, so nothing is ever used up. `usage.characters` was what is used, and became what is left. */
function account(version: Version): object {
  const plan = { type: 'self-hosted', character_limit: characterLimit, commercial_use_allowed: true };
  if (version !== 'older') return { plan, usage: { characters: characterLimit } };
  return {
    plan: { ...plan, professional_voice_limit: 0, instant_voice_limit: 0 },
    usage: { characters: 0, professional_voices: 0, instant_voices: 0 },
  };
}
