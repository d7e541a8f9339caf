/** Reads a WebSocket handshake. Checked before anybody is asked, so that the refusal is ours to word. */

import type { IncomingMessage } from 'node:http';
import { SpeechError } from '../errors.js';

export interface Handshake {
  /** The subprotocols that the client offers. */
  readonly offered: ReadonlySet<string>;
}

/** Throws `invalid-request` when RFC 6455 is not kept. */
export function readHandshake(incoming: IncomingMessage): Handshake {
  const { headers, method } = incoming;
  if (method !== 'GET') throw invalid('a WebSocket is asked for with GET');
  if (headers['sec-websocket-version'] !== '13') throw invalid('Sec-WebSocket-Version must be 13');
  if (!/^[+/0-9A-Za-z]{22}==$/.test(headers['sec-websocket-key'] ?? '')) {
    throw invalid('Sec-WebSocket-Key must be 16 bytes in base64');
  }
  return { offered: offeredSubprotocols(headers['sec-websocket-protocol']) };
}

export const asksForWebSocket = (incoming: IncomingMessage) => incoming.headers.upgrade?.toLowerCase() === 'websocket';

/** A token by RFC 9110; credentials come this way, so what is wrong is never quoted. */
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

function offeredSubprotocols(header: string | undefined): ReadonlySet<string> {
  if (header === undefined) return new Set();
  const names = header.split(',').map((name) => name.trim());
  if (!names.every((name) => token.test(name))) throw invalid('Sec-WebSocket-Protocol must be a list of tokens');
  if (new Set(names).size < names.length) throw invalid('Sec-WebSocket-Protocol must not repeat a name');
  return new Set(names);
}

const invalid = (message: string) => new SpeechError('invalid-request', message);
