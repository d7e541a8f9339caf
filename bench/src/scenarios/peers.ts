/** The same sentences, asked of another server in the same way. */

import { connectEchogarden, installEchogarden, version, withEchogarden } from '../echogarden.js';
import { type Load, loads } from '../load.js';
import { inRounds } from '../rounds.js';
import { timesRow } from '../rows.js';
import type { Context, Row, Scenario } from '../scenario.js';

const plan: readonly { readonly load: Load; readonly rounds: number }[] = [
  { load: loads.one, rounds: 60 },
  { load: loads.eight, rounds: 10 },
  { load: loads.thirtyTwo, rounds: 4 },
  { load: loads.thirtyTwoAnswers, rounds: 2 },
];

export const peers: Scenario = {
  name: 'peers',
  title: `echogarden ${version}, eSpeak engine, the same texts`,
  async run({ amount, progress }) {
    progress('installing');
    await installEchogarden();
    return withEchogarden(async (url) => {
      const rows: Row[] = [];
      for (const { load, rounds } of plan) rows.push(await measure(url, load, amount(rounds), progress));
      return rows;
    });
  },
};

async function measure(url: URL, load: Load, rounds: number, progress: Context['progress']): Promise<Row> {
  const { id, label, sessions, text } = load;
  progress(label);
  const clients = await Promise.all(Array.from({ length: sessions }, () => connectEchogarden(url)));
  const speakers = clients.map((client) => (textIndex: number) => client.speak(text(textIndex)));
  const times = await inRounds(speakers, { rounds, warmUp: sessions === 1 ? 20 : 1, pauseMs: 20 });
  for (const client of clients) client.close();
  return timesRow(`echogarden-${id}`, `echogarden, ${label}: text → first audio`, times);
}
