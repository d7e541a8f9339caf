/** The picture of the README: how long until speech begins and until it ends, on a logarithmic scale. */

import type { Row } from './scenario.js';
import { rounded } from './statistics.js';

type Times = Extract<Row, { type: 'distribution' }>;
type Owner = 'floor' | 'glottis' | 'peer';

interface Bar {
  readonly id: string;
  readonly label: string;
  readonly owner: Owner;
}

const bars: readonly Bar[] = [
  { id: 'engine-first-piece', label: 'the engine alone', owner: 'floor' },
  { id: 'first-audio-1', label: 'one session', owner: 'glottis' },
  { id: 'first-audio-8', label: '8 at the same instant', owner: 'glottis' },
  { id: 'first-audio-32', label: '32 at the same instant', owner: 'glottis' },
  { id: 'first-audio-128', label: '128 at the same instant', owner: 'glottis' },
  { id: 'tokens-1', label: 'first token, 62 tokens/s', owner: 'glottis' },
  { id: 'clear', label: 'Clear → Cleared, 32 busy', owner: 'glottis' },
  { id: 'echogarden-1', label: 'echogarden, one session', owner: 'peer' },
  { id: 'echogarden-8', label: 'echogarden, 8', owner: 'peer' },
  { id: 'echogarden-32', label: 'echogarden, 32', owner: 'peer' },
];

const width = 760;
const left = 190;
const right = 110;
const top = 64;
const lineHeight = 28;
const barHeight = 14;
const decades = [0.1, 1, 10, 100, 1_000, 10_000];

/** Draws the rows it knows as bars: the bar ends at p50, the whisker at p95. An SVG document. */
export function draw(rows: readonly Row[]): string {
  const times = new Map(rows.filter((row): row is Times => row.type === 'distribution').map((row) => [row.id, row]));
  const known = bars.flatMap((bar) => {
    const row = times.get(bar.id);
    return row ? [{ ...bar, row }] : [];
  });
  const shown = decades.slice(0, 1 + decades.findIndex((decade) => known.every(({ row }) => row.p95 <= decade)));
  const scale = toScale(shown.length > 0 ? shown : decades);
  const bottom = top + known.length * lineHeight;
  const height = bottom + 44;
  const description = known.map(({ label, row }) => `${label}: ${rounded(row.p50)} ms, p95 ${rounded(row.p95)} ms`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title description">`,
    '<title id="title">How soon it speaks and how soon it stops, in milliseconds</title>',
    `<desc id="description">${escaped(description.join('. '))}.</desc>`,
    style,
    `<text class="heading" x="16" y="26">How soon it speaks, how soon it stops</text>`,
    `<text class="quiet" x="16" y="46">milliseconds, logarithmic; the bar ends at p50, the line at p95</text>`,
    ...scale.decades.map((decade) => gridLine(scale.x(decade), decade, bottom)),
    ...known.map(({ label, owner, row }, index) => bar(label, owner, row, top + index * lineHeight, scale.x)),
    `<text class="quiet" x="16" y="${height - 10}">Formant voice (eSpeak NG) over loopback; the server and its load share the machine.</text>`,
    '</svg>',
    '',
  ].join('\n');
}

/** Colours that keep a contrast of at least 4.5 to 1 for text on white and on GitHub's dark page. */
const style = `<style>
text { font: 13px system-ui, sans-serif; fill: #1f2328; }
.heading { font-size: 16px; font-weight: 600; }
.quiet { font-size: 12px; fill: #59636e; }
.grid { stroke: #d1d9e0; stroke-width: 1; }
.whisker { stroke: #59636e; stroke-width: 2; }
.floor { fill: #818b98; } .glottis { fill: #0969da; } .peer { fill: #bc4c00; }
@media (prefers-color-scheme: dark) {
text { fill: #f0f6fc; } .quiet { fill: #9198a1; } .grid { stroke: #3d444d; } .whisker { stroke: #9198a1; }
.floor { fill: #656c76; } .glottis { fill: #4493f8; } .peer { fill: #db6d28; }
}
</style>`;

interface Scale {
  readonly decades: readonly number[];
  x(milliseconds: number): number;
}

function toScale(shown: readonly number[]): Scale {
  const first = Math.log10(shown[0]!);
  const span = Math.log10(shown.at(-1)!) - first;
  return {
    decades: shown,
    x(milliseconds) {
      const share = (Math.log10(milliseconds) - first) / span;
      return Math.round(left + Math.min(1, Math.max(0, share)) * (width - left - right));
    },
  };
}

function gridLine(x: number, decade: number, bottom: number): string {
  return `<line class="grid" x1="${x}" y1="${top - 4}" x2="${x}" y2="${bottom}"/><text class="quiet" x="${x}" y="${bottom + 16}" text-anchor="middle">${decade.toLocaleString('en-US')}</text>`;
}

function bar(label: string, owner: Owner, { p50, p95 }: Times, y: number, x: (ms: number) => number): string {
  const middle = y + barHeight / 2;
  const [start, end, whisker] = [left, x(p50), x(p95)];
  return [
    `<text x="${left - 10}" y="${middle + 4.5}" text-anchor="end">${escaped(label)}</text>`,
    `<rect class="${owner}" x="${start}" y="${y}" width="${Math.max(2, end - start)}" height="${barHeight}" rx="2"/>`,
    `<line class="whisker" x1="${end}" y1="${middle}" x2="${whisker}" y2="${middle}"/>`,
    `<text x="${whisker + 8}" y="${middle + 4.5}">${rounded(p50)} / ${rounded(p95)}</text>`,
  ].join('');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
