import { describe, expect, it } from 'vitest';
import { voiceAliases } from '../../../voices/aliases.js';
import { createCatalogue } from '../../../voices/catalogue.js';
import type { Voice } from '../../../voices/voice.js';
import { cast, type SynthesizerWish } from './casting.js';

const voice = (id: string, language: string, gender: Voice['gender'] = 'female'): Voice => {
  return { id, name: id, synthesizer: id.split('/')[0]!, language, gender };
};
const voices = [
  voice('espeak/en-us/female', 'en-US'),
  voice('espeak/en-us/male', 'en-US', 'male'),
  voice('espeak/de/female', 'de-DE'),
  voice('espeak/fr/female', 'fr-FR'),
  voice('neural/ava', 'en-US'),
];
const names = { concierge: 'espeak/fr/female' };
const catalogue = createCatalogue({ voices, aliases: voiceAliases, names, defaultVoice: 'espeak/en-us/female' });
const strict = createCatalogue({ voices, aliases: voiceAliases, defaultVoice: 'espeak/en-us/female', strict: true });
const host = [{ voice: '' }, { language: 'en-US' }];

/** Which voice of ours speaks, in which language. */
function speaks(wishes: readonly SynthesizerWish[], known = catalogue): string {
  const { casting } = cast(wishes, known);
  const found = known.resolve(casting.voice, casting);
  return `${found.id} ${casting.language ?? found.language}`;
}

describe('who speaks', () => {
  it.each<[string, readonly SynthesizerWish[], string]>([
    ['nobody in particular', [], 'espeak/en-us/female en-US'],
    ['a voice of ours', [{ voice: 'espeak/de/female' }], 'espeak/de/female de-DE'],
    ['a voice by its short name', [{ vendor: 'espeak', voice: 'de/female' }], 'espeak/de/female de-DE'],
    ['a vendor that is one of our engines', [{ vendor: 'neural' }], 'neural/ava en-US'],
    ['a custom vendor of that name', [{ vendor: 'custom:neural' }], 'neural/ava en-US'],
    ["a vendor's voice that we know", [{ vendor: 'deepgram', voice: 'aura-2-thalia-en' }], 'espeak/en-us/female en-US'],
    ['the same in another language', [{ voice: 'aura-2-thalia-en', language: 'de-DE' }], 'espeak/de/female de-DE'],
    ['a voice that nobody knows', [{ vendor: 'aws', voice: 'Vicki', language: 'de-DE' }], 'espeak/de/female de-DE'],
    ['a voice that nobody knows, and no language', [{ voice: 'Joanna' }], 'espeak/en-us/female en-US'],
    ["a name of the operator's", [{ voice: 'concierge' }], 'espeak/fr/female fr-FR'],
    ['a voice that is an object', [{ voice: { name: 'espeak/de/female' } }], 'espeak/de/female de-DE'],
    ['an object that says nothing', [{ voice: { id: 7 } }], 'espeak/en-us/female en-US'],
    ['a language only', [{ language: 'fr_FR' }], 'espeak/fr/female fr-FR'],
    ['a gender only', [{ gender: 'MALE' }], 'espeak/en-us/male en-US'],
    ['what makes no sense', [{ language: '???', gender: 'X', vendor: '' }], 'espeak/en-us/female en-US'],
    ['the session, by default', [{ voice: 'default', language: 'default' }, { language: 'de' }], 'espeak/de/female de'],
    ['the nearest voice', [{ voice: 'espeak/fr/female' }, { voice: 'espeak/de/female' }], 'espeak/fr/female fr-FR'],
    [
      'a voice nearer than a language: its own',
      [{ voice: 'espeak/fr/female' }, { language: 'de-DE' }],
      'espeak/fr/female fr-FR',
    ],
    [
      'a language nearer than a voice: another voice',
      [{ language: 'de-DE' }, { voice: 'espeak/fr/female' }],
      'espeak/de/female de-DE',
    ],
    [
      'a language nearer than a voice that speaks it: that voice',
      [{ language: 'en-GB' }, { voice: 'espeak/en-us/male' }],
      'espeak/en-us/male en-GB',
    ],
  ])('is right for %s', (_, wishes, expected) => {
    expect(speaks([...wishes, ...host])).toBe(expected);
  });

  it('is somebody in strict mode, too', () => {
    expect(speaks([{ voice: 'Joanna', language: 'de-DE' }, ...host], strict)).toBe('espeak/de/female de-DE');
    expect(speaks([{ voice: 'Joanna' }, ...host], strict)).toBe('espeak/en-us/female en-US');
  });

  it('is known to the application by the name it gave', () => {
    expect(cast([{ vendor: 'custom:ours' }, ...host], catalogue).vendor).toBe('custom:ours');
    expect(cast([{ vendor: 'default' }, ...host], catalogue)).toMatchObject({
      vendor: 'custom:glottis',
      language: 'en-US',
    });
  });
});
