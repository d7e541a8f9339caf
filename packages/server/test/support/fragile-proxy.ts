/** A network that breaks: a proxy which hangs up on both sides once so much has come from the server. */

import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface FragileProxy {
  readonly url: string;
  /** How often somebody has connected. */
  readonly connections: number;
  close(): Promise<void>;
}

/** Every connection breaks as soon as this many bytes have come down it; those before are passed on. */
export async function fragileProxy(target: string, breaksAfterBytes: number): Promise<FragileProxy> {
  let connections = 0;
  const server = createServer((client) => {
    connections += 1;
    carry(client, connect(Number(new URL(target).port), new URL(target).hostname), breaksAfterBytes);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get connections() {
      return connections;
    },
    async close() {
      server.close();
      await once(server, 'close');
    },
  };
}

function carry(client: Socket, server: Socket, breaksAfterBytes: number): void {
  let carried = 0;
  client.on('data', (data) => server.write(data));
  server.on('data', (data) => {
    carried += data.length;
    client.write(data, () => void (carried >= breaksAfterBytes && client.destroy()));
  });
  for (const [end, other] of [
    [client, server],
    [server, client],
  ] as const) {
    end.on('error', () => undefined).on('close', () => other.destroy());
  }
}
