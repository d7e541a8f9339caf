/** How long a listener waits for the first sound of a sentence: alone, and in a crowd that asks in chorus. */

import { type Load, loads } from '../load.js';
import { inRounds } from '../rounds.js';
import { timesRow } from '../rows.js';
import type { Context, Row, Scenario } from '../scenario.js';
import { type ServerProcess, withServer } from '../server-process.js';
import { speakOnce } from '../speak-once.js';
import { openMany } from '../speech-client.js';
import { warm } from '../warm-server.js';

const started: Load = { ...loads.one, id: '1-started', label: 'one session, server just started' };

const plan: readonly { readonly load: Load; readonly rounds: number }[] = [
  { load: loads.one, rounds: 200 },
  { load: loads.eight, rounds: 60 },
  { load: loads.thirtyTwo, rounds: 24 },
  { load: loads.thirtyTwoAnswers, rounds: 6 },
  { load: loads.many, rounds: 10 },
];

export const firstAudio: Scenario = {
  name: 'first-audio',
  title: 'First audio of a sentence of ten words',
  run: (context) =>
    withServer(async (server) => {
      const rows: Row[] = await measure(server, started, 40, context);
      context.progress('warming up');
      await warm(server);
      for (const { load, rounds } of plan) rows.push(...(await measure(server, load, rounds, context)));
      return rows;
    }),
};

async function measure(server: ServerProcess, load: Load, rounds: number, context: Context): Promise<Row[]> {
  const { id, label, sessions, text } = load;
  context.progress(label);
  const clients = await openMany(server.url, sessions);
  const speakers = clients.map((client) => (textIndex: number) => speakOnce(client, text(textIndex)));
  const heard = await inRounds(speakers, { rounds: context.amount(rounds), warmUp: 2, pauseMs: 20 });
  for (const client of clients) client.close();
  const firstBytes = heard.map(({ firstByteMs }) => firstByteMs);
  const audible = heard.map(({ audibleMs }) => audibleMs);
  return [
    timesRow(`first-audio-${id}`, `${label}: text → first audio`, firstBytes),
    timesRow(`audible-${id}`, `${label}: text → first audible sample`, audible),
  ];
}
