/** What all HTTP answers of this protocol have in common. */
import type { Visit } from '../protocol.js';

/** The headers of every answer, refused or not. */
export function commonHeaders(visit: Visit): Record<string, string> {
  return {
    'dg-request-id': visit.id,
    'access-control-expose-headers': 'dg-model-name,dg-model-uuid,dg-char-count,dg-request-id,dg-error,retry-after',
  };
}

/** A JSON answer, with the headers that every answer has. */
export function jsonResponse(
  body: unknown,
  visit: Visit,
  init: { readonly status?: number; readonly headers?: Readonly<Record<string, string>> } = {},
): Response {
  return Response.json(body, { status: init.status ?? 200, headers: { ...commonHeaders(visit), ...init.headers } });
}

/** Text that may stand in a header: printable ASCII of bounded length, whatever a client wrote into a parameter. */
export function headerText(text: string): string {
  return text
    .replace(/[^\x20-\x7e]+/g, '?')
    .slice(0, 500)
    .trim();
}
