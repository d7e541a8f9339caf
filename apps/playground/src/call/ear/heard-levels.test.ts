import { expect, it } from 'vitest';
import { createHeardLevels } from './heard-levels.js';

const piece = (level: number) => new Float32Array(10).fill(level);

/** At 1000 samples per second ten samples are one piece. */
function setUp() {
  return createHeardLevels(1000);
}

it('audio counts when it is played, and is told once', () => {
  const levels = setUp();
  levels.add(piece(0.25));
  levels.add(piece(-0.75));
  levels.advance(9);
  expect(levels.take()).toBe(0);
  levels.advance(10);
  expect(levels.take()).toBe(0.25);
  levels.advance(20);
  expect(levels.take()).toBe(0.75);
  expect(levels.take()).toBe(0);
});

it('what was dropped is never heard, and the place counts anew', () => {
  const levels = setUp();
  levels.add(piece(0.25));
  levels.advance(10);
  levels.add(piece(1));
  levels.drop();
  levels.take();
  levels.add(piece(0.5));
  levels.advance(10);
  expect(levels.take()).toBe(0.5);
});

it('keeps no more than half a minute that nobody plays', () => {
  const levels = setUp();
  for (let count = 0; count < 3000; count += 1) levels.add(piece(0.25));
  levels.add(piece(1));
  levels.advance(30_010);
  expect(levels.take()).toBe(0.25);
  levels.add(piece(0.5));
  levels.advance(30_020);
  expect(levels.take()).toBe(0.5);
});
