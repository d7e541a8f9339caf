/** Writes a web `Response` to Node's, as fast as the client reads. */

import type { ServerResponse } from 'node:http';
import type { Clock } from '../clock.js';
import { SpeechError } from '../errors.js';
import { watchReader } from './slow-reader.js';

export interface WriteOptions {
  readonly clock: Clock;
  readonly slowReaderMs: number;
  /** For HEAD: everything but the body. */
  readonly headersOnly: boolean;
  /** The carrier's own; they win over the response's. */
  readonly headers: Readonly<Record<string, string>>;
}

/** How a response ended: `untouched` means that its body failed before a byte was written, so that another answer can
 *  still be given. A client that is gone is not an error. */
export type Written =
  | { readonly type: 'complete' | 'client-gone' }
  | { readonly type: 'untouched' | 'broken'; readonly error: SpeechError };

/** Each chunk goes out as it comes; headers travel with the first one. Stops the body's stream when the client is gone. */
export async function writeResponse(
  response: Response,
  outgoing: ServerResponse,
  options: WriteOptions,
): Promise<Written> {
  if (response.body === null || options.headersOnly) {
    void response.body?.cancel().catch(() => {});
    writeHead(response, outgoing, options);
    outgoing.end();
    return { type: 'complete' };
  }
  return writeBody(response, response.body.getReader(), outgoing, options);
}

async function writeBody(
  response: Response,
  body: ReadableStreamDefaultReader<Uint8Array>,
  outgoing: ServerResponse,
  options: WriteOptions,
): Promise<Written> {
  const stop = () => void body.cancel().catch(() => {});
  outgoing.once('close', stop);
  if (outgoing.destroyed) stop();
  try {
    for (let part = await body.read(); !part.done; part = await body.read()) {
      if (!outgoing.headersSent) writeHead(response, outgoing, options);
      if (!outgoing.write(part.value)) await room(outgoing, options);
      if (outgoing.destroyed) return { type: 'client-gone' };
    }
    if (outgoing.destroyed) return { type: 'client-gone' };
    if (!outgoing.headersSent) writeHead(response, outgoing, options);
    outgoing.off('close', stop);
    outgoing.end();
    return { type: 'complete' };
  } catch (cause) {
    stop();
    if (outgoing.destroyed && !(cause instanceof SpeechError)) return { type: 'client-gone' };
    const error = SpeechError.from(cause);
    if (!outgoing.headersSent) return { type: 'untouched', error };
    // A chunked body without its last chunk: the client sees that something is missing.
    outgoing.destroy();
    return { type: 'broken', error };
  }
}

function writeHead(response: Response, outgoing: ServerResponse, options: WriteOptions): void {
  for (const [name, value] of response.headers) outgoing.appendHeader(name, value);
  for (const [name, value] of Object.entries(options.headers)) {
    if (name === 'vary') outgoing.appendHeader(name, value);
    else outgoing.setHeader(name, value);
  }
  outgoing.writeHead(response.status);
}

/** Settles when what was written has left, or the client is gone. Throws `slow-reader` when nothing leaves any more. */
function room(outgoing: ServerResponse, { clock, slowReaderMs }: WriteOptions): Promise<void> {
  const { socket } = outgoing;
  if (socket === null || outgoing.destroyed) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const unwatch = watchReader(socket, clock, slowReaderMs, (error) => {
      leave();
      reject(error);
    });
    const leave = () => {
      unwatch();
      outgoing.off('drain', settle).off('close', settle);
    };
    const settle = () => {
      leave();
      resolve();
    };
    outgoing.on('drain', settle).on('close', settle);
  });
}
