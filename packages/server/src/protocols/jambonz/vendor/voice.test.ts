import { expect, it } from 'vitest';
import { castingOf } from './voice.js';

it.each<[string | null, string | null, object]>([
  ['ava', 'en-US', { voice: 'ava', language: 'en-US' }],
  ['ava', 'ru_RU', { voice: 'ava', language: 'ru-RU' }],
  ['ava;model=x;rate=2', 'de', { voice: 'ava', language: 'de' }],
  [' ava ', null, { voice: 'ava' }],
  ['ava', 'en', { voice: 'ava' }],
  [null, 'en', { voice: '', language: 'en' }],
  [null, null, { voice: '' }],
  ['ava', 'no language', { voice: 'ava' }],
  ['ava', '', { voice: 'ava' }],
])('reads voice %j in %j', (voice, language, casting) => {
  expect(castingOf(voice, language)).toEqual(casting);
});
