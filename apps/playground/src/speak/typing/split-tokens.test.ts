import { expect, it } from 'vitest';
import { defaultText } from '../default-text.js';
import { splitTokens } from './split-tokens.js';

const texts = [
  defaultText,
  '  Spaces   and\n\nlines, tabs\tand an end ',
  'Flags 🇦🇹🇨🇭🇱🇮, a family 👨‍👩‍👧‍👦👨‍👩‍👧‍👦, a thumb 👍🏽 and é written as e\u0301.',
  '私は電車でウィーンへ行きますそして橋を見ます',
  'Donaudampfschifffahrtsgesellschaft don’t 12345678901',
  '',
];

it.each(texts)('joins to the very text: %j', (text) => {
  expect(splitTokens(text).join('')).toBe(text);
});

it.each(texts)('cuts within no character that a reader sees as one: %j', (text) => {
  const segments = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)];
  const borders = new Set([0, ...segments.map(({ index, segment }) => index + segment.length)]);
  let end = 0;
  for (const token of splitTokens(text)) {
    end += token.length;
    expect(borders).toContain(end);
  }
});

it('gives words with the space before them, punctuation apart, and long words in pieces', () => {
  expect(splitTokens('Well, the lighthouse.')).toEqual(['Well', ',', ' the', ' lig', 'htho', 'use', '.']);
});

it('gives no empty token, and none of more than a few characters', () => {
  for (const token of texts.flatMap(splitTokens)) {
    const length = [...new Intl.Segmenter().segment(token)].length;
    expect(length).toBeGreaterThan(0);
    expect(length).toBeLessThanOrEqual(6);
  }
});
