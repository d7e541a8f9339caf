import { describe, expect, it } from 'vitest';
import { SpeechError } from '../errors.js';
import { voiceAliases } from './aliases.js';
import { type CatalogueOptions, createCatalogue } from './catalogue.js';
import type { Gender, Voice } from './voice.js';

const tags = [
  'en-US',
  'en-GB',
  'de',
  'es',
  'es-419',
  'nl',
  'fr-FR',
  'it',
  'ja',
  'pt',
  'pt-BR',
  'cmn',
  'nb',
  'my',
  'ar',
  'hi',
];
const voices = tags.flatMap((tag) => [voice(tag, 'female'), voice(tag, 'male')]);

describe('an engine that is asked for', () => {
  const other = (tag: string, gender: Gender): Voice => ({
    ...voice(tag, gender),
    id: `o/${tag}`,
    synthesizer: 'other',
  });
  const catalogue = create({ voices: [...voices, other('en-US', 'male'), other('de', 'female')] });

  it('speaks in the place of another one, in the same language', () => {
    expect(catalogue.resolve('aura-2-viktoria-de', { synthesizer: 'other' }).id).toBe('o/de');
    expect(catalogue.resolve('aura-2-thalia-en', { synthesizer: 'other', language: 'de' }).id).toBe('o/de');
    expect(catalogue.resolve('aura-2-fujin-ja', { synthesizer: 'other' }).id).toBe('o/en-US');
  });

  it('keeps a name that is its own', () => {
    expect(catalogue.resolve('o/de', { synthesizer: 'other' }).id).toBe('o/de');
    expect(catalogue.resolve('espeak/de/male', { synthesizer: 'embedded' }).id).toBe('espeak/de/male');
  });

  it('must be running', () => {
    expect(() => catalogue.resolve('', { synthesizer: 'none' })).toThrow('no synthesizer "none"');
  });
});

describe('resolving names', () => {
  const catalogue = create();

  it.each([
    ['espeak/de/male', 'espeak/de/male', 'a voice id'],
    ['ESPEAK/DE/Male', 'espeak/de/male', 'an id in other case'],
    ['aura-asteria-en', 'espeak/en-US/female', "a vendor's name"],
    ['aura-2-apollo-en', 'espeak/en-US/male', 'its gender'],
    ['Aura-2-Thalia-EN', 'espeak/en-US/female', "a vendor's name in other case"],
    ['aura-2-draco-en', 'espeak/en-GB/male', 'its accent'],
    ['aura-2-hyperion-en', 'espeak/en-GB/male', 'Australian, near British'],
    ['aura-2-amalthea-en', 'espeak/en-US/female', 'Filipino, near American'],
    ['aura-2-celeste-es', 'espeak/es-419/female', 'Colombian, near Latin American'],
    ['aura-2-nestor-es', 'espeak/es/male', 'Peninsular'],
    ['aura-2-viktoria-de', 'espeak/de/female', 'German'],
    ['aura-2-fujin-ja', 'espeak/ja/male', 'Japanese'],
    ['flux-haley-en', 'espeak/en-US/female', 'Flux'],
  ])('%s is spoken by %s: %s', (name, id) => {
    expect(catalogue.resolve(name).id).toBe(id);
  });

  it.each<[string, string | undefined, string, string]>([
    ['aura-3-somebody-de', undefined, 'espeak/de/female', 'the end of the name'],
    ['somebody-pt-BR', undefined, 'espeak/pt-BR/female', 'a full tag at the end'],
    ['nb_NO-Somebody', undefined, 'espeak/nb/female', 'a full tag at the beginning'],
    ['somebody', 'nl', 'espeak/nl/female', 'the wish'],
    ['somebody-de', 'nl', 'espeak/nl/female', 'the wish before the name'],
    ['somebody', 'EN_gb', 'espeak/en-GB/female', 'a wish in other spelling'],
    ['somebody', 'zh-CN', 'espeak/cmn/female', 'a language by its other code'],
    ['somebody', 'no', 'espeak/nb/female', 'a language without its variety'],
    ['somebody', 'fr-CA', 'espeak/fr-FR/female', 'another region'],
    ['somebody', 'tlh', 'espeak/en-US/female', 'nothing, when nobody speaks the language'],
    ['somebody', 'not a tag', 'espeak/en-US/female', 'nothing, when it is no tag'],
    ['my-own-voice', undefined, 'espeak/en-US/female', 'nothing: the first part alone is no language'],
    ['', undefined, 'espeak/en-US/female', 'nothing: the name is empty'],
  ])('an unknown name %s with the wish %s gets %s by %s', (name, language, id) => {
    expect(catalogue.resolve(name, { language }).id).toBe(id);
  });

  it("lets a vendor's voice speak another language in its own gender", () => {
    expect(catalogue.resolve('aura-2-apollo-en', { language: 'de' }).id).toBe('espeak/de/male');
  });

  it('keeps the accent of a name when only its language is wished for', () => {
    expect(catalogue.resolve('aura-2-draco-en', { language: 'en' }).id).toBe('espeak/en-GB/male');
  });

  it('speaks every name of every vendor', () => {
    for (const alias of voiceAliases) {
      const resolved = catalogue.resolve(alias.name);
      expect(resolved.gender).toBe(alias.gender);
      expect(resolved.language.slice(0, 2)).toBe(alias.language.slice(0, 2));
    }
  });

  it('gives every name that shares a voice its own timbre and pitch', () => {
    const heard = voiceAliases.map((alias) => catalogue.resolve(alias.name));
    expect(new Set(heard.map((v) => `${v.id} ${v.timbre}`)).size).toBe(heard.length);
    expect(new Set(heard.map((v) => `${v.id} ${v.pitch}`)).size).toBe(heard.length);
    expect(heard.every((v) => Math.abs(v.pitch ?? 99) <= 3)).toBe(true);
  });

  it('resolves alike in every run', () => {
    const names = voiceAliases.map((alias) => alias.name);
    const again = create();
    expect(names.map((name) => again.resolve(name))).toEqual(names.map((name) => catalogue.resolve(name)));
  });

  it('finds another gender rather than another language', () => {
    const scarce = create({ voices: [voice('en-US', 'female'), voice('de', 'male')] });
    expect(scarce.resolve('aura-2-viktoria-de').id).toBe('espeak/de/male');
    expect(scarce.resolve('aura-2-fujin-ja').id).toBe('espeak/en-US/female');
  });
});

