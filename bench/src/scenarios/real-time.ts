/** How many listeners one server keeps supplied with speech without a gap, and what each of them costs it. */

import { setTimeout as pause } from 'node:timers/promises';
import { createPlayer, type Player } from '../player.js';
import { type Usage, usageOf } from '../process-usage.js';
import { valueRow } from '../rows.js';
import type { Row, Scenario } from '../scenario.js';
import { type ServerProcess, withServer } from '../server-process.js';
import { openMany } from '../speech-client.js';
import { warm } from '../warm-server.js';

const crowds = [100, 200, 300, 400, 500];
const quickCrowds = [300];
/** Newcomers begin spread over the length of a paragraph, so that the askings of a crowd stay spread, too. */
const arrivalMs = 7_000;
/** Afterwards the whole crowd is watched for this long. */
const fullHoldMs = 4_000;
/** The next paragraph is asked for when this much is left to play. */
const aheadMs = 2_000;
const tickMs = 20;

interface Outcome {
  readonly sessions: number;
  readonly underruns: number;
  readonly cpuMsPerSecond: number;
  readonly residentKb: number;
}

export const realTime: Scenario = {
  name: 'real-time',
  title: 'Sessions that speak without pause, played in real time',
  run: ({ quick, amount, progress }) =>
    withServer(async (server) => {
      const resting = usageOf(server.pid);
      await warm(server);
      const crowd: Player[] = [];
      const outcomes: Outcome[] = [];
      for (const sessions of quick ? quickCrowds : crowds) {
        progress(`${sessions} sessions`);
        outcomes.push(await grow(crowd, sessions, server, resting, amount(fullHoldMs)));
        if (outcomes.at(-1)!.underruns > 0) break;
      }
      return toRows(outcomes);
    }),
};

/** Lets newcomers join until the crowd counts so many, and watches it. Those who were there speak on meanwhile. */
async function grow(
  crowd: Player[],
  sessions: number,
  server: ServerProcess,
  resting: Usage,
  holdMs: number,
): Promise<Outcome> {
  const clients = await openMany(server.url, sessions - crowd.length, { readBytes: 16_384 });
  const newcomers = clients.map((client, index) => createPlayer(client, crowd.length + index));
  const count = newcomers.length;
  const startedAt = performance.now();
  const gapsBefore = underruns(crowd, startedAt);
  let complete: { readonly usage: Usage; readonly at: number } | undefined;

  for (let now = startedAt; now < startedAt + arrivalMs + holdMs; now = performance.now()) {
    const due = Math.ceil(count * Math.min(1, (now - startedAt) / arrivalMs));
    crowd.push(...newcomers.splice(0, due - (count - newcomers.length)));
    for (const player of crowd) player.refill(now, aheadMs);
    if (newcomers.length === 0) complete ??= { usage: usageOf(server.pid), at: now };
    await pause(tickMs);
  }
  if (complete === undefined) throw new Error('the load client did not keep up');

  const now = performance.now();
  const usage = usageOf(server.pid);
  const cpuMs = (usage.cpuSeconds - complete.usage.cpuSeconds) * 1000;
  return {
    sessions,
    underruns: underruns(crowd, now) - gapsBefore,
    cpuMsPerSecond: cpuMs / ((now - complete.at) / 1000) / sessions,
    residentKb: (usage.residentBytes - resting.residentBytes) / 1024 / sessions,
  };
}

function underruns(players: readonly Player[], now: number): number {
  return players.reduce((sum, player) => sum + player.underruns(now), 0);
}

/** Cost is told of the largest crowd that was served without a gap; if there was none, of the one that was tried. */
function toRows(outcomes: readonly Outcome[]): Row[] {
  const last = outcomes.at(-1)!;
  const served = outcomes.findLast((outcome) => outcome.underruns === 0);
  const { sessions, cpuMsPerSecond, residentKb } = served ?? last;
  const largest = 'sessions in real time without an underrun';
  const missed = `underruns at ${last.sessions} sessions`;
  return [
    valueRow('real-time-sessions', largest, 'sessions', served?.sessions ?? 0),
    ...(last.underruns > 0 ? [valueRow('real-time-underruns', missed, 'underruns', last.underruns)] : []),
    valueRow('cpu-per-session', `CPU per second and session, ${sessions} speaking`, 'ms', cpuMsPerSecond),
    valueRow('memory-per-session', `memory per session, ${sessions} speaking`, 'KB', residentKb),
  ];
}
