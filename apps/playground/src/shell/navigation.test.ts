import { expect, it } from 'vitest';
import { viewOf } from './shell.js';
import { neighbour } from './tabs.js';

it.each([
  ['#call', 'call'],
  ['#call/wss://app.example', 'call'],
  ['', undefined],
  ['#', undefined],
])('%j names the view %j', (hash, view) => {
  expect(viewOf(hash)).toBe(view);
});

it.each([
  ['ArrowRight', 3, 0],
  ['ArrowLeft', 0, 3],
  ['Home', 2, 0],
  ['End', 1, 3],
  ['Enter', 1, undefined],
])('%s leads from tab %i of four to %j', (key, index, next) => {
  expect(neighbour(key, index, 4)).toBe(next);
});
