import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** At PORT of this machine, 3000 unless it is said. */
export function listen(server: Server): void {
  server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    console.log(`calls are answered at ws://127.0.0.1:${port}/`);
  });
}
