import { expect, it } from 'vitest';
import { readLmntList } from '../catalogue/voice.js';
import { sampleText } from './sample-text.js';
import { namesBySpeaker, selectVoices } from './select-voices.js';

const voices = readLmntList([
  { id: 'leah', name: 'Leah', description: 'en-US, spoken by espeak/en-us/female', gender: 'female' },
  { id: 'ava', name: 'Ava', description: 'en-US, spoken by espeak/en-us/female', gender: 'female' },
  { id: 'espeak/en-us/female', name: 'English (America), female', description: 'en-US', gender: 'female' },
  { id: 'espeak/de/male', name: 'Deutsch, male', description: 'de', gender: 'male' },
]);
const any = { words: '', language: '', gender: '', kind: '' } as const;
const ids = (filter: Partial<Parameters<typeof selectVoices>[1]>) =>
  selectVoices(voices, { ...any, ...filter }).map(({ id }) => id);

it('finds voices by name, id, and the English name of their language', () => {
  expect(ids({ words: 'german' })).toEqual(['espeak/de/male']);
  expect(ids({ words: 'ESPEAK/DE' })).toEqual(['espeak/de/male']);
  expect(ids({ words: 'american female', kind: 'engine' })).toEqual(['espeak/en-us/female']);
  expect(ids({})).toHaveLength(4);
});

it('filters by language, gender and kind', () => {
  expect(ids({ language: 'en', kind: 'engine' })).toEqual(['espeak/en-us/female']);
  expect(ids({ gender: 'male' })).toEqual(['espeak/de/male']);
});

it('tells under which names a voice speaks', () => {
  expect(namesBySpeaker(voices).get('espeak/en-us/female')).toEqual(['leah', 'ava']);
});

it('tries a voice in its own language, and with numbers where there is no sentence', () => {
  expect(sampleText('de-AT')).toContain('Guten Tag');
  expect(sampleText('tlh')).toMatch(/1, 2, 3/);
});
