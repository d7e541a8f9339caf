import { describe, expect, it } from 'vitest';
import { deepgramVoices } from './deepgram.js';

describe("Deepgram's names", () => {
  it.each([
    ['aura', 'en', 12],
    ['aura-2', 'en', 41],
    ['aura-2', 'es', 17],
    ['aura-2', 'de', 7],
    ['aura-2', 'nl', 9],
    ['aura-2', 'fr', 2],
    ['aura-2', 'it', 10],
    ['aura-2', 'ja', 5],
    ['flux', 'en', 37],
  ])('%s speaks %s with %i voices', (architecture, language, count) => {
    const family = deepgramVoices.filter((voice) => voice.architecture === architecture);
    expect(family.filter((voice) => voice.language.startsWith(language))).toHaveLength(count);
  });

  it('are all different', () => {
    expect(new Set(deepgramVoices.map((voice) => voice.name)).size).toBe(deepgramVoices.length);
  });

  it.each([
    'aura-asteria-en',
    'aura-2-thalia-en',
    'aura-2-andromeda-en',
    'aura-2-helena-en',
    'flux-alexis-en',
    'flux-heather-en',
    'flux-haley-en',
  ])('include %s, which a client asks for by default', (name) => {
    expect(deepgramVoices.map((voice) => voice.name)).toContain(name);
  });
});
