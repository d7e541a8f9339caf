/** What all HTTP answers of this protocol have in common. */

/** The headers of every answer, refused or not. */
export function commonHeaders(requestId: string): Record<string, string> {
  return { 'request-id': requestId, 'access-control-expose-headers': 'request-id' };
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
