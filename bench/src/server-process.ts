/** The server under test, as its users run it: the command line, in a process of its own. */

import { fileURLToPath } from 'node:url';
import { startNode } from './child.js';

const commandLine = fileURLToPath(new URL('../../packages/server/dist/cli/main.js', import.meta.url));
const collector = new URL('./collect-on-signal.js', import.meta.url).href;

export interface ServerProcess {
  readonly url: URL;
  readonly pid: number;
  /** Asks for a garbage collection; the answer is to be seen in the process's memory only. */
  collectGarbage(): void;
}

/** Starts a server, lets `measure` use it once it is ready, and ends it. Every scenario has its own, so that none
 *  measures what another left behind. */
export async function withServer<T>(measure: (server: ServerProcess) => Promise<T>): Promise<T> {
  const child = startNode(['--expose-gc', '--import', collector, commandLine, 'serve', '--port', '0']);
  try {
    const [address] = await child.printed(/http:\/\/[\w.[\]:-]*:\d+(?=\D)/);
    const url = new URL(address);
    await ready(url);
    const server = { url, pid: child.pid, collectGarbage: () => child.signal('SIGUSR2') };
    return await Promise.race([measure(server), child.ended]);
  } finally {
    await child.stop();
  }
}

/** The server is ready when it says so: its engines are warm by then. */
async function ready(url: URL): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (performance.now() < deadline) {
    const response = await fetch(new URL('/readyz', url));
    await response.arrayBuffer();
    if (response.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the server did not become ready within a minute');
}
