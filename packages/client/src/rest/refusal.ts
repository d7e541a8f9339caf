import { ApiError } from '../errors.js';

/** A refusal longer than this is cut: it is shown to people. */
const maxMessageLength = 500;

/** How much of the answer's body is worth reading, in bytes. */
export const maxRefusalBytes = 65_536;

/** Understands an HTTP answer that is not a success, whatever shape its body has. */
export function toApiError(status: number, header: (name: string) => string | undefined, body: string): ApiError {
  const said = read(body);
  return new ApiError(said.message ?? `the server answered with status ${status}`, {
    status,
    type: said.type,
    requestId: header('request-id') ?? said.requestId ?? header('x-request-id'),
    retryAfterMs: retryAfterMs(header),
  });
}

interface Said {
  readonly message: string | undefined;
  readonly type?: string | undefined;
  readonly requestId?: string | undefined;
}

/** `{"error":{"type","message"},"request_id"}` is the usual shape; older and other servers have their own. */
function read(body: string): Said {
  const envelope = object(json(body));
  if (envelope === undefined) return { message: text(body.trim()) };
  const error = object(envelope.error);
  return {
    message: text(error?.message) ?? text(envelope.error) ?? text(envelope.message) ?? text(envelope.detail),
    type: text(error?.type),
    requestId: text(envelope.request_id),
  };
}

function retryAfterMs(header: (name: string) => string | undefined): number | undefined {
  const precise = Number.parseFloat(header('retry-after-ms') ?? '');
  if (precise >= 0) return precise;
  const value = header('retry-after') ?? '';
  const seconds = Number.parseFloat(value);
  if (seconds >= 0) return seconds * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

function json(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function object(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, maxMessageLength) : undefined;
}
