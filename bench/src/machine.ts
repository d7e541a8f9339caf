/** What the figures were taken on: without it they mean nothing. */

import { cpus, platform, totalmem } from 'node:os';
import { coresUsage } from './process-usage.js';

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
}

export function describeMachine(): Machine {
  const processors = cpus();
  return {
    processor: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: platform(),
    node: process.version,
  };
}

/** From now until the returned function is called: the share of all cores, 0 to 1, that other programs used. Above
 *  a few hundredths, the figures are theirs as much as ours. */
export function watchOthers(): () => number {
  const before = coresUsage();
  const startedAt = performance.now();
  return () => {
    const after = coresUsage();
    const others = after.allSeconds - before.allSeconds - (after.ourSeconds - before.ourSeconds);
    const available = ((performance.now() - startedAt) / 1000) * cpus().length;
    return Math.max(0, others / available);
  };
}
