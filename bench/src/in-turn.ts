/** Callers at several doors, one after the other, so that nobody disturbs whoever is being timed. */

import type { Caller } from './audition.js';
import type { SpeechClient } from './speech-client.js';

/** Rounds before those that are counted. */
const warmUp = 10;

/** What each door did, by its id. */
export type Turns<T> = ReadonlyMap<string, readonly T[]>;

/** In each round every caller has a turn with the same text, in an order drawn anew: what changes on the machine
 *  meanwhile, and what a turn leaves behind for the next, strikes all of them alike. */
export async function inTurn<T>(
  callers: readonly Caller[],
  rounds: number,
  turn: (client: SpeechClient, textIndex: number) => Promise<T>,
): Promise<Turns<T>> {
  const turns = new Map(callers.map(({ door }) => [door.id, [] as T[]]));
  for (let round = -warmUp; round < rounds; round += 1) {
    for (const { door, client } of shuffled(callers)) {
      const done = await turn(client, round + warmUp);
      if (round >= 0) turns.get(door.id)!.push(done);
    }
  }
  return turns;
}

function shuffled<T>(items: readonly T[]): readonly T[] {
  return items
    .map((item) => ({ item, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
