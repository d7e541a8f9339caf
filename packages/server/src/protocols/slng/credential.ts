/** How a client says who it is: in a header, or, where a browser allows none, in the query. */
import { SpeechError } from '../../errors.js';
import type { Credential } from '../../session/speech.js';

/** Reads `Authorization: Bearer k`, `X-API-Key: k` or `?token=k`; the first of them counts. */
export function credentialOf(headers: Headers, query: URLSearchParams): Credential | undefined {
  const bearer = /^\s*bearer\s+(\S+)\s*$/i.exec(headers.get('authorization') ?? '')?.[1];
  const secret = bearer || headers.get('x-api-key')?.trim() || query.get('token');
  return secret ? { kind: 'either', secret } : undefined;
}

/** Refuses a provider's key where SLNG would bill itself. On an external model it is taken and not needed: the provider
 *  is not asked. Throws `invalid-request`. */
export function checkProviderKey(headers: Headers, hosted: boolean): void {
  if (!hosted || !headers.has('x-slng-provider-key')) return;
  throw new SpeechError(
    'invalid-request',
    'BYOK (X-Slng-Provider-Key) is only supported for external routes, not slng/…',
  );
}

const trackingHeaders = ['x-slng-agent-id', 'x-slng-session-id'];
const maxTrackingLength = 128;

/** Ids that a caller finds its own calls by. They are of no use here, so a bad one is refused only where the server is as
 *  strict as SLNG's own clients. A comma would be that of a header given twice. Throws `invalid-request`. */
export function checkTracking(headers: Headers, strict: boolean): void {
  if (!strict) return;
  for (const name of trackingHeaders) {
    const id = headers.get(name) ?? '';
    if (id.length > maxTrackingLength || /[,\p{Cc}]/u.test(id)) {
      throw new SpeechError(
        'invalid-request',
        `${name} must have at most ${maxTrackingLength} characters, and neither commas nor control characters`,
      );
    }
  }
}
