import { describe, expect, it } from 'vitest';
import { toneSynthesizer } from '../testing/tone-synthesizer.js';
import type { Voice } from '../voices/voice.js';
import { testWorld } from './world.test.kit.js';

const voices: readonly Voice[] = [
  { id: 'tone/en/female', name: 'Ann', synthesizer: 'tone', language: 'en-US', gender: 'female' },
  { id: 'tone/en/male', name: 'Bob', synthesizer: 'tone', language: 'en-GB', gender: 'male' },
  { id: 'tone/de/female', name: 'Änne', synthesizer: 'tone', language: 'de', gender: 'female' },
];

describe('glottis voices', () => {
  it('lists the voices in columns', async () => {
    expect(await list()).toBe(
      [
        'VOICE           LANGUAGE  GENDER  NAME  ENGINE',
        'tone/en/female  en-US     female  Ann   tone',
        'tone/en/male    en-GB     male    Bob   tone',
        'tone/de/female  de        female  Änne  tone',
        '',
      ].join('\n'),
    );
  });

  it.each([
    [
      ['--language', 'en'],
      ['tone/en/female', 'tone/en/male'],
    ],
    [['-l', 'EN_gb'], ['tone/en/male']],
    [
      ['--gender', 'female'],
      ['tone/en/female', 'tone/de/female'],
    ],
    [['-g', 'female', '-l', 'de'], ['tone/de/female']],
  ])('%j lists %j', async (flags, ids) => {
    const rows: readonly { voice: string }[] = JSON.parse(await list(...flags, '--json'));
    expect(rows.map((row) => row.voice)).toEqual(ids);
  });

  it("lists the vendors' names and who speaks them", async () => {
    const text = await list('--aliases', '--language', 'de');
    expect(text).toMatch(/aura-2-viktoria-de\s+de-DE\s+female\s+tone\/de\/female/);
    expect(text).not.toContain('aura-2-thalia-en');
  });

  it('fails when no voice is like that', async () => {
    const world = withVoices();
    expect(await world.run('voices', '--language', 'ja')).toBe(1);
    expect(world.output().toString()).toContain('no voice is like that');
  });
});

async function list(...flags: string[]): Promise<string> {
  const world = withVoices();
  expect(await world.run('voices', ...flags)).toBe(0);
  return world.output().toString();
}

function withVoices() {
  return testWorld({ speech: { synthesizer: toneSynthesizer({ voices }) } });
}
