import { describe, expect, it } from 'vitest';
import { voiceAliases } from './aliases.js';
import { slngVoices } from './slng.js';

describe("SLNG's names", () => {
  it.each(['tara', 'leah', 'jess', 'leo', 'dan', 'mia', 'zac', 'zoe', 'luna', 'orion', 'astra', 'nova'])(
    'include %s, which a client may ask for',
    (name) => {
      expect(voiceAliases.map((alias) => alias.name)).toContain(name);
    },
  );

  it.each([
    ['en-US', 'astra', 'female'],
    ['es', 'seraphina', 'female'],
    ['fr-FR', 'destin', 'male'],
    ['de', 'lorelei', 'female'],
    ['ar', 'sakina', 'female'],
    ['hi', 'anaya', 'female'],
  ])('have a voice for %s by default: %s', (language, name, gender) => {
    expect(slngVoices).toContainEqual({ name, language, gender });
  });

  it("are all different, and no other vendor's", () => {
    expect(new Set(voiceAliases.map(({ name }) => name)).size).toBe(voiceAliases.length);
  });
});
