/** Short-lived tokens that stand for a key's holder where a key must not go, such as a browser. */

import { createHash, randomBytes } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { SpeechError } from '../errors.js';
import type { Holder } from './holder.js';

/** How tokens are signed, and the time they go by. */
export interface TokenOptions {
  /** Signs the tokens. Servers that share it accept each other's; left out, it is drawn at start and dies with the process. */
  readonly secret?: string;
  /** Seconds since 1970, for tests. */
  readonly now?: () => number;
}

/** Makes tokens and reads them back. */
export interface Tokens {
  /** `ttlSeconds` is a whole number from 1 to 3600; otherwise throws `invalid-request`. */
  grant(holder: Holder, ttlSeconds: number): Promise<string>;
  /** Who a token stands for; undefined when it is not ours, not for us, or not valid now. */
  verify(token: string): Promise<Holder | undefined>;
}

const algorithm = 'HS256';
const issuer = 'glottis';
const audience = 'glottis/speech';
const maxTtlSeconds = 3600;
/** Ours take less than 300; a longer one is not worth the work of decoding it. */
const maxTokenLength = 2048;

/** Tokens are JWTs, signed with HS256 and nothing else. */
export function createTokens({ secret, now = () => Math.floor(Date.now() / 1000) }: TokenOptions = {}): Tokens {
  const key = secret === undefined ? randomBytes(32) : createHash('sha256').update(`glottis token ${secret}`).digest();
  return {
    async grant(holder, ttlSeconds) {
      if (!Number.isInteger(ttlSeconds) || ttlSeconds < 1 || ttlSeconds > maxTtlSeconds) {
        throw new SpeechError('invalid-request', `a token lives from 1 to ${maxTtlSeconds} seconds, not ${ttlSeconds}`);
      }
      const from = now();
      return await new SignJWT()
        .setProtectedHeader({ alg: algorithm, typ: 'JWT' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(holder.id)
        .setIssuedAt(from)
        .setExpirationTime(from + ttlSeconds)
        .sign(key);
    },
    async verify(token) {
      if (token.length > maxTokenLength) return undefined;
      try {
        const currentDate = new Date(now() * 1000);
        const pinned = { algorithms: [algorithm], issuer, audience, requiredClaims: ['sub', 'iat', 'exp'] };
        const { payload } = await jwtVerify(token, key, { ...pinned, currentDate });
        return payload.sub === undefined ? undefined : { id: payload.sub };
      } catch {
        return undefined; // whatever is wrong with it, the answer is the same
      }
    },
  };
}
