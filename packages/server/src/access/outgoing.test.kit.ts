/** Ways out with a name server of the test's own, and servers that they may lead to. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect } from 'vitest';
import { createOutgoing, type OutgoingOptions } from './outgoing.js';

export const forbidden = expect.objectContaining({ code: 'forbidden' });
export const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** A guard whose name server gives the same addresses for every name, and remembers what it was asked. */
export function guarded(options: OutgoingOptions, addresses: readonly string[] = ['93.184.216.34']) {
  const asked: string[] = [];
  const lookup = async (host: string) => {
    asked.push(host);
    return addresses.map((address) => ({ address, family: 4 }));
  };
  return { outgoing: createOutgoing({ lookup, ...options }), asked };
}

/** A server on loopback, and a guard that was told to allow just that. */
export async function listen(
  handle: (request: IncomingMessage, response: ServerResponse) => unknown,
  options: Partial<OutgoingOptions> = {},
) {
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const { port } = server.address() as AddressInfo;
  return {
    port,
    outgoing: createOutgoing({ allowedHosts: [], allowPrivate: ['127.0.0.1'], ports: [port], ...options }),
  };
}
