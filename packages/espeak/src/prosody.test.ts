import { beforeAll, describe, expect, it } from 'vitest';
import { createEspeak, type Espeak, type SpeakOptions } from './index.js';
import { colour, colourDistance, median, say, semitones, tones } from './sound.test.helper.js';

const sentence = 'We were away a year ago.';
let espeak: Espeak;

beforeAll(async () => {
  espeak = await createEspeak();
});

const toneOf = (options: Partial<SpeakOptions> = {}): number =>
  median(tones(say(espeak, sentence, options).samples, espeak.sampleRate));

describe('the melody at the end', () => {
  /** By how many semitones the voice's last 30 ms lie above its lowest in the last 150. */
  const rise = (text: string, options: Partial<SpeakOptions>): number => {
    const end = tones(say(espeak, text, options).samples, espeak.sampleRate).slice(-15);
    return semitones(Math.min(...end), median(end.slice(-3)));
  };

  it.each(['Tell me about your home', 'We talked about the moon', 'I have been there on my own'])(
    'of "%s" falls for a sentence, and not for a clause or a word',
    (text) => {
      expect(rise(`${text}.`, { boundary: 'sentence' })).toBeLessThan(0.5);
      expect(rise(`${text}.`, { boundary: 'paragraph' })).toBeLessThan(0.5);
      for (const boundary of ['clause', 'word'] as const) {
        expect(rise(text, { boundary })).toBeGreaterThan(1);
        expect(rise(`${text}.`, { boundary })).toBeGreaterThan(1);
        expect(rise(`(${text}!)`, { boundary })).toBeGreaterThan(1);
      }
    },
  );

  it('takes a boundary from the mark in the text when it is a sentence', () => {
    expect(rise('Tell me about your home?', { boundary: 'sentence' })).toBeGreaterThan(1);
  });
});

describe('speed', () => {
  it.each([0.5, 0.75, 1.5, 2, 2.5])('%d takes that part of the time', (speed) => {
    const ratio = say(espeak, sentence).durationMs / say(espeak, sentence, { speed }).durationMs;
    expect(ratio / speed).toBeGreaterThan(0.88);
    expect(ratio / speed).toBeLessThan(1.12);
  });

  it('beyond what the engine can is as much as it can', () => {
    const fastest = say(espeak, sentence, { speed: 1000 }).durationMs;
    expect(fastest).toBeGreaterThan(500);
    expect(fastest).toBeCloseTo(say(espeak, sentence, { speed: 3 }).durationMs, -1);
    expect(say(espeak, sentence, { speed: -1 }).durationMs).toBeLessThan(10_000);
  });

  it('and pitch of one text stay out of the next', () => {
    const before = say(espeak, sentence).durationMs;
    const tone = toneOf();
    say(espeak, sentence, { speed: 2, pitch: 7 });
    expect(say(espeak, sentence).durationMs).toBeCloseTo(before, -1);
    expect(toneOf()).toBeCloseTo(tone, -1);
  });
});

describe('pitch', () => {
  it.each([-8, -5, -2, 2, 5, 8])('%d semitones are heard as such', (pitch) => {
    for (const voice of [{}, { gender: 'female' }, { gender: 'male' }] as const) {
      expect(Math.abs(semitones(toneOf(voice), toneOf({ ...voice, pitch })) - pitch)).toBeLessThan(1);
    }
  });

  it('an octave up comes as near as the engine can', () => {
    expect(semitones(toneOf(), toneOf({ pitch: 12 }))).toBeGreaterThan(9);
    expect(semitones(toneOf(), toneOf({ pitch: -12 }))).toBeLessThan(-8);
  });
});

describe('timbre', () => {
  const voices = (gender: SpeakOptions['gender'], count: number) =>
    Array.from({ length: count }, (_, timbre) => {
      const { samples } = say(espeak, sentence, { gender: gender!, timbre });
      return { tone: median(tones(samples, espeak.sampleRate)), colour: colour(samples, espeak.sampleRate) };
    });

  it.each([
    ['female', 6],
    ['male', 7],
    ['neutral', 2],
  ] as const)('no two %s ones sound alike', (gender, count) => {
    const all = voices(gender, count);
    for (const [index, one] of all.entries()) {
      for (const other of all.slice(index + 1)) {
        const different = Math.abs(semitones(one.tone, other.tone)) / 2 + colourDistance(one.colour, other.colour) / 3;
        expect(different).toBeGreaterThan(1);
      }
    }
  });

  it('women speak above men, and neutral voices between them', () => {
    const range = (gender: SpeakOptions['gender'], count: number) => voices(gender, count).map(({ tone }) => tone);
    const [low, between, high] = [range('male', 7), range('neutral', 2), range('female', 6)];
    expect(Math.max(...low)).toBeLessThan(Math.min(...between));
    expect(Math.min(...high)).toBeGreaterThan(Math.min(...between));
  });

  it('is taken modulo their count, below zero too', () => {
    const samples = (timbre: number) => say(espeak, sentence, { gender: 'female', timbre }).durationMs;
    expect(samples(6)).toBeCloseTo(samples(0), -1);
    expect(samples(-1)).toBeCloseTo(samples(5), -1);
    expect(samples(Number.MAX_SAFE_INTEGER)).toBeGreaterThan(500);
  });
});
