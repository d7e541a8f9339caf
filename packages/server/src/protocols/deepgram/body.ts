/** What a REST request wants spoken: its body, as JSON or plain text, or the text behind a URL that it names. */
import type { Outgoing } from '../../access/outgoing.js';
import { SpeechError } from '../../errors.js';
import { type JsonObject, parseObject } from '../json.js';
import { readText } from '../read-body.js';
import { RemoteContentError } from './errors.js';

/** Deepgram's bound for REST bodies, in bytes. */
export const maxBodyBytes = 2_000_000;

/** The text to be spoken, as it was sent. Throws `unsupported-media-type`, `invalid-message`, `message-too-large`,
 *  and `forbidden` for a URL that the operator does not allow. */
export async function textOf(request: Request, outgoing: Outgoing, strict: boolean): Promise<string> {
  const kind = kindOf(request.headers.get('content-type'), strict);
  const body = await readText(request, maxBodyBytes);
  if (kind === 'text') return body;
  const { text, url } = parseBody(body);
  return text ?? fetchText(url!, outgoing, request.signal);
}

function kindOf(contentType: string | null, strict: boolean): 'json' | 'text' {
  const type = contentType?.split(';')[0]?.trim().toLowerCase();
  if (type === 'application/json') return 'json';
  if (type === 'text/plain') return 'text';
  // curl names its default for forms when nobody says otherwise, and people do not.
  if (!strict && (!type || type === 'application/x-www-form-urlencoded')) return 'text';
  throw new SpeechError('unsupported-media-type', 'send text/plain or application/json');
}

/** `{"text": …}` or `{"url": …}`, and not both. */
function parseBody(body: string): { text?: string; url?: string } {
  const { text, url } = parseObject(body, 'the body');
  if (typeof text === 'string' && url === undefined) return { text };
  if (typeof url === 'string' && text === undefined) return { url };
  throw new SpeechError('invalid-message', 'the body must be a JSON object with exactly one of `text` or `url`');
}

async function fetchText(url: string, outgoing: Outgoing, signal: AbortSignal): Promise<string> {
  if (!URL.canParse(url)) throw new SpeechError('invalid-message', '`url` is not a URL');
  const response = await answerOf(url, outgoing, signal);
  const text = await readText(response, maxBodyBytes);
  if (!/^application\/json\b/i.test(response.headers.get('content-type') ?? '')) return text;
  return textIn(text);
}

/** The client is not to blame for what is behind its URL, so that is an error of another kind than in its own body. */
function textIn(json: string): string {
  const { text } = parseRemote(json);
  if (typeof text === 'string') return text;
  throw new RemoteContentError('the JSON behind `url` has no `text`');
}

function parseRemote(json: string): JsonObject {
  try {
    return parseObject(json);
  } catch {
    throw new RemoteContentError('what is behind `url` says that it is JSON, and is no JSON object');
  }
}

async function answerOf(url: string, outgoing: Outgoing, signal: AbortSignal): Promise<Response> {
  const response = await outgoing(url, { signal }).catch((cause: unknown) => {
    if (cause instanceof SpeechError && cause.code === 'forbidden') throw cause;
    throw new RemoteContentError('`url` could not be fetched', { cause });
  });
  if (response.ok) return response;
  await response.body?.cancel();
  throw new RemoteContentError(`the host of \`url\` answered with status ${response.status}`);
}
