/** What a process has used, as Linux keeps the books. */

import { readFileSync } from 'node:fs';

export interface Usage {
  /** Of all its threads since it started. */
  readonly cpuSeconds: number;
  readonly residentBytes: number;
}

/** The kernel reports in these units whatever its own tick is. */
const ticksPerSecond = 100;

/** Throws where there is no /proc. */
export function usageOf(pid: number): Usage {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  // The second field is the program's name in brackets and may hold spaces; the rest is counted from behind it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [userTicks, systemTicks] = [Number(fields[11]), Number(fields[12])];
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  const residentKib = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
  return { cpuSeconds: (userTicks + systemTicks) / ticksPerSecond, residentBytes: residentKib * 1024 };
}

/** How many files this process, and those it starts, may hold open. */
export function openFileLimit(): number {
  const limits = readFileSync('/proc/self/limits', 'latin1');
  const soft = /^Max open files\s+(\S+)/m.exec(limits)?.[1];
  return soft === undefined || soft === 'unlimited' ? Number.POSITIVE_INFINITY : Number(soft);
}

/** What the cores have done since the machine started, in seconds of one core. */
export interface CoresUsage {
  /** Of everybody, idle time apart. */
  readonly allSeconds: number;
  /** Of this process and the children it has waited for. */
  readonly ourSeconds: number;
}

/** Two looks tell how much of the machine others used meanwhile. Children count once they have ended. */
export function coresUsage(): CoresUsage {
  const [, user = 0, nice = 0, system = 0, , , interrupts = 0, softInterrupts = 0, stolen = 0] = readFileSync(
    '/proc/stat',
    'latin1',
  )
    .split('\n', 1)[0]!
    .split(/\s+/)
    .map(Number);
  const stat = readFileSync('/proc/self/stat', 'latin1');
  const ours = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 15)
    .map(Number);
  return {
    allSeconds: (user + nice + system + interrupts + softInterrupts + stolen) / ticksPerSecond,
    ourSeconds: ours.reduce((sum, ticks) => sum + ticks, 0) / ticksPerSecond,
  };
}
