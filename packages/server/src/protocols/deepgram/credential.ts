/** How a client says who it is: in a header, or, where a browser allows none, among the WebSocket subprotocols. */
import type { Credential } from '../../session/speech.js';

export interface Identification {
  readonly credential: Credential | undefined;
  /** Which of the offered subprotocols to choose: the scheme, never the credential. A browser gives up without it. */
  readonly subprotocol: string | undefined;
  readonly bySubprotocol: boolean;
}

/** Reads `Authorization: Token k`, `Bearer t`, or the subprotocols `token, k` and `bearer, t`. The header wins. */
export function identify(headers: Headers, strict: boolean): Identification {
  const [scheme, secret] = (headers.get('sec-websocket-protocol') ?? '').split(',').map((item) => item.trim());
  const offered = credentialOf(scheme, secret, strict);
  const [, word, rest] = /^\s*(\S+)\s+(\S+)\s*$/.exec(headers.get('authorization') ?? '') ?? [];
  const header = credentialOf(word, rest, strict);
  return {
    credential: header ?? offered,
    subprotocol: offered && scheme,
    bySubprotocol: header === undefined && offered !== undefined,
  };
}

/** Deepgram's cloud takes keys as Token and tokens as Bearer; we look at the secret only, unless asked to be strict. */
function credentialOf(scheme: string | undefined, secret: string | undefined, strict: boolean): Credential | undefined {
  if (!secret) return undefined;
  switch (scheme?.toLowerCase()) {
    case 'token':
      return { kind: strict ? 'key' : 'either', secret };
    case 'bearer':
      return { kind: strict ? 'token' : 'either', secret };
    default:
      return undefined;
  }
}
