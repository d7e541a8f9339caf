import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from './engine.js';
import { createEspeak, type Espeak, type EspeakPiece, loadData } from './index.js';
import { say } from './sound.test.helper.js';
import { Trimmer } from './trim.js';

let espeak: Espeak;

beforeAll(async () => {
  espeak = await createEspeak();
});

const audible = (sample: number): boolean => Math.abs(sample) > 8;
const toMs = (samples: number): number => (samples * 1000) / espeak.sampleRate;

describe('silence', () => {
  const texts = [
    'Cats.',
    'leaf',
    'Bath!',
    'stop',
    'yes',
    'tough?',
    'pipe',
    'a',
    'hello, world.',
    'One. Two.',
    '"Quoted."',
    '  path \n\n',
  ];

  it.each(texts)('before and behind %j is next to none', (text) => {
    for (const boundary of ['sentence', 'paragraph', 'clause', 'word'] as const) {
      const { samples } = say(espeak, text, { boundary });
      expect(toMs(samples.findIndex(audible))).toBeLessThanOrEqual(10);
      expect(toMs(samples.length - 1 - samples.findLastIndex(audible))).toBeLessThanOrEqual(20);
    }
  });

  it('inside a text stays', () => {
    const { samples } = say(espeak, 'One, two.');
    let longest = 0;
    let run = 0;
    for (const sample of samples) {
      run = audible(sample) ? 0 : run + 1;
      longest = Math.max(longest, run);
    }
    expect(toMs(longest)).toBeGreaterThan(150);
  });
});

describe('a quiet consonant at the end', () => {
  it('stays whole: the engine itself makes no more sound than is handed out', async () => {
    const engine = await startEngine(await loadData());
    engine.set_voice('gmw/en-US');
    for (const word of ['miss', 'leaf', 'bath', 'stop', 'off', 'pass', 'cloth', 'sip', 'cats', 'hat']) {
      const made: number[] = [];
      engine.synthesize(word, (samples) => made.push(...samples) === 0);
      const { samples } = say(espeak, word);
      const sounding = made.findLastIndex((sample) => sample !== 0) - made.findIndex((sample) => sample !== 0);
      const kept = samples.findLastIndex((sample) => sample !== 0) - samples.findIndex((sample) => sample !== 0);
      expect(toMs(Math.abs(sounding - kept))).toBeLessThan(1);
    }
  });
});

describe('the trimmer', () => {
  const sound = (length: number): Int16Array<ArrayBuffer> => new Int16Array(length).fill(1000);
  const silence = (length: number): Int16Array<ArrayBuffer> => new Int16Array(length);

  it('hands on sound at once, and silence only when sound follows it', () => {
    const trimmer = new Trimmer(1000);
    expect(trimmer.push(silence(500)).length).toBe(0);
    expect(trimmer.push(sound(5)).length).toBe(13);
    expect(trimmer.skipped).toBe(492);
    expect(trimmer.push(silence(50)).length).toBe(0);
    expect(trimmer.push(silence(50)).length).toBe(0);
    expect(trimmer.push(sound(5)).length).toBe(105);
    trimmer.push(silence(300));
    expect(trimmer.finish().length).toBe(15);
  });

  it('gives nothing for nothing but silence', () => {
    const trimmer = new Trimmer(1000);
    expect(trimmer.push(silence(500)).length).toBe(0);
    expect(trimmer.finish().length).toBe(0);
  });
});

it('the first piece carries sound', () => {
  const pieces: EspeakPiece[] = [];
  espeak.speak('Path finders.', { voice: 'gmw/en-US' }, (piece) => pieces.push(piece) > 0);
  expect(pieces[0]?.samples.some(audible)).toBe(true);
});
