/** Interrupting while everybody speaks: how soon a Clear is answered, and whether anything old is heard after it. */

import { type Interrupted, interrupt } from '../interrupt.js';
import { timesRow, valueRow } from '../rows.js';
import type { Scenario } from '../scenario.js';
import { openMany, type SpeechClient } from '../speech-client.js';
import { withWarmServer } from '../warm-server.js';

const sessions = 32;
const fullRunMs = 8_000;
const manner = { speakingMs: { least: 20, most: 300 }, quietMs: 50 };

export const interruption: Scenario = {
  name: 'interruption',
  title: 'Clear, while 32 sessions speak long texts',
  run: ({ amount, progress }) =>
    withWarmServer(async (server) => {
      progress(`${sessions} sessions`);
      const clients = await openMany(server.url, sessions);
      await Promise.all(clients.map((client, index) => interrupt(client, index, manner)));
      const until = performance.now() + amount(fullRunMs);
      const turns = await Promise.all(clients.map((client, index) => interruptAgain(client, index, until)));
      for (const client of clients) client.close();
      const [times, stale] = [
        turns.flat().map(({ clearedMs }) => clearedMs),
        turns.flat().reduce((sum, { staleBytes }) => sum + staleBytes, 0),
      ];
      return [
        timesRow('clear', `${sessions} busy sessions: Clear → Cleared`, times),
        valueRow('stale-bytes', `${sessions} busy sessions: audio after Cleared`, 'bytes', stale),
      ];
    }),
};

async function interruptAgain(client: SpeechClient, index: number, until: number): Promise<readonly Interrupted[]> {
  const turns: Interrupted[] = [];
  do turns.push(await interrupt(client, index + (turns.length + 1) * sessions, manner));
  while (performance.now() < until);
  return turns;
}
