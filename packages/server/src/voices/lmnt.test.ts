import { describe, expect, it } from 'vitest';
import { voiceAliases } from './aliases.js';
import { createCatalogue } from './catalogue.js';
import { lmntVoices } from './lmnt.js';
import type { Voice } from './voice.js';

const voice = (id: string, language: string, gender: Voice['gender']): Voice => ({
  id,
  name: id,
  synthesizer: 'engine',
  language,
  gender,
});
const voices = [
  voice('en/she', 'en-US', 'female'),
  voice('en/he', 'en-US', 'male'),
  voice('de/she', 'de-DE', 'female'),
  voice('de/he', 'de-DE', 'male'),
];

describe("LMNT's names", () => {
  it('are 46, each once, none of them another vendor’s', () => {
    const names = lmntVoices.map(({ name }) => name);
    expect(names).toHaveLength(46);
    expect(new Set(voiceAliases.map(({ name }) => name)).size).toBe(voiceAliases.length);
    expect(voiceAliases).toEqual(expect.arrayContaining([...lmntVoices]));
  });

  it.each(['leah', 'ava', 'morgan', 'lily', 'elowen', 'ansel', 'amy', 'brandon', 'curtis', 'zeke', 'daniel'])(
    'know %s, whom clients hard-code, even where unknown names are refused',
    (name) => {
      const catalogue = createCatalogue({ voices, aliases: voiceAliases, strict: true });
      expect(catalogue.resolve(name)).toMatchObject({ name, language: 'en-US' });
    },
  );

  it('keep their gender in every language', () => {
    const catalogue = createCatalogue({ voices, aliases: lmntVoices, strict: true });
    expect(catalogue.resolve('leah').id).toBe('en/she');
    expect(catalogue.resolve('zeke').id).toBe('en/he');
    expect(catalogue.resolve('leah', { language: 'de' }).id).toBe('de/she');
    expect(catalogue.resolve('zeke', { language: 'de' }).id).toBe('de/he');
  });

  it('sound apart', () => {
    const catalogue = createCatalogue({ voices, aliases: lmntVoices, strict: true });
    const sounds = lmntVoices.map(({ name }) => catalogue.resolve(name)).map(({ id, pitch }) => `${id} ${pitch}`);
    expect(new Set(sounds).size).toBe(lmntVoices.length);
  });
});
