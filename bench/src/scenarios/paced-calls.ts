/** Whether a thousand calls at once are heard in real time: how late their frames are handed out, and how far they drift. */

import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startNode } from '../child.js';
import type { PacedFigures } from '../paced-calls.js';
import { valueRow } from '../rows.js';
import type { Row, Scenario } from '../scenario.js';

const program = fileURLToPath(new URL('../paced-calls.js', import.meta.url));
const calls = 1_000;
/** Each of the three crowds takes some seconds to gather. */
const full = { callsMs: 60_000, linesMs: 8_000, timersMs: 4_000 };
const quick = { callsMs: 10_000, linesMs: 2_000, timersMs: 2_000 };

export const pacedCalls: Scenario = {
  name: 'paced-calls',
  title: 'Calls that speak without pause, paced to real time',
  async run({ quick: isQuick, progress }) {
    const { callsMs, linesMs, timersMs } = isQuick ? quick : full;
    const child = startNode([program, ...[calls, callsMs, linesMs, timersMs].map(String)]);
    try {
      progress(`${calls} calls`);
      await Promise.race([pause(callsMs), child.ended]);
      const [, figures = ''] = await child.printed(/^figures: (.+)\n/m);
      return toRows(JSON.parse(figures) as PacedFigures, callsMs / 1000);
    } finally {
      await child.stop();
    }
  },
};

function toRows({ timers, lines, calls: paced }: PacedFigures, seconds: number): Row[] {
  const crowd = calls.toLocaleString('en-US');
  const late = { unit: 'ms', type: 'distribution' } as const;
  const core = '% of a core';
  return [
    { id: 'paced-floor', label: `${crowd} bare timers: due → called`, ...late, ...timers.late },
    { id: 'paced-lines', label: `${crowd} lines: frame due → handed out`, ...late, ...lines.late },
    { id: 'paced-calls', label: `${crowd} calls paced: frame due → handed out`, ...late, ...paced.late },
    valueRow('paced-latest', `${crowd} calls paced: the latest of all frames`, 'ms', paced.late.max),
    valueRow('paced-drift', `${crowd} calls paced: largest drift after ${seconds} s`, 'ms', paced.driftMs),
    valueRow('paced-floor-cpu', `CPU of ${crowd} bare timers`, core, timers.cpuShare * 100),
    valueRow('paced-lines-cpu', `CPU of ${crowd} lines`, core, lines.cpuShare * 100),
    valueRow('paced-calls-cpu', `CPU of ${crowd} calls paced, with their sessions`, core, paced.cpuShare * 100),
  ];
}
