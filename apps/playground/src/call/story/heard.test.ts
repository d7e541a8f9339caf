import { expect, it } from 'vitest';
import { followReport } from './heard.js';

it('finds the end of what was heard, whatever the spaces', () => {
  expect(followReport('We open at  nine.', 0, 'We open\nat')).toEqual({ end: 10, rest: '' });
  expect(followReport('We open at nine.', 10, ' nine. ')).toEqual({ end: 16, rest: '' });
});

it('gives back what goes beyond the text', () => {
  expect(followReport('One. ', 0, 'One. Two.')).toEqual({ end: 5, rest: 'Two.' });
});

it('does not find what the text does not say', () => {
  expect(followReport('We open at nine.', 0, 'We close')).toBeUndefined();
});
