/** What a scenario is, and what it hands back. Each file of `scenarios/` is one. */

import type { Distribution } from './statistics.js';

export interface Scenario {
  /** What `--only` calls it. */
  readonly name: string;
  readonly title: string;
  /** Takes the measurements; rejects when they could not be taken. Leaves nothing running. */
  run(context: Context): Promise<readonly Row[]>;
}

export interface Context {
  readonly quick: boolean;
  /** A count or a duration as the full run has it, or the smaller one of `--quick`. */
  amount(full: number): number;
  /** Tells whoever waits what is being measured now. */
  progress(what: string): void;
}

/** One line of the table. The id stays the same from run to run: targets and the chart look rows up by it. */
export type Row = { readonly id: string; readonly label: string; readonly unit: string } & Figure;

export type Figure =
  | ({ readonly type: 'distribution' } & Distribution)
  | { readonly type: 'value'; readonly value: number };
