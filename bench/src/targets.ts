/** What the project promises of these figures, and whether it holds. */

import type { Row } from './scenario.js';
import { rounded } from './statistics.js';

export interface Verdict {
  readonly target: string;
  readonly measured: string;
  readonly met: boolean;
}

interface Target {
  readonly text: string;
  /** The figure that is judged, or undefined when its rows were not measured. */
  figure(rows: Rows): number | undefined;
  readonly unit: string;
  readonly atMost?: number;
  readonly atLeast?: number;
}

interface Rows {
  value(id: string): number | undefined;
  /** A percentile. */
  time(id: string, of: 'p50' | 'p95' | 'p99'): number | undefined;
}

const targets: readonly Target[] = [
  {
    text: 'idle first audio, p50 at most 3 ms',
    figure: (rows) => rows.time('first-audio-1', 'p50'),
    unit: 'ms',
    atMost: 3,
  },
  {
    text: 'idle first audio, p50 at most 4 × the engine floor',
    figure: (rows) => ratio(rows.time('first-audio-1', 'p50'), rows.time('engine-first-piece', 'p50')),
    unit: '×',
    atMost: 4,
  },
  {
    text: 'first audio of 32 at once, p95 at most 50 ms',
    figure: (rows) => rows.time('first-audio-32', 'p95'),
    unit: 'ms',
    atMost: 50,
  },
  {
    text: 'first audio of 32 at once, ten words each, p50 at least 25 × below echogarden',
    figure: (rows) => ratio(rows.time('echogarden-32', 'p50'), rows.time('first-audio-32', 'p50')),
    unit: '×',
    atLeast: 25,
  },
  {
    text: 'first audio of 32 at once, 45 words each, p50 at least 25 × below echogarden',
    figure: (rows) => ratio(rows.time('echogarden-32-answers', 'p50'), rows.time('first-audio-32-answers', 'p50')),
    unit: '×',
    atLeast: 25,
  },
  {
    text: 'first token at 62 tokens/s to first audible sample, p50 at most 100 ms',
    figure: (rows) => rows.time('tokens-1', 'p50'),
    unit: 'ms',
    atMost: 100,
  },
  {
    text: 'Clear to Cleared with 32 busy sessions, p99 at most 10 ms',
    figure: (rows) => rows.time('clear', 'p99'),
    unit: 'ms',
    atMost: 10,
  },
  {
    text: 'no stale audio after Cleared',
    figure: (rows) => rows.value('stale-bytes'),
    unit: 'bytes',
    atMost: 0,
  },
  {
    text: 'first audio through any protocol, p50s at most 1 ms apart',
    figure: (rows) => rows.value('first-audio-difference'),
    unit: 'ms',
    atMost: 1,
  },
  {
    text: 'a whole sentence through any protocol, p50s at most 1 ms apart',
    figure: (rows) => rows.value('flushed-difference'),
    unit: 'ms',
    atMost: 1,
  },
  {
    text: 'last audio to the answer through any protocol, p50s at most 1 ms apart',
    figure: (rows) => rows.value('after-audio-difference'),
    unit: 'ms',
    atMost: 1,
  },
  {
    text: 'clear to its answer through any protocol, p50s at most 1 ms apart',
    figure: (rows) => rows.value('cleared-difference'),
    unit: 'ms',
    atMost: 1,
  },
  {
    text: 'no audio after the answer to a flush or clear, through any protocol',
    figure: (rows) => rows.value('protocols-stale-bytes'),
    unit: 'bytes',
    atMost: 0,
  },
  {
    text: '300 sessions in real time without an underrun',
    figure: (rows) => rows.value('real-time-sessions'),
    unit: 'sessions',
    atLeast: 300,
  },
  {
    text: '1,000 calls paced, each less than 20 ms off the clock after a minute',
    figure: (rows) => rows.value('paced-drift'),
    unit: 'ms',
    atMost: 20,
  },
  {
    text: 'at most 25 KB for an idle connection',
    figure: (rows) => rows.value('idle-memory'),
    unit: 'KB',
    atMost: 25,
  },
];

/** Judges every target whose rows were measured. */
export function judge(measured: readonly Row[]): readonly Verdict[] {
  const rows = lookUp(measured);
  return targets.flatMap(({ text, figure, unit, atMost, atLeast }) => {
    const value = figure(rows);
    if (value === undefined) return [];
    const met = value <= (atMost ?? Number.POSITIVE_INFINITY) && value >= (atLeast ?? Number.NEGATIVE_INFINITY);
    return [{ target: text, measured: `${rounded(value)} ${unit}`, met }];
  });
}

function lookUp(measured: readonly Row[]): Rows {
  const byId = new Map(measured.map((row) => [row.id, row]));
  return {
    value(id) {
      const row = byId.get(id);
      return row?.type === 'value' ? row.value : undefined;
    },
    time(id, of) {
      const row = byId.get(id);
      return row?.type === 'distribution' ? row[of] : undefined;
    },
  };
}

function ratio(dividend: number | undefined, divisor: number | undefined): number | undefined {
  return dividend === undefined || divisor === undefined ? undefined : dividend / divisor;
}
