/** Serves a request whose `Upgrade` we do not know, such as h2c, as if it had not asked. RFC 9110, 7.8 allows it, and some
 *  HTTP clients ask with every first request. */

import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

/** Node hands the whole connection over at an upgrade. It gets it back, with the question taken out. */
export function ignoreUpgrade(server: Server, incoming: IncomingMessage, connection: Socket, head: Buffer): void {
  const lines = [`${incoming.method} ${incoming.url} HTTP/1.1`];
  const raw = incoming.rawHeaders;
  for (let index = 0; index + 1 < raw.length; index += 2) {
    if (!hopByHop.has(raw[index]!.toLowerCase())) lines.push(`${raw[index]}: ${raw[index + 1]}`);
  }
  const request = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  connection.unshift(Buffer.concat([request, head]));
  server.emit('connection', connection);
}

const hopByHop = new Set(['connection', 'upgrade', 'http2-settings']);
