/** A server that has been speaking for a while, as one in use has. */

import { inRounds } from './rounds.js';
import { type ServerProcess, withServer } from './server-process.js';
import { speakOnce } from './speak-once.js';
import { openMany } from './speech-client.js';
import { sentence } from './texts.js';

/** Its code is compiled while it runs: after so many sentences it is as fast as it gets. */
const sentences = 768;
const sessions = 16;

/** As `withServer`, after the server has spoken some hundred sentences; the row "just started" measures one that has not. */
export function withWarmServer<T>(measure: (server: ServerProcess) => Promise<T>): Promise<T> {
  return withServer(async (server) => {
    await warm(server);
    return measure(server);
  });
}

export async function warm(server: ServerProcess): Promise<void> {
  const clients = await openMany(server.url, sessions);
  const speakers = clients.map((client) => (index: number) => speakOnce(client, sentence(index)));
  await inRounds(speakers, { rounds: 0, warmUp: sentences / sessions, pauseMs: 0 });
  for (const client of clients) client.close();
}
