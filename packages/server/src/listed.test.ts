import { expect, it } from 'vitest';
import { listed } from './listed.js';

it.each([
  [[], 'nothing'],
  [['one'], 'one'],
  [['one', 2], 'one or 2'],
  [['one', 2, 'three'], 'one, 2 or three'],
])('says %j in words', (values, words) => {
  expect(listed(values)).toBe(words);
});
