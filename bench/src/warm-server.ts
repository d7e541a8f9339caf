/** A server that has been speaking for a while, as one in use has. */

import { deepgram } from './doors/deepgram.js';
import type { Door } from './doors/door.js';
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

/** Lets the server speak as many sentences as make it fast, through one door after the other. */
export async function warm(server: ServerProcess, doors: readonly Door[] = [deepgram]): Promise<void> {
  for (const door of doors) await warmDoor(server, door, Math.ceil(sentences / sessions / doors.length));
}

async function warmDoor(server: ServerProcess, door: Door, rounds: number): Promise<void> {
  const clients = await openMany(server.url, sessions, { door });
  const speakers = clients.map((client) => (index: number) => speakOnce(client, sentence(index)));
  await inRounds(speakers, { rounds: 0, warmUp: rounds, pauseMs: 0 });
  for (const client of clients) client.close();
}
