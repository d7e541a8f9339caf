import { expect, it } from 'vitest';
import { countCharacters } from './characters.js';

it('counts characters as people do', () => {
  expect(countCharacters('a😀é')).toBe(3);
  expect(countCharacters('')).toBe(0);
});
