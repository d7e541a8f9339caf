/** A server that sends any bytes, right or wrong, behind a proper handshake. */

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';

export interface RawServer {
  readonly url: string;
  /** The next connection, once the client has sent its request. */
  connection(): Promise<RawConnection>;
  close(): void;
}

export interface RawConnection {
  readonly socket: Socket;
  /** The request's head. */
  readonly request: string;
  /** Sends the answer of a handshake; the given lines come in addition. */
  accept(...lines: string[]): void;
  /** The next so many bytes of the client. */
  read(bytes: number): Promise<Buffer>;
}

export async function rawServer(): Promise<RawServer> {
  // Hangs up only when a test says so.
  const server = createServer({ allowHalfOpen: true });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const sockets: Socket[] = [];
  server.on('connection', (socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
  });
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/stream`,
    async connection() {
      const [socket] = (await once(server, 'connection')) as [Socket];
      return connected(socket);
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** A server's frame: unmasked. */
export function serverFrame(opcode: number, payload: string | Uint8Array = '', final = true): Buffer {
  const body = Buffer.from(payload as string);
  const first = (final ? 0x80 : 0) | opcode;
  if (body.length < 126) return Buffer.concat([Buffer.from([first, body.length]), body]);
  if (body.length < 65_536)
    return Buffer.concat([Buffer.from([first, 126, body.length >> 8, body.length & 255]), body]);
  const header = Buffer.alloc(10);
  header[0] = first;
  header[1] = 127;
  header.writeBigUInt64BE(BigInt(body.length), 2);
  return Buffer.concat([header, body]);
}

async function connected(socket: Socket): Promise<RawConnection> {
  let received = Buffer.alloc(0);
  let changed = () => {};
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    changed();
  });
  const until = async (ready: () => boolean) => {
    while (!ready()) await new Promise<void>((resolve) => (changed = resolve));
  };
  const take = (bytes: number) => {
    const taken = received.subarray(0, bytes);
    received = received.subarray(bytes);
    return taken;
  };
  await until(() => received.includes('\r\n\r\n'));
  const request = take(received.indexOf('\r\n\r\n') + 4).toString();
  return {
    socket,
    request,
    accept(...lines) {
      const key = /sec-websocket-key: (.*)\r\n/i.exec(request)?.[1];
      const hash = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
      const standard = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade'];
      const accept = `Sec-WebSocket-Accept: ${hash}`;
      const own = lines.some((line) => line.toLowerCase().startsWith('sec-websocket-accept'));
      socket.write([...standard, ...(own ? [] : [accept]), ...lines, '', ''].join('\r\n'));
    },
    async read(bytes) {
      await until(() => received.length >= bytes);
      return take(bytes);
    },
  };
}
