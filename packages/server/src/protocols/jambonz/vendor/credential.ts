/** How jambonz says who it is: with the API key of its speech credential, the same for both of its URLs. */
import type { Credential } from '../../../session/speech.js';

/** Reads `Authorization: Bearer k`. */
export function credentialOf(headers: Headers): Credential | undefined {
  const secret = /^\s*bearer\s+(\S+)\s*$/i.exec(headers.get('authorization') ?? '')?.[1];
  return secret === undefined ? undefined : { kind: 'either', secret };
}
