import { expect, it } from 'vitest';
import { between } from './joining.js';

it.each([
  ['How are you?', 'I am fine.'],
  ['It was late.', '"Come in," she said.'],
  ['She said "no."', 'Then she left.'],
  ['Wir gehen jetzt!', 'Ärgerlich.'],
])('puts a space between the sentences "%s" and "%s"', (previous, next) => {
  expect(between(previous, next)).toBe(' ');
});

it.each([
  ['Hello', ' there.', 'white space is there'],
  ['Hello there. ', 'How', 'white space is there'],
  ['e.', 'g.', 'tokens are no sentences'],
  ['Dr.', 'Smith', 'tokens are no sentences'],
  ['It costs 3.', '50 euros.', 'a number goes on'],
  ['It is late.', '..', 'the sentence has not ended'],
  ['It is late', 'Come in.', 'no sentence ended'],
  ['今天很好。', '明天见。', 'no spaces are written in this language'],
])('leaves "%s" and "%s" as they are: %s', (previous, next) => {
  expect(between(previous, next)).toBe('');
});
