/** The opening handshake of RFC 6455. */

import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import http from 'node:http';
import type { RequestOptions } from 'node:https';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import type { ApiError } from '../errors.js';
import { ConnectionError } from '../errors.js';
import { maxRefusalBytes, toApiError } from '../rest/refusal.js';

/** An open connection, and what the server sent right behind its answer. */
export interface Dialled {
  readonly socket: Duplex;
  readonly head: Buffer;
}

/** What RFC 6455 has both sides append to the key. */
const handshakeId = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/**
 * Connects to a `ws:` or `wss:` address. Rejects with an ApiError if the server answers with anything but an upgrade, with
 * a ConnectionError if the upgrade is none, and with Node's own error if there is no answer or the signal aborts.
 */
export function dial(url: string, request: RequestOptions, signal: AbortSignal): Promise<Dialled> {
  const key = randomBytes(16).toString('base64');
  const target = new URL(url.replace(/^ws/, 'http'));
  const { request: send } = target.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const outgoing = send(target, {
      // An idle connection of a shared agent may be dying just now, and an upgrade is not tried again.
      agent: false,
      ...request,
      headers: { ...request.headers, ...upgradeHeaders(key) },
      signal,
    });
    outgoing.once('error', reject);
    outgoing.once('response', (response) => refusal(response).then(reject, reject));
    outgoing.once('upgrade', (response, socket, head) => {
      const objection = objectionTo(response, key);
      if (objection === undefined) resolve({ socket, head });
      else {
        socket.destroy();
        reject(new ConnectionError(objection));
      }
    });
    outgoing.end();
  });
}

function upgradeHeaders(key: string): Record<string, string> {
  return { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': key };
}

function objectionTo({ headers }: IncomingMessage, key: string): string | undefined {
  const expected = createHash('sha1')
    .update(key + handshakeId)
    .digest('base64');
  if (headers.upgrade?.toLowerCase() !== 'websocket') return 'the server upgrades to something other than a WebSocket';
  if (headers['sec-websocket-accept'] !== expected) return 'the server answered a handshake that was not ours';
  if (headers['sec-websocket-extensions'] !== undefined) return 'the server chose an extension that was not offered';
  if (headers['sec-websocket-protocol'] !== undefined) return 'the server chose a subprotocol that was not offered';
  return undefined;
}

async function refusal(response: IncomingMessage): Promise<ApiError> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    chunks.push(chunk as Buffer);
    bytes += (chunk as Buffer).length;
    if (bytes >= maxRefusalBytes) break;
  }
  const body = Buffer.concat(chunks).toString('utf8', 0, maxRefusalBytes);
  return toApiError(response.statusCode ?? 0, (name) => response.headers[name]?.toString(), body);
}
