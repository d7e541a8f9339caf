/** The figures as tables: aligned for a terminal, and the same in Markdown. */

import type { Row } from './scenario.js';
import { rounded } from './statistics.js';
import type { Verdict } from './targets.js';

const figureHeadings = ['what', 'p50', 'p95', 'p99', 'n'];
const verdictHeadings = ['target', 'measured', ''];

/** Rows as lines for a terminal. `width` is that of the first column, so that tables printed one by one line up. */
export function toLines(rows: readonly Row[], width = 68): string {
  return rows
    .map((row) => {
      const [what = '', ...figures] = cells(row);
      return [what.padEnd(width), ...figures.map((figure) => figure.padStart(10))].join('').trimEnd();
    })
    .join('\n');
}

/** The line above them. */
export function heading(title: string, width = 68): string {
  return [title.padEnd(width), ...figureHeadings.slice(1).map((name) => name.padStart(10))].join('');
}

export function verdictLines(verdicts: readonly Verdict[]): string {
  return verdicts
    .map(({ target, measured, met }) => `${met ? 'met   ' : 'MISSED'}  ${target.padEnd(80)}${measured.padStart(14)}`)
    .join('\n');
}

export function toMarkdown(rows: readonly Row[]): string {
  return markdown(figureHeadings, rows.map(cells));
}

export function verdictsToMarkdown(verdicts: readonly Verdict[]): string {
  return markdown(
    verdictHeadings,
    verdicts.map(({ target, measured, met }) => [target, measured, met ? 'met' : '**missed**']),
  );
}

/** A share of 1 as whole per cent. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function cells(row: Row): readonly string[] {
  if (row.type === 'value') return [row.label, `${rounded(row.value)} ${row.unit}`, '', '', ''];
  const times = [row.p50, row.p95, row.p99].map((time) => `${rounded(time)} ${row.unit}`);
  return [row.label, ...times, String(row.n)];
}

function markdown(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = headings.map((_, index) => (index === 0 ? '---' : '---:'));
  return [line(headings), line(rule), ...rows.map(line)].join('\n');
}
