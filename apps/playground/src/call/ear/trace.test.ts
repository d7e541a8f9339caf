import { expect, it } from 'vitest';
import { createTrace } from './trace.js';

it('moves on with the time, and keeps the loudest of each step', () => {
  const trace = createTrace(4, 40);
  trace.follow(0, 0.5);
  trace.follow(16, 0.9);
  trace.follow(32, 0.1);
  trace.follow(48, 0.2);
  expect(trace.levels).toEqual([0, 0, 0.5, 0.9]);
  trace.follow(80, 0);
  expect(trace.levels).toEqual([0, 0.5, 0.9, 0]);
});

it('fills a time in which nobody looked, and no more than it has', () => {
  const trace = createTrace(3, 40);
  trace.follow(0, 0.5);
  trace.follow(400_000, 0.25);
  expect(trace.levels).toEqual([0.25, 0.25, 0.25]);
});

it('can be emptied', () => {
  const trace = createTrace(3, 40);
  trace.follow(0, 0.5);
  trace.empty();
  expect(trace.levels).toEqual([0, 0, 0]);
  trace.follow(4000, 0.5);
  expect(trace.levels).toEqual([0, 0, 0.5]);
});
