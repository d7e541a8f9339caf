/** What all HTTP answers of this protocol have in common. */
import type { Visit } from '../protocol.js';

/** The headers of every answer, refused or not. */
export function commonHeaders(visit: Visit): Record<string, string> {
  return { 'x-slng-request-id': visit.id, 'access-control-expose-headers': 'x-slng-request-id,retry-after' };
}

/** A JSON answer, with the headers that every answer has. */
export function jsonResponse(
  body: unknown,
  visit: Visit,
  init: { readonly status?: number; readonly headers?: Readonly<Record<string, string>> } = {},
): Response {
  return Response.json(body, { status: init.status ?? 200, headers: { ...commonHeaders(visit), ...init.headers } });
}
