/** Interrupting while everybody speaks: how soon a Clear is answered, and whether anything old is heard after it. */

import { setTimeout as pause } from 'node:timers/promises';
import { timesRow, valueRow } from '../rows.js';
import type { Scenario } from '../scenario.js';
import { openMany, type SpeechClient } from '../speech-client.js';
import { longText } from '../texts.js';
import { withWarmServer } from '../warm-server.js';
import { withResolvers } from '../with-resolvers.js';

const sessions = 32;
const fullRunMs = 8_000;
const speakingMs = { least: 20, most: 300 };
/** How long nothing is sent after Cleared, so that whatever arrives can only be stale. */
const quietMs = 50;

interface Tally {
  readonly times: number[];
  staleBytes: number;
}

export const interruption: Scenario = {
  name: 'interruption',
  title: 'Clear, while 32 sessions speak long texts',
  run: ({ amount, progress }) =>
    withWarmServer(async (server) => {
      progress(`${sessions} sessions`);
      const clients = await openMany(server.url, sessions);
      const warmUp: Tally = { times: [], staleBytes: 0 };
      await Promise.all(clients.map((client, index) => interruptOnce(client, longText(index), warmUp)));
      const tally: Tally = { times: [], staleBytes: 0 };
      const until = performance.now() + amount(fullRunMs);
      await Promise.all(clients.map((client, index) => interruptAgain(client, index, until, tally)));
      for (const client of clients) client.close();
      return [
        timesRow('clear', `${sessions} busy sessions: Clear → Cleared`, tally.times),
        valueRow('stale-bytes', `${sessions} busy sessions: audio after Cleared`, 'bytes', tally.staleBytes),
      ];
    }),
};

async function interruptAgain(client: SpeechClient, index: number, until: number, tally: Tally): Promise<void> {
  let turn = 0;
  do {
    turn += 1;
    await interruptOnce(client, longText(index + turn * sessions), tally);
  } while (performance.now() < until);
}

async function interruptOnce(client: SpeechClient, text: string, tally: Tally): Promise<void> {
  const speaking = withResolvers<void>();
  client.listen(() => speaking.resolve());
  const flushed = client.answered('Flushed').then(() => {
    throw new Error('a text was spoken to its end before it could be interrupted');
  });
  flushed.catch(() => {});
  client.send({ type: 'Speak', text }, { type: 'Flush' });
  await Promise.race([speaking.promise, flushed]);
  await Promise.race([pause(speakingMs.least + Math.random() * (speakingMs.most - speakingMs.least)), flushed]);

  const countStale = (piece: Buffer): void => {
    tally.staleBytes += piece.length;
  };
  const cleared = client.answered('Cleared', () => client.listen(countStale));
  const sentAt = client.send({ type: 'Clear' });
  const clearedAt = await Promise.race([cleared, flushed]);
  await pause(quietMs);
  tally.times.push(clearedAt - sentAt);
}
