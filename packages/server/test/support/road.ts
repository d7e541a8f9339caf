/** A way to a server on which bytes travel in pieces of any size. */

import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';

export interface Road {
  /** Where it begins. */
  readonly url: string;
  close(): void;
}

/** Carries what clients send to `url` in pieces of so many bytes, each in a packet of its own, and all that comes back as
 *  it comes. */
export async function roadTo(url: string, pieceBytes: number): Promise<Road> {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  const listener = createServer((client) => {
    const server = connect({ host: hostname, port: Number(port), noDelay: true });
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => other.destroy());
    }
    server.pipe(client);
    inPieces(client, server, pieceBytes).catch(() => server.destroy());
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  return {
    url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    close() {
      listener.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

async function inPieces(from: Socket, to: Socket, pieceBytes: number): Promise<void> {
  for await (const chunk of from.iterator({ destroyOnReturn: false })) {
    for (let at = 0; at < chunk.length; at += pieceBytes) {
      to.write(chunk.subarray(at, at + pieceBytes));
      await setImmediate();
    }
  }
  to.end();
}
