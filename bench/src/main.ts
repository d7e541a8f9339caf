/** `npm run bench`: runs the scenarios one after the other, prints each row as soon as it is known, and keeps the
 *  figures of a whole run. */

import { describeMachine, watchOthers } from './machine.js';
import { type Options, parseOptions } from './options.js';
import { type Run, writeReport } from './report.js';
import type { Context, Row, Scenario } from './scenario.js';
import { peerScenarios, scenarios } from './scenarios/index.js';
import { heading, percent, toLines, verdictLines } from './table.js';
import { judge } from './targets.js';

const quickShare = 1 / 10;
/** From here on, other programs are measured too. */
const busyShare = 0.05;
/** No scenario takes as long unless something hangs. */
const deadlineMs = { scenario: 120_000, peers: 420_000 };

const usage = `npm run bench -- [options]

  --peers         also measure echogarden, installed from npm into a temporary folder
  --quick         a run of about a minute; prints its figures and keeps none
  --only <name>   one scenario, or several with commas: ${[...scenarios, ...peerScenarios].map(({ name }) => name).join(', ')}`;

try {
  // Not only a code: what a failed scenario left open must not keep the process alive.
  process.exit(await main(parseOptions(process.argv.slice(2))));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

async function main(options: Options): Promise<number> {
  if (options.help) {
    console.log(usage);
    return 0;
  }
  const chosen = choose(options);
  const machine = describeMachine();
  console.log(`${machine.cores} cores of ${machine.processor}, Node ${machine.node}`);
  const others = watchOthers();

  const rows: Row[] = [];
  const failed: Scenario[] = [];
  for (const scenario of chosen) {
    try {
      rows.push(...(await runOne(scenario, options)));
    } catch (error) {
      failed.push(scenario);
      console.log(`not measured: ${error instanceof Error ? error.message : error}`);
    }
  }
  const whole = !options.quick && options.only.length === 0 && failed.every((one) => peerScenarios.includes(one));
  await conclude({ rows, machine, othersShare: others() }, whole);
  return failed.length > 0 ? 1 : 0;
}

/** Says what the figures are worth, and keeps those of a whole run. Peers that could not be had do not spoil it. */
async function conclude(run: Run, whole: boolean): Promise<void> {
  console.log(`\nOther programs used ${percent(run.othersShare)} of the cores.`);
  if (run.othersShare > busyShare) {
    console.log(
      'They slowed what was measured: run it again on a machine that does nothing else before you keep the figures.',
    );
  }
  const verdicts = judge(run.rows);
  if (verdicts.length > 0) console.log(`\nTargets\n${verdictLines(verdicts)}`);
  if (whole) console.log(`\nWritten:\n${(await writeReport(run)).join('\n')}`);
  else console.log('\nNot a whole run: nothing was written.');
}

/** Throws when a name is not one of ours. */
function choose({ only, peers }: Options): readonly Scenario[] {
  const all = [...scenarios, ...peerScenarios];
  const unknown = only.find((name) => !all.some((scenario) => scenario.name === name));
  if (unknown !== undefined) throw new Error(`there is no scenario ${unknown}\n\n${usage}`);
  if (only.length > 0) return all.filter(({ name }) => only.includes(name));
  return peers ? all : scenarios;
}

async function runOne(scenario: Scenario, { quick }: Options): Promise<readonly Row[]> {
  console.log(`\n${heading(scenario.title)}`);
  const context: Context = {
    quick,
    amount: (full) => (quick ? Math.ceil(full * quickShare) : full),
    progress: showProgress,
  };
  const others = watchOthers();
  const limitMs = peerScenarios.includes(scenario) ? deadlineMs.peers : deadlineMs.scenario;
  const rows = await within(limitMs, scenario.run(context)).finally(clearProgress);
  console.log(toLines(rows));
  const othersShare = others();
  if (othersShare > busyShare) console.log(`(other programs used ${percent(othersShare)} of the cores meanwhile)`);
  return rows;
}

async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no end after ${limitMs / 1000} seconds`)), limitMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** One line that is written over on a terminal, and a line each in a log. */
function showProgress(what: string): void {
  process.stderr.write(process.stderr.isTTY ? `\r\x1b[K… ${what}` : `… ${what}\n`);
}

function clearProgress(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
}
