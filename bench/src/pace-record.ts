/** How well things that should happen at their time did: what each was late, how far each was off in the end, and what of
 *  the processor this took. */

import { type Distribution, summarize } from './statistics.js';

export interface Pace {
  /** From when something was due to when it happened, in milliseconds; early is not late. */
  readonly late: Distribution;
  /** Of all sources, how far the one that was worst had strayed from the clock in the end, in milliseconds. */
  readonly driftMs: number;
  /** Of one core; 1 is all of it. */
  readonly cpuShare: number;
}

export interface PaceRecord {
  /** Source number so and so did something now that lasts so long. */
  note(source: number, dueMs: number, durationMs: number): void;
  /** Nothing is counted before. */
  start(): void;
  /** Throws when a source did nothing. */
  stop(): Pace;
}

/** Holds memory for all notes from the beginning, because making room while it measures would be measured. What goes beyond
 *  `capacity` counts for the drift only. */
export function createPaceRecord(sources: number, capacity: number): PaceRecord {
  const late = new Float64Array(capacity);
  const firstMs = new Float64Array(sources);
  const doneMs = new Float64Array(sources);
  const driftMs = new Float64Array(sources);
  let count = 0;
  let startedAt: number | undefined;
  let before: NodeJS.CpuUsage;

  return {
    note(source, dueMs, durationMs) {
      if (startedAt === undefined) return;
      const now = performance.now();
      if (count < capacity) late[count] = Math.max(0, now - dueMs);
      count += 1;
      if (firstMs[source] === 0) firstMs[source] = now;
      driftMs[source] = now - firstMs[source]! - doneMs[source]!;
      doneMs[source]! += durationMs;
    },
    start() {
      before = process.cpuUsage();
      startedAt = performance.now();
    },
    stop() {
      const now = performance.now();
      const { user, system } = process.cpuUsage(before);
      const cpuShare = (user + system) / 1000 / (now - startedAt!);
      startedAt = undefined;
      // Whoever fell silent before the end has strayed since.
      const strayedMs = Array.from(firstMs, (first, source) =>
        Math.max(Math.abs(driftMs[source]!), now - first - doneMs[source]!),
      );
      const silent = firstMs.indexOf(0);
      if (silent >= 0) throw new Error(`number ${silent} did nothing`);
      const lates = Array.from(late.subarray(0, Math.min(count, capacity)));
      return { late: summarize(lates), driftMs: Math.max(...strayedMs), cpuShare };
    },
  };
}
