import { describe, expect, it } from 'vitest';
import { glottis } from '../drivers/glottis.js';
import { options, quoted, type Shown, shellQuoted } from './snippet.js';
import { snippets } from './snippets.js';

const shown: Shown = {
  driver: glottis,
  base: 'https://speech.example/prefix',
  keyed: true,
  voice: 'aura-2-thalia-en',
  language: 'de',
  ownLanguage: 'en-US',
  speed: 1.2,
  format: glottis.formats[1]!,
  text: 'It’s "10 o\'clock".\nNew line \\ end',
};

describe.each(snippets.map((snippet) => [snippet.title, snippet] as const))('%s', (_, snippet) => {
  it('leads to this server, with the chosen voice', () => {
    const code = snippet.write(shown);
    expect(code).toMatch(/(https|wss):\/\/speech\.example\/prefix/);
    expect(code).toContain('aura-2-thalia-en');
  });

  it('names a key where the server asks for one, and the placeholder where it does not', () => {
    const differs = snippet.write(shown) !== snippet.write({ ...shown, keyed: false });
    expect(differs).toBe(true);
    expect(snippet.write({ ...shown, keyed: false })).not.toMatch(/GLOTTIS_KEY|your key/);
  });

  it('leaves out what is as it would be anyway', () => {
    expect(snippet.write({ ...shown, speed: 1, language: undefined })).not.toMatch(/speed|undefined/);
  });
});

describe('text in code', () => {
  it.each(['It’s', "it's", '"quoted"', 'back\\slash', 'two\nlines', '\\"both\\"'])('%j is the same string', (text) => {
    expect(new Function(`return ${quoted(text)}`)()).toBe(text);
  });

  it('is one argument of a shell', () => {
    expect(shellQuoted(`it's`)).toBe(`'it'\\''s'`);
  });

  it('is an option only where there is a value', () => {
    expect(options({ language: undefined, speed: 1.2, voice: 'leah' })).toBe(`, speed: 1.2, voice: 'leah'`);
  });
});
