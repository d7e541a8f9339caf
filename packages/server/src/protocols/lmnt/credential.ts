/** How a client says who it is: by a key in `X-API-Key`, which is a header over HTTP and a field on the socket. */
import type { Credential } from '../../session/speech.js';

/** The key that the headers show, if any. */
export function credentialOf(headers: Headers, strict: boolean): Credential | undefined {
  return keyCredential(headers.get('x-api-key') ?? undefined, strict);
}

/** LMNT knows keys only; a token of ours does as well, unless asked to be strict. */
export function keyCredential(key: string | undefined, strict: boolean): Credential | undefined {
  const secret = key?.trim();
  return secret ? { kind: strict ? 'key' : 'either', secret } : undefined;
}
