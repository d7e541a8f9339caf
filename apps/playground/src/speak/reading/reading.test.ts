import { describe, expect, it } from 'vitest';
import { heardBy, placed, within, wordAt } from './timeline.js';
import { createWordPlaces } from './word-places.js';

describe('the place of a word', () => {
  it('is found for one word after the other, also where they read the same', () => {
    const places = createWordPlaces();
    places.append('the cat and the dog');
    expect(['the', ' ', 'the', 'dog'].map((word) => places.find(word)?.start)).toEqual([0, undefined, 12, 16]);
  });

  it('is found in text that comes later', () => {
    const places = createWordPlaces();
    places.append('light');
    expect(places.find('lighthouse')).toBeUndefined();
    places.append('house');
    expect(places.find('lighthouse')).toEqual({ start: 0, end: 10 });
  });

  it('is not looked for far away, where another word reads the same', () => {
    const places = createWordPlaces();
    places.append(`one ${'x'.repeat(400)} two`);
    expect(places.find('two')).toBeUndefined();
    expect(places.find('one')).toEqual({ start: 0, end: 3 });
  });
});

const text = 'One two three.';
const words = [
  { start: 0, end: 3, startMs: 0, endMs: 200 },
  { start: 4, end: 7, startMs: 200, endMs: 400 },
  { start: 8, end: 13, startMs: 400, endMs: 700 },
];

describe('the word that is spoken', () => {
  it.each([
    [-1, -1],
    [0, 0],
    [199, 0],
    [200, 1],
    [5000, 2],
  ])('at %i ms is number %i', (positionMs, index) => {
    expect(wordAt(words, positionMs)).toBe(index);
  });

  it('is none where there are no words', () => {
    expect(wordAt([], 100)).toBe(-1);
  });
});

describe('what was heard', () => {
  it('is estimated by the playhead: words of which half was played', () => {
    expect(heardBy(text, words, 290)).toEqual({ spoken: 'One', remaining: ' two three.' });
    expect(heardBy(text, words, 310)).toEqual({ spoken: 'One two', remaining: ' three.' });
  });

  it('is nothing where nothing was played', () => {
    expect(heardBy(text, [], 0)).toEqual({ spoken: '', remaining: text });
  });

  it('is unknown without the times of words', () => {
    expect(heardBy(text, [], 100)).toBeUndefined();
  });

  it('is told by the server of all text since the last clear, and shown for this one', () => {
    const told = { spoken: 'Before this. One', remaining: ' two three.' };
    expect(within(text, told)).toEqual({ spoken: 'One', remaining: ' two three.' });
  });

  it('is found although a protocol put spaces between the pieces', () => {
    expect(within('Yes.No.', { spoken: 'Yes.', remaining: ' No.' })).toEqual({ spoken: 'Yes.', remaining: 'No.' });
  });

  it('is not taken from an answer about another text', () => {
    expect(within(text, { spoken: '', remaining: 'Something else' })).toBeUndefined();
  });
});

it('words that are not in the text have no place', () => {
  const places = createWordPlaces();
  places.append('a b');
  const timed = ['a', 'nowhere', 'b'].map((word, index) => ({ text: word, startMs: index, endMs: index + 1 }));
  expect(placed(timed, places.find).map(({ startMs }) => startMs)).toEqual([0, 2]);
});
