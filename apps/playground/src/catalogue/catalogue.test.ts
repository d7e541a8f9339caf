import { expect, it } from 'vitest';
import { languageName, languagesOf, speaks } from './languages.js';
import { readDeepgramModels, readLmntList } from './voice.js';

const list = [
  { id: 'leah', name: 'Leah', description: 'en-US, spoken by espeak/en-us/female', gender: 'female' },
  { id: 'espeak/de/male', name: 'German, male', description: 'de', gender: 'male' },
];

it('tells the voices of LMNT’s list from the names that they speak under', () => {
  expect(readLmntList(list)).toMatchObject([
    { id: 'leah', kind: 'lmnt', language: 'en-US', engine: 'espeak', spokenBy: 'espeak/en-us/female' },
    { id: 'espeak/de/male', kind: 'engine', language: 'de', engine: 'espeak', spokenBy: undefined },
  ]);
});

it('reads Deepgram’s models by the names that clients send', () => {
  const tts = [
    {
      name: 'thalia',
      canonical_name: 'aura-2-thalia-en',
      languages: ['en', 'en-US'],
      metadata: { tags: ['feminine'] },
    },
  ];
  expect(readDeepgramModels({ stt: [], tts })).toMatchObject([
    { id: 'aura-2-thalia-en', name: 'Thalia', language: 'en-US', gender: 'female', kind: 'deepgram' },
  ]);
});

it.each([undefined, null, {}, [null]])('takes %j for a list without a usable voice, and does not throw', (answer) => {
  expect(readLmntList(answer).filter(({ id }) => id !== '')).toEqual([]);
  expect(readDeepgramModels(answer)).toEqual([]);
});

it('lists each language once, by its name', () => {
  const names = languagesOf(readLmntList([...list, { id: 'x', description: 'en-GB' }])).map(({ name }) => name);
  expect(names).toEqual(['English', 'German']);
});

it('offers LMNT’s names for every language that can be asked for, and voices for their own', () => {
  const [leah, german] = readLmntList(list);
  const offered = (voice: typeof leah, code: string, canBeAsked = true) => speaks(voice!, code, canBeAsked);
  expect([offered(leah, 'fr'), offered(leah, 'fr', false), offered(leah, 'en', false)]).toEqual([true, false, true]);
  expect([offered(german, 'fr'), offered(german, 'de'), offered(german, '')]).toEqual([false, true, true]);
});

it('shows a language that has no name as it is written', () => {
  expect(languageName('not a tag')).toBe('not a tag');
});
