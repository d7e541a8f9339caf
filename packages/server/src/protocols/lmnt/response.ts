/** What all HTTP answers of this protocol have in common. */

/** Of the headers that answers may have, what a page of another host may read: what to quote, and when to come back. */
const readable = 'request-id, retry-after, retry-after-ms';

/** The headers of every answer, refused or not. */
export function commonHeaders(requestId: string): Record<string, string> {
  return { 'request-id': requestId, 'access-control-expose-headers': readable };
}

/** A JSON answer, with the headers that every answer has. */
export function jsonResponse(
  body: unknown,
  requestId: string,
  init: { readonly status?: number; readonly headers?: Readonly<Record<string, string>> } = {},
): Response {
  const headers = { ...commonHeaders(requestId), ...init.headers };
  return Response.json(body, { status: init.status ?? 200, headers });
}
