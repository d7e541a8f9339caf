/** `/v1/auth`: short-lived tokens, so that a browser need not hold a key. */
import { z } from 'zod';
import { SpeechError } from '../../errors.js';
import type { SpeechService } from '../../session/speech.js';
import type { Visit } from '../protocol.js';
import { readText } from '../read-body.js';
import { identify } from './credential.js';
import { jsonResponse } from './response.js';

const grantBody = z.object({ ttl_seconds: z.number().int().min(1).max(3600).default(30) });
const maxBodyBytes = 10_000;

/** Answers `POST /v1/auth/grant`. Only a key may ask: a token that could renew itself would not be short-lived.
 *  Throws `unauthorized`, or `invalid-message` for a body that is not understood. */
export async function grantToken(request: Request, speech: SpeechService, visit: Visit): Promise<Response> {
  const { credential } = identify(request.headers, speech.strict);
  if (credential?.kind === 'token') throw new SpeechError('unauthorized', 'only a key can be granted a token');
  const holder = await speech.authenticate(credential && { kind: 'key', secret: credential.secret });
  const ttlSeconds = parseGrant(await readText(request, maxBodyBytes));
  const token = await speech.grant(holder, ttlSeconds);
  const headers = { 'cache-control': 'no-store' };
  return jsonResponse({ access_token: token, expires_in: ttlSeconds }, visit, { headers });
}

/** Answers `GET /v1/auth/token`: whose credential this is. Throws `unauthorized`. */
export async function describeToken(request: Request, speech: SpeechService, visit: Visit): Promise<Response> {
  const { credential } = identify(request.headers, speech.strict);
  const { id } = await speech.authenticate(credential);
  return jsonResponse({ api_key_id: id }, visit);
}

function parseGrant(body: string): number {
  const { success, data } = grantBody.safeParse(parseJson(body));
  if (success) return data.ttl_seconds;
  throw new SpeechError('invalid-message', 'expected {"ttl_seconds": n}, where n is a whole number from 1 to 3600');
}

/** No body at all asks for the defaults. */
function parseJson(body: string): unknown {
  try {
    return body.trim() === '' ? {} : JSON.parse(body);
  } catch {
    return undefined;
  }
}
