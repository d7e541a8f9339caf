/** Ten thousand conversations, in a process of their own where the garbage collector can be asked to work. */

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Growth } from './growth-program.js';

const program = fileURLToPath(new URL('./growth-program.js', import.meta.url));

describe('conversations that were opened and closed leave nothing behind:', () => {
  let growth: { readonly inMemory: Growth; readonly overSockets: Growth };
  beforeAll(async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', program], { timeout: 110_000 });
    growth = JSON.parse(stdout);
  }, 120_000);

  // A conversation that is kept costs several kilobytes; what a process gathers over time comes to some hundred in all.
  it.each([
    ['ten thousand in memory', 'inMemory', 10_000, 200],
    ['two thousand over sockets, with the engine', 'overSockets', 2_000, 1000],
  ] as const)('%s', (_, kind, conversations, bytesEach) => {
    expect(growth[kind].conversations).toBe(conversations);
    expect(growth[kind].bytes / conversations).toBeLessThan(bytesEach);
    expect(growth[kind].resources).toEqual([]);
  });
});
