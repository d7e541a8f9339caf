import { expect, it } from 'vitest';
import { createTurns } from './turns.js';

/** Counts the turns of the event loop, until it is told to stop. */
function countTurns() {
  let [count, isOver] = [0, false];
  const next = () => {
    count += 1;
    if (!isOver) setImmediate(next);
  };
  setImmediate(next);
  return {
    get count() {
      return count;
    },
    stop: () => {
      isOver = true;
    },
  };
}

it('goes on until a turn is used up, and then in another one', async () => {
  let nowMs = 0;
  const next = createTurns(() => nowMs);
  const turns = countTurns();
  nowMs = 3.9;
  await next();
  expect(turns.count).toBe(0);
  nowMs = 4;
  await next();
  expect(turns.count).toBeGreaterThan(0);
  const before = turns.count;
  await next();
  expect(turns.count).toBe(before);
  turns.stop();
});

it('is never in one turn with others who do the same', async () => {
  let nowMs = 0;
  const turns = countTurns();
  const work = async () => {
    const next = createTurns(() => nowMs);
    const places: number[] = [];
    for (let step = 0; step < 5; step += 1) {
      nowMs += 10;
      await next();
      places.push(turns.count);
    }
    return places;
  };
  const places = (await Promise.all([work(), work(), work()])).flat();
  expect(new Set(places).size).toBe(15);
  turns.stop();
});
