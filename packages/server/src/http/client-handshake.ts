/** Asks somebody else's server for a WebSocket, once. */

import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Destination } from '../access/destination.js';
import { pinned } from '../access/destination.js';
import { DialError } from '../protocols/dial.js';
import { CarriedWebSocket } from './carried-websocket.js';
import type { Limits } from './limits.js';

export interface Question {
  /** A place that was checked, and addresses to connect to. */
  readonly destination: Destination;
  readonly subprotocol: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly maxMessageBytes: number;
  readonly limits: Limits;
}

/** What came of it: a WebSocket, or an HTTP answer whose body nobody reads. */
export type Reply<Opened> =
  | { readonly type: 'opened'; readonly socket: Opened }
  | { readonly type: 'answer'; readonly status: number; readonly location: string | undefined };

/** A WebSocket that has just opened. */
export interface Upgraded {
  readonly ws: CarriedWebSocket;
  readonly connection: Socket;
  /** What the other end chose; it need not choose any. */
  readonly subprotocol: string | undefined;
}

/** `onOpen` is called in the very moment in which the socket opens, since a message may be right behind. Throws `unreachable`,
 *  also soon after the signal aborts. */
export function askForWebSocket<Opened>(
  question: Question,
  signal: AbortSignal,
  onOpen: (upgraded: Upgraded) => Opened,
): Promise<Reply<Opened>> {
  const asked = new Promise<Reply<Opened>>((resolve, reject) => {
    const { ws, upgraded } = begin(question);
    const giveUp = () => ws.terminate();
    const settle = (reply: Reply<Opened>) => {
      signal.removeEventListener('abort', giveUp);
      resolve(reply);
    };
    signal.addEventListener('abort', giveUp, { once: true });
    ws.on('open', () => settle({ type: 'opened', socket: onOpen(upgraded()) }));
    ws.on('unexpected-response', (_, { statusCode = 0, headers }: IncomingMessage) => {
      settle({ type: 'answer', status: statusCode, location: headers.location });
      ws.terminate();
    });
    ws.on('error', (cause) => {
      signal.removeEventListener('abort', giveUp);
      reject(cause);
    });
    if (signal.aborted) giveUp();
  });
  return asked.catch((cause: unknown) => {
    throw unreachable(cause);
  });
}

function begin({ destination, subprotocol, headers, maxMessageBytes, limits }: Question) {
  const { url, addresses } = destination;
  const settings = {
    headers,
    lookup: pinned(addresses),
    followRedirects: false,
    perMessageDeflate: false,
    maxPayload: maxMessageBytes,
    maxFragments: limits.maxFragments,
    maxBufferedChunks: limits.maxBufferedChunks,
    closeTimeout: limits.closeTimeoutMs,
  };
  const ws = new CarriedWebSocket(url, subprotocol === undefined ? [] : [subprotocol], settings);
  let connection: Socket | undefined;
  let chosen: string | undefined;
  ws.on('upgrade', (response) => {
    connection = response.socket;
    chosen = response.headers['sec-websocket-protocol'];
    // The library insists on a choice where one was offered; RFC 6455, 4.2.2 leaves it to the server to make none.
    response.headers['sec-websocket-protocol'] ??= subprotocol;
  });
  return { ws, upgraded: (): Upgraded => ({ ws, connection: connection!, subprotocol: chosen }) };
}

/** With the system's word (`ECONNREFUSED`) rather than its sentence, which would repeat the address. */
function unreachable(cause: unknown): DialError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  const why = typeof code === 'string' ? ` (${code})` : '';
  return new DialError('unreachable', `the URL's host did not open a WebSocket${why}`, { cause });
}
