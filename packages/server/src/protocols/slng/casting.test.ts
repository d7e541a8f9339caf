import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { voiceAliases } from '../../voices/aliases.js';
import { createCatalogue } from '../../voices/catalogue.js';
import type { Voice } from '../../voices/voice.js';
import { cast } from './casting.js';
import { findModel } from './model.js';
import { slngOptions } from './options.js';
import { readWish } from './wish.js';

const voice = (synthesizer: string, name: string): Voice => ({
  id: `${synthesizer}/${name}`,
  name,
  synthesizer,
  language: 'en-US',
  gender: 'female',
});
const local = [voice('embedded', 'en')];

function casting(
  id: string,
  fields: object = {},
  options: z.input<typeof slngOptions> = {},
  voices: readonly Voice[] = local,
) {
  const model = findModel(id, slngOptions.parse(options));
  return cast(readWish({ ...fields }), model, createCatalogue({ voices, aliases: voiceAliases }));
}

describe('without a voice', () => {
  it.each([
    ['deepgram/aura:2', 'aura-2-thalia-en'],
    ['slng/deepgram/aura:2-en', 'aura-2-thalia-en'],
    ['slng/deepgram/aura:2-es', 'aura-2-celeste-es'],
    ['slng/rime/arcana:3-en', 'astra'],
    ['slng/rime/arcana:es', 'seraphina'],
    ['slng/rime/arcana:fr', 'destin'],
    ['slng/rime/arcana:de', 'lorelei'],
    ['slng/rime/arcana:ar', 'sakina'],
    ['slng/canopylabs/orpheus:en', 'tara'],
  ])('%s is spoken by %s', (id, expected) => {
    expect(casting(id)).toEqual({ voice: expected });
  });

  it('a model of many languages follows the wish, one of a single language does not', () => {
    const wish = { config: { language: 'es' } };
    expect(casting('deepgram/aura:2', wish)).toEqual({ voice: 'aura-2-celeste-es' });
    expect(casting('slng/deepgram/aura:2-es', { config: { language: 'en' } })).toEqual({ voice: 'aura-2-celeste-es' });
  });

  it('a model that has no voices of its own gets one of its language', () => {
    expect(casting('slng/rime/coda:0-id')).toEqual({ voice: '', language: 'id' });
    expect(casting('cartesia/sonic:3', { language: 'fr-FR' })).toEqual({ voice: '', language: 'fr-FR' });
    expect(casting('cartesia/sonic:3')).toEqual({ voice: '' });
  });

  it("the operator's voice goes first", () => {
    const models = { 'deepgram/aura:2': 'aura-2-apollo-en', 'cartesia/sonic': { language: 'it' } };
    expect(casting('deepgram/aura:2', {}, { models })).toEqual({ voice: 'aura-2-apollo-en' });
    expect(casting('cartesia/sonic:3', {}, { models })).toEqual({ voice: '', language: 'it' });
  });
});

describe('a voice', () => {
  it('of Aura keeps its language, whatever a client asks for by habit', () => {
    const fields = { voice: 'nestor-es', config: { language: 'en' } };
    expect(casting('slng/deepgram/aura:2-es', fields)).toEqual({ voice: 'aura-2-nestor-es' });
  });

  it('of Arcana speaks the language it is asked for', () => {
    expect(casting('slng/rime/arcana:3-en', { speaker: 'luna', language: 'de' })).toEqual({
      voice: 'luna',
      language: 'de',
    });
  });

  it('that nobody knows speaks the language of its model', () => {
    expect(casting('slng/rime/arcana:3-hi', { speaker: 'somebody' })).toEqual({ voice: 'somebody', language: 'hi' });
    expect(casting('elevenlabs/eleven:3', { voice: '21m00Tcm4TlvDq8ikWAM' })).toEqual({
      voice: '21m00Tcm4TlvDq8ikWAM',
    });
  });

  it('in the place of the model counts only if it is one', () => {
    expect(casting('deepgram/aura:2', { model: 'asteria-en' })).toEqual({ voice: 'aura-2-asteria-en' });
    expect(casting('deepgram/aura:2', { model: 'embedded/en' })).toEqual({ voice: 'embedded/en' });
    expect(casting('deepgram/aura:2', { model: 'aura:2' })).toEqual({ voice: 'aura-2-thalia-en' });
    expect(casting('deepgram/aura:2', { model: 'apollo-en', voice: 'zeus-en' })).toEqual({ voice: 'aura-2-zeus-en' });
  });

  it('by its short name is of the second generation, or else of the first', () => {
    expect(casting('deepgram/aura:2', { voice: 'luna-en' }).voice).toBe('aura-2-luna-en');
    expect(casting('deepgram/aura:2', { voice: 'stella-en' }).voice).toBe('aura-stella-en');
  });
});

describe('an engine', () => {
  const both = [...local, voice('cartesia', 'f786b574'), voice('neural', 'anna')];

  it('that bears the name of the provider speaks', () => {
    expect(casting('cartesia/sonic:3', {}, {}, both)).toMatchObject({ synthesizer: 'cartesia' });
    expect(casting('slng/cartesia/sonic:3', {}, {}, both)).toMatchObject({ synthesizer: 'cartesia' });
    expect(casting('deepgram/aura:2', {}, {}, both)).not.toHaveProperty('synthesizer');
  });

  it('that the operator names goes before it', () => {
    const models = { 'cartesia/sonic': { engine: 'neural' } };
    expect(casting('cartesia/sonic:3', {}, { models }, both)).toMatchObject({ synthesizer: 'neural' });
  });

  it('is asked for its own voice, by whatever part of its id clients know', () => {
    for (const name of ['f786b574', 'F786B574', 'cartesia/f786b574']) {
      expect(casting('cartesia/sonic:3', { voice: name }, {}, both).voice).toBe('cartesia/f786b574');
    }
  });
});
