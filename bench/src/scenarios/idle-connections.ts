/** What a connection costs that is open and says nothing. */

import { setTimeout as pause } from 'node:timers/promises';
import { openFileLimit, usageOf } from '../process-usage.js';
import { valueRow } from '../rows.js';
import type { Scenario } from '../scenario.js';
import { type ServerProcess, withServer } from '../server-process.js';
import { openMany } from '../speech-client.js';

const fullCount = 5_000;
/** Opened and closed beforehand, so that compiled code and first buffers are not billed to the connections. */
const warmUp = 500;
/** Files that client and server need for themselves. */
const filesApart = 200;

export const idleConnections: Scenario = {
  name: 'idle-connections',
  title: 'Open connections that say nothing',
  run: ({ amount, progress }) =>
    withServer(async (server) => {
      const count = Math.min(amount(fullCount), openFileLimit() - filesApart);
      const idle = { readBytes: 1_024 };
      for (const client of await openMany(server.url, warmUp, idle)) client.close();
      const before = await settledBytes(server);
      progress(`${count} connections`);
      const clients = await openMany(server.url, count, idle);
      const after = await settledBytes(server);
      for (const client of clients) client.close();
      const label = `memory per idle connection, ${count.toLocaleString('en-US')} open`;
      return [valueRow('idle-memory', label, 'KB', (after - before) / 1024 / count)];
    }),
};

/** Resident memory once collecting garbage frees nothing more. */
async function settledBytes(server: ServerProcess): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let look = 0; look < 10; look += 1) {
    server.collectGarbage();
    await pause(300);
    const { residentBytes } = usageOf(server.pid);
    if (residentBytes > least * 0.998) return Math.min(least, residentBytes);
    least = residentBytes;
  }
  return least;
}
