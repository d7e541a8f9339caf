/** An application for jambonz, made with its current client as its users make one, in the test's own process. */

import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createEndpoint, type Session, VerbBuilder } from '@jambonz/sdk';

/** What it does with a call. Also called for one that comes back, and where it is redirected to. */
export type Converse = (session: Session, request: IncomingMessage) => void;

export interface SdkAppOptions {
  readonly envVars?: Parameters<typeof createEndpoint>[0]['envVars'];
  /** The value of the header that a connection must carry. */
  readonly authorization?: string;
}

export interface SdkApp {
  /** Its address, `ws://…`, without a path. */
  readonly url: string;
  /** Its calls, in the order in which they came. */
  readonly sessions: readonly Session[];
  /** Cuts every connection, as a crash would. */
  cut(): void;
  close(): Promise<void>;
}

// The client reads its schemas when it is given its first verb, which may take longer than a call waits for an answer.
new VerbBuilder().pause({ length: 1 });

/** `services` are what is done with calls, by the path of their address. */
export async function sdkApp(
  services: Readonly<Record<string, Converse>>,
  options: SdkAppOptions = {},
): Promise<SdkApp> {
  const { envVars, authorization } = options;
  const server = createServer();
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket.on('close', () => sockets.delete(socket)));
  });
  const sessions: Session[] = [];
  const makeService = createEndpoint({
    server,
    logger: { info: () => undefined, error: () => undefined, debug: () => undefined },
    ...(envVars && { envVars }),
    middlewares: [
      ({ headers }, _, next) => {
        next(
          authorization === undefined || headers.authorization === authorization ? undefined : new Error('no entry'),
        );
      },
    ],
  });
  for (const [path, converse] of Object.entries(services)) {
    makeService({ path }).on('session:new', (session, _, request) => {
      sessions.push(session);
      converse(session, request!);
    });
  }
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sessions,
    cut,
    async close() {
      server.close();
      cut();
      await once(server, 'close');
    },
  };
}
