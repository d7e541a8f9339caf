/** How often something is said or played. */
import { z } from 'zod';

/** As an application writes it. */
export const loopSchema = z.union([z.number(), z.string()]).optional();

/** Rounds; `forever` is without end, and what makes no sense, 0 among it, is once. */
export function roundsOf(loop: number | string | undefined): number {
  if (loop === 'forever') return Number.POSITIVE_INFINITY;
  const rounds = Math.floor(Number(loop ?? 1));
  return rounds >= 1 ? rounds : 1;
}
