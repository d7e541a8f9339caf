/** A process of its own for one test: serves a little, closes, and must then end by itself. */

import { startEcho } from './echo-server.js';
import { handshake, rawClient } from './raw-client.js';

const { listener, port } = await startEcho({
  operator: { metrics: { host: '127.0.0.1', port: 0 } },
  handle: () => new Promise(() => {}),
  accept: async (_, { params }) => (params.room === 'wait' ? new Promise(() => {}) : {}),
});
const clients = await Promise.all(Array.from({ length: 5 }, () => rawClient(port)));
const [socket, request, waiting, refused] = clients;
await socket?.upgrade('/echo/a');
await refused?.upgrade('/nowhere');
waiting?.write(handshake('/echo/wait'));
request?.write('GET /hello/you HTTP/1.1\r\nHost: a\r\n\r\n');
await listener.close();
await Promise.all(clients.map((client) => client.over));
for (const client of clients) client.socket.destroy();
console.log('closed');
