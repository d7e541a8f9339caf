/** Rows out of measurements. */

import type { Row } from './scenario.js';
import { summarize } from './statistics.js';

/** A row of times. Throws RangeError when there are none. */
export function timesRow(id: string, label: string, times: readonly number[]): Row {
  return { id, label, unit: 'ms', type: 'distribution', ...summarize(times) };
}

export function valueRow(id: string, label: string, unit: string, value: number): Row {
  return { id, label, unit, type: 'value', value };
}
