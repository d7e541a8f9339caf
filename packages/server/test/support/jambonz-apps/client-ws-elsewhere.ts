/** An application that serves one path, which is not the one that is called. */

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createEndpoint } from '@jambonz/node-client-ws';

const server = createServer();
createEndpoint({ server })({ path: '/nowhere/else' });
await once(server.listen(0, '127.0.0.1'), 'listening');

const address = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`;
process.on('disconnect', () => process.exit());
process.send!({ event: 'listening', data: { address } });
