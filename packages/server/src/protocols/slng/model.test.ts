import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { findModel } from './model.js';
import { slngOptions } from './options.js';

const find = (path: string, options: z.input<typeof slngOptions> = {}) => findModel(path, slngOptions.parse(options));

describe('a model identifier', () => {
  it.each([
    ['deepgram/aura:2', false, 'deepgram', undefined],
    ['slng/deepgram/aura:2-es', true, 'deepgram', 'es'],
    ['slng/rime/arcana:fr', true, 'rime', 'fr'],
    ['slng/rime/arcana:3-hi', true, 'rime', 'hi'],
    ['slng/rime/coda:0-id', true, 'rime', 'id'],
    ['elevenlabs/eleven-flash:2.5', false, 'elevenlabs', undefined],
    ['kugelaudio/kugel:1-turbo', false, 'kugelaudio', undefined],
    ['sarvam/bulbul:v3', false, 'sarvam', undefined],
    ['murf/murftts:falcon', false, 'murf', undefined],
    ['Deepgram/Aura:2-EN', false, 'deepgram', 'en'],
  ])('%s says whose it is, and in which language', (id, hosted, provider, language) => {
    expect(find(id)).toMatchObject({ id, hosted, provider, language });
  });

  it('has no slash at its end', () => {
    expect(find('deepgram/aura:2/').id).toBe('deepgram/aura:2');
  });

  it.each(['', 'deepgram', 'a/', '/a/b', 'a/../b', 'a/b:c:d', 'a/b?x', 'ä/b', 'a'.repeat(100_000)])(
    '%s is none',
    (id) => {
      expect(() => find(id)).toThrow(expect.objectContaining({ code: 'invalid-request' }));
    },
  );

  it('is read quickly however long it is, and quoted in part', () => {
    const endless = `${'a/'.repeat(100_000)}!`;
    expect(() => find(endless)).toThrow(expect.objectContaining({ message: expect.stringMatching(/^.{1,200}$/) }));
  });
});

describe("the operator's table", () => {
  const models = {
    'deepgram/aura': 'aura-2-apollo-en',
    'Deepgram/Aura:2-ES': { voice: 'aura-2-nestor-es', engine: 'neural', language: 'es-MX' },
    '__proto__/x': 'y',
  };

  it('knows a model by its id, or by its name for all variants', () => {
    expect(find('deepgram/aura:2', { models }).settings).toEqual({ voice: 'aura-2-apollo-en' });
    expect(find('deepgram/aura:2-es', { models })).toMatchObject({
      settings: { voice: 'aura-2-nestor-es', engine: 'neural' },
      language: 'es-MX',
    });
  });

  it('keeps apart what SLNG hosts and what it does not', () => {
    expect(find('slng/deepgram/aura:2', { models }).settings).toEqual({});
  });

  it('makes a model known where unknown ones are refused', () => {
    const options = { models: { 'acme/voice:1': 'astra' }, unknownModels: 'refuse' } as const;
    expect(find('acme/voice:1', options).settings).toEqual({ voice: 'astra' });
    expect(find('slng/inworld/max:1.5', options).provider).toBe('inworld');
    for (const id of ['acme/voice:2', 'deepgram/nova:3', 'constructor/name', 'slng/slng']) {
      expect(() => find(id, options)).toThrow(expect.objectContaining({ code: 'not-found' }));
    }
  });
});