describe('hostile names', () => {
  const hostile = [
    '__proto__',
    'constructor',
    'toString',
    '../../etc/passwd',
    '%2e%2e%2f',
    'C:\\x',
    'a\0b',
    'x'.repeat(10_000),
  ];

  it.each(hostile.map((name) => [name.slice(0, 20), name]))('%s is an unknown name like any other', (_, name) => {
    expect(create().resolve(name).id).toBe('espeak/en-US/female');
    expect(() => create({ strict: true }).resolve(name)).toThrow(expect.objectContaining({ code: 'voice-not-found' }));
  });

  it('a long name appears in no message or log whole', () => {
    const lines: string[] = [];
    const log = (fields: object) => void lines.push(JSON.stringify(fields));
    create({ log }).resolve('x'.repeat(10_000));
    expect(lines).toHaveLength(1);
    expect(lines[0]!.length).toBeLessThan(200);
    expect(messageOf(() => create({ strict: true }).resolve('x'.repeat(10_000))).length).toBeLessThan(300);
  });
});

describe('strictness and notices', () => {
  it('refuses an unknown name and names what is near', () => {
    const message = messageOf(() => create({ strict: true }).resolve('aura-2-thalie-en'));
    expect(message).toContain('"aura-2-thalie-en"');
    expect(message).toContain('aura-2-thalia-en');
  });

  it('refuses nobody who names no voice', () => {
    expect(create({ strict: true }).resolve('').id).toBe('espeak/en-US/female');
    expect(create({ strict: true }).resolve('', { language: 'de' }).id).toBe('espeak/de/female');
  });

  it('logs a name that another voice stands in for, and only such a name', () => {
    const seen: object[] = [];
    const catalogue = create({ log: (fields) => void seen.push(fields) });
    catalogue.resolve('aura-2-thalia-en');
    catalogue.resolve('somebody-de');
    expect(seen).toEqual([{ asked: 'somebody-de', voice: 'espeak/de/female' }]);
  });
});

describe('what the operator says', () => {
  it.each(['espeak/de/male', 'aura-2-julius-de'])('takes %s as the default voice', (defaultVoice) => {
    expect(create({ defaultVoice }).resolve('somebody').id).toBe('espeak/de/male');
  });

  it('stays with the default voice for names of its own language', () => {
    expect(create({ defaultVoice: 'aura-2-julius-de' }).resolve('somebody-de').name).toBe('aura-2-julius-de');
  });

  it("puts own names before the vendor's", () => {
    const catalogue = create({ names: { 'aura-asteria-en': 'espeak/en-GB/male', anna: 'aura-2-viktoria-de' } });
    expect(catalogue.resolve('aura-asteria-en').id).toBe('espeak/en-GB/male');
    expect(catalogue.resolve('anna').id).toBe('espeak/de/female');
  });

  it.each<[string, Partial<CatalogueOptions>]>([
    ['voices.default', { defaultVoice: 'espeak/de/mal' }],
    ['voices.aliases.anna', { names: { anna: 'espeak/de/mal' } }],
  ])('says that %s leads nowhere, and where it might', (field, options) => {
    const message = messageOf(() => create(options));
    expect(message).toContain(field);
    expect(message).toContain('did you mean espeak/de/male');
  });

  it('needs a voice', () => {
    expect(() => create({ voices: [] })).toThrow(SpeechError);
  });
});

describe('lists', () => {
  it.each([
    [{}, voices.length],
    [{ language: 'en' }, 4],
    [{ language: 'EN_us' }, 2],
    [{ language: 'de-DE' }, 2],
    [{ language: 'zh' }, 2],
    [{ language: 'pt', gender: 'male' as const }, 2],
    [{ synthesizer: 'other' }, 0],
    [{ language: 'not a tag' }, 0],
  ])('%j holds %i voices', (filter, count) => {
    expect(create().list(filter)).toHaveLength(count);
  });
});

function create(options: Partial<CatalogueOptions> = {}) {
  return createCatalogue({ voices, aliases: voiceAliases, ...options });
}

function voice(language: string, gender: Gender): Voice {
  return {
    id: `espeak/${language}/${gender}`,
    name: `${language} ${gender}`,
    synthesizer: 'embedded',
    language,
    gender,
  };
}

function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}
