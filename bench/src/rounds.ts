/** The load of the first-audio rows: everybody asks at the same instant, round after round. */

import { setTimeout as pause } from 'node:timers/promises';

export interface Rounds {
  readonly rounds: number;
  /** Rounds before them that are not counted. */
  readonly warmUp: number;
  /** Longest pause between two rounds; each is drawn anew, so that no round meets a timer in step. */
  readonly pauseMs: number;
}

/** Each round starts all speakers at once, each on another text, and ends when the last is done. This is the
 *  worst case for so many listeners: real ones do not speak in chorus. */
export async function inRounds<T>(
  speakers: readonly ((textIndex: number) => Promise<T>)[],
  { rounds, warmUp, pauseMs }: Rounds,
): Promise<readonly T[]> {
  const results: T[] = [];
  for (let round = -warmUp; round < rounds; round += 1) {
    const first = (round + warmUp) * speakers.length;
    const heard = await Promise.all(speakers.map((speak, index) => speak(first + index)));
    if (round >= 0) results.push(...heard);
    await pause(Math.random() * pauseMs);
  }
  return results;
}
