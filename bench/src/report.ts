/** What a whole run leaves behind: the figures as JSON, the tables in the documentation, the chart. */

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { draw } from './chart.js';
import type { Machine } from './machine.js';
import type { Row } from './scenario.js';
import { percent, toMarkdown, verdictsToMarkdown } from './table.js';
import { judge } from './targets.js';

const root = new URL('../../', import.meta.url);
const resultsFile = new URL('bench/results/latest.json', root);
const chartFile = new URL('docs/images/bench.svg', root);
const page: Page = {
  file: new URL('docs/benchmark.md', root),
  begin: '<!-- figures: written by npm run bench -->',
  end: '<!-- end of figures -->',
};
const readme: Page = {
  file: new URL('README.md', root),
  begin: '<!-- measured: written by npm run bench -->',
  end: '<!-- end of measured -->',
};

/** What a newcomer wants to know; the rest is on the page. */
const headlines = [
  'engine-first-piece',
  'first-audio-1',
  'first-audio-32',
  'tokens-1',
  'clear',
  'stale-bytes',
  'first-audio-difference',
  'real-time-sessions',
  'idle-memory',
  'echogarden-1',
  'echogarden-32',
];

/** A page that people write, and the two lines between which the bench does. */
interface Page {
  readonly file: URL;
  readonly begin: string;
  readonly end: string;
}

export interface Run {
  readonly rows: readonly Row[];
  readonly machine: Machine;
  /** Of all cores, 0 to 1: what other programs used during the run. */
  readonly othersShare: number;
}

/** Writes all of it and answers where it is. Throws, before anything is written, when a page has lost its markers. */
export async function writeReport(run: Run): Promise<readonly string[]> {
  const { rows, machine, othersShare } = run;
  const date = new Date().toISOString().slice(0, 10);
  const taken = takenOn(run, date);
  const targets = judge(rows);
  const targetTable = verdictsToMarkdown(targets);
  const contents: readonly (readonly [URL, string])[] = [
    [page.file, await filled(page, [taken, toMarkdown(rows), 'Against the targets:', targetTable])],
    [readme.file, await filled(readme, [taken, toMarkdown(rows.filter(({ id }) => headlines.includes(id)))])],
    [chartFile, draw(rows)],
    [resultsFile, `${JSON.stringify({ date, machine, othersShare, targets, rows }, undefined, 2)}\n`],
  ];
  for (const [file, content] of contents) await put(file, content);
  return contents.map(([file]) => fileURLToPath(file));
}

async function put(file: URL, content: string): Promise<void> {
  await mkdir(new URL('.', file), { recursive: true });
  await writeFile(file, content);
}

function takenOn({ machine, othersShare }: Run, date: string): string {
  const { processor, cores, memoryGb, system, node } = machine;
  const others = `Other programs used ${percent(othersShare)} of the cores meanwhile.`;
  return `Taken on ${date}: ${cores} cores of ${processor}, ${memoryGb} GB, ${system}, Node ${node}. ${others}`;
}

async function filled({ file, begin, end }: Page, paragraphs: readonly string[]): Promise<string> {
  const text = await readFile(file, 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${fileURLToPath(file)} needs the lines "${begin}" and "${end}"`);
  return `${text.slice(0, from + begin.length)}\n\n${paragraphs.join('\n\n')}\n\n${text.slice(to)}`;
}
