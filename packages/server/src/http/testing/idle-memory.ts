/** Prints what an idle WebSocket costs the server: `node --expose-gc dist/http/testing/idle-memory.js [connections]`.
 *  The clients live in a process of their own. */

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createMetrics } from '../../telemetry/metrics.js';
import { createListener } from '../listener.js';
import { echoProtocol } from './echo-server.js';
import { rawClient } from './raw-client.js';

const [count = '4000', port] = process.argv.slice(2);
if (port === undefined) await measure(Number(count));
else await connectAll(Number(count), Number(port));

async function measure(connections: number): Promise<void> {
  const metrics = createMetrics({ process: false });
  const listener = createListener({ protocols: [echoProtocol()], speech: {} as never, metrics });
  const { main } = await listener.listen({ host: '127.0.0.1', port: 0 });
  // What only the first connections cost is not counted.
  (await clients(300, main.port)).kill();
  const before = await memory();
  const crowd = await clients(connections, main.port);
  const after = await memory();
  const kilobytes = (bytes: number) => `${(bytes / connections / 1024).toFixed(1)} KB`;
  const resident = kilobytes(after.rss - before.rss);
  console.log(
    `${connections} idle connections: ${resident} resident, ${kilobytes(after.heapUsed - before.heapUsed)} heap each`,
  );
  crowd.kill();
  await listener.close();
}

async function clients(connections: number, toPort: number): Promise<ChildProcess> {
  const child = fork(fileURLToPath(import.meta.url), [String(connections), String(toPort)], { execArgv: [] });
  await once(child, 'message');
  return child;
}

async function connectAll(connections: number, toPort: number): Promise<void> {
  const headers = {
    Origin: 'http://localhost',
    Authorization: `Token ${'x'.repeat(40)}`,
    'User-Agent': 'x'.repeat(100),
  };
  for (let number = 0; number < connections; number++) await (await rawClient(toPort)).upgrade('/echo/a', headers);
  process.send?.('connected');
}

async function memory(): Promise<NodeJS.MemoryUsage> {
  for (let round = 0; round < 4; round++) {
    globalThis.gc?.();
    await sleep(200);
  }
  return process.memoryUsage();
}
