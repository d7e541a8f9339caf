/** A WebSocket client that costs next to nothing, so that hundreds of them fit beside the server they measure. */

import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { createFrameReader, frame } from './websocket-frames.js';
import { withResolvers } from './with-resolvers.js';

export interface WebSocketListener {
  text(message: string, at: number): void;
  /** Bytes of a binary message as they arrive, `last` with its end. Valid only during the call. */
  binary(piece: Buffer, last: boolean, at: number): void;
  /** Once, when the connection is over, with the reason as far as it is known, and the code if there was one. */
  closed(reason: string, code?: number): void;
}

export interface WebSocketOptions {
  /** The reading buffer of this connection. A small one lets thousands idle cheaply. */
  readonly readBytes?: number;
}

export interface WebSocketConnection {
  /** Sends each payload as one message, all in one write. Answers when: milliseconds of `performance.now()`,
   *  taken just before. */
  send(type: 'text' | 'binary', ...payloads: readonly Uint8Array[]): number;
  /** Ends the connection at once. */
  close(): void;
}

/** Opens a connection. Arrival times (`at`) are milliseconds of `performance.now()`, taken as soon as the bytes
 *  are read. Rejects when the server cannot be reached or refuses, with the status line it answered. */
export function connectWebSocket(
  url: URL,
  listener: WebSocketListener,
  options: WebSocketOptions = {},
): Promise<WebSocketConnection> {
  const { readBytes = 65_536 } = options;
  const { promise, resolve, reject } = withResolvers<WebSocketConnection>();
  let handshake: Buffer | undefined = Buffer.alloc(0);
  let reason = 'the connection broke';
  let code: number | undefined;
  let at = 0;

  const read = createFrameReader({
    text: (message) => listener.text(message, at),
    binary: (piece, last) => listener.binary(piece, last, at),
    close(payload) {
      code = payload.length >= 2 ? payload.readUInt16BE(0) : undefined;
      reason = `closed with ${code ?? 'no code'} ${payload.toString('utf8', 2)}`.trim();
      socket.end(frame('close', payload));
    },
    ping: (payload) => socket.write(frame('pong', payload)),
  });

  const shakeHands = (bytes: Buffer): void => {
    handshake = Buffer.concat([handshake!, bytes]);
    const end = handshake.indexOf('\r\n\r\n');
    if (end < 0) return;
    const status = handshake.toString('latin1', 0, handshake.indexOf('\r\n'));
    if (!status.includes(' 101 ')) {
      reason = `refused: ${status}`;
      socket.destroy();
      return;
    }
    const rest = handshake.subarray(end + 4);
    handshake = undefined;
    resolve(connection(socket));
    if (rest.length > 0) read(rest);
  };

  const socket = connect({
    host: url.hostname,
    port: Number(url.port),
    noDelay: true,
    onread: {
      buffer: Buffer.allocUnsafeSlow(readBytes),
      callback(length, buffer) {
        at = performance.now();
        const bytes = (buffer as Buffer).subarray(0, length);
        if (handshake) shakeHands(bytes);
        else read(bytes);
        return true;
      },
    },
  });
  socket.on('connect', () => socket.write(upgradeRequest(url)));
  socket.on('error', (error) => {
    reason = error.message;
  });
  socket.on('close', () => {
    reject(new Error(reason));
    listener.closed(reason, code);
  });
  return promise;
}

function connection(socket: Socket): WebSocketConnection {
  return {
    send(type, ...payloads) {
      const bytes = Buffer.concat(payloads.map((payload) => frame(type, payload)));
      const at = performance.now();
      socket.write(bytes);
      return at;
    },
    close: () => socket.destroy(),
  };
}

function upgradeRequest(url: URL): string {
  return [
    `GET ${url.pathname}${url.search} HTTP/1.1`,
    `Host: ${url.host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    '\r\n',
  ].join('\r\n');
}
