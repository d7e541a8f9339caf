/** How jambonz and its clients say who they are: with an API key, the same for every door. */
import type { Credential } from '../../session/speech.js';

/** Reads `Authorization: Bearer k`. */
export function credentialOf(headers: Headers): Credential | undefined {
  const secret = /^\s*bearer\s+(\S+)\s*$/i.exec(headers.get('authorization') ?? '')?.[1];
  return secret === undefined ? undefined : { kind: 'either', secret };
}
