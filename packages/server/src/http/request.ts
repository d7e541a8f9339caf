/** Makes a web `Request` of what Node received. */

import type { IncomingMessage } from 'node:http';
import { SpeechError } from '../errors.js';

/** The path of a request, without its query. */
export function pathOf(incoming: IncomingMessage): string {
  return urlOf(incoming).pathname;
}

/** `signal` aborts when the client is gone. A body over `maxBodyBytes` fails with `message-too-large` where it is read. */
export function toRequest(incoming: IncomingMessage, maxBodyBytes: number, signal: AbortSignal): Request {
  return new Request(urlOf(incoming), {
    method: incoming.method ?? 'GET',
    headers: headersOf(incoming),
    signal,
    ...(hasBody(incoming) ? { body: bodyOf(incoming, maxBodyBytes), duplex: 'half' } : {}),
  });
}

/** Whether the client says itself that its body is over the limit. */
export function announcesTooMuch(incoming: IncomingMessage, maxBodyBytes: number): boolean {
  return Number(incoming.headers['content-length'] ?? 0) > maxBodyBytes;
}

export function bodyTooLarge(maxBodyBytes: number): SpeechError {
  return new SpeechError('message-too-large', `the body is larger than ${maxBodyBytes} bytes`);
}

/** Path and query on a host that is always the same: whatever a client writes into Host, or before the path, shall
 *  neither choose a route nor be quoted in an error. A target that is no URL becomes the root: no route is there. */
function urlOf({ url: target = '/' }: IncomingMessage): URL {
  if (target.startsWith('/')) return new URL(`http://localhost${target}`);
  const { pathname, search } = new URL(URL.canParse(target) ? target : 'http://localhost/');
  return new URL(`http://localhost${pathname.startsWith('/') ? pathname + search : '/'}`);
}

/** Every header as it came, those that came twice as one. */
export function headersOf(incoming: IncomingMessage): Headers {
  const headers = new Headers();
  const raw = incoming.rawHeaders;
  for (let index = 0; index + 1 < raw.length; index += 2) headers.append(raw[index]!, raw[index + 1]!);
  return headers;
}

function hasBody(incoming: IncomingMessage): boolean {
  if (incoming.method === 'GET' || incoming.method === 'HEAD') return false;
  return incoming.headers['transfer-encoding'] !== undefined || Number(incoming.headers['content-length'] ?? 0) > 0;
}

/** Reads as it is asked. Whoever stops early leaves the rest to flow away, so that the connection can be used again. */
function bodyOf(incoming: IncomingMessage, maxBodyBytes: number): ReadableStream<Uint8Array> {
  let received = 0;
  let letGo = () => {};
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const onData = (chunk: Buffer) => {
          received += chunk.length;
          if (received > maxBodyBytes) return fail(bodyTooLarge(maxBodyBytes));
          controller.enqueue(chunk);
          if ((controller.desiredSize ?? 0) <= 0) incoming.pause();
        };
        const onEnd = () => {
          letGo();
          controller.close();
        };
        const fail = (error: Error) => {
          letGo();
          controller.error(error);
        };
        letGo = () => {
          incoming.off('data', onData).off('end', onEnd).off('error', fail);
          // A client that hangs up in the middle of its body is an error event, which nobody waits for any more.
          incoming.on('error', () => {}).resume();
        };
        incoming.on('data', onData).on('end', onEnd).on('error', fail).pause();
      },
      pull: () => void incoming.resume(),
      cancel: () => letGo(),
    },
    { highWaterMark: 0 },
  );
}
