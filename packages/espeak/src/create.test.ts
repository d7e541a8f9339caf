import { beforeAll, describe, expect, it } from 'vitest';
import { createEspeak, type Espeak, loadData, warmUp } from './index.js';
import { say } from './sound.test.helper.js';

const sentence = 'The quick brown fox jumps over the lazy dog today.';
const voice = 'gmw/en-US';
let espeak: Espeak;

beforeAll(async () => {
  espeak = await createEspeak();
});

describe('speak', () => {
  it('hands out the audio piece by piece, before it returns', () => {
    let returned = false;
    let pieces = 0;
    espeak.speak(sentence, { voice }, () => {
      expect(returned).toBe(false);
      pieces++;
      return true;
    });
    returned = true;
    expect(pieces).toBeGreaterThan(5);
  });

  it('gives each piece away: what is done to it changes nothing that follows', () => {
    const whole = say(espeak, sentence);
    let length = 0;
    espeak.speak(sentence, { voice }, ({ samples }) => {
      length += samples.length;
      structuredClone(samples, { transfer: [samples.buffer] });
      return true;
    });
    expect(Math.abs(length - whole.samples.length)).toBeLessThan(10);
  });

  it('stops when emit says so, and calls it no more', () => {
    let pieces = 0;
    espeak.speak(sentence.repeat(50), { voice }, () => {
      pieces++;
      return false;
    });
    expect(pieces).toBe(1);
  });

  it('speaks the next text whole after it was stopped, also with another voice, speed and pitch', () => {
    const before = say(espeak, sentence).durationMs;
    for (const other of [
      { voice: 'zle/ru' },
      { voice, speed: 2, pitch: 5, gender: 'female' as const },
      { voice: 'sit/cmn' },
    ]) {
      espeak.speak('Привет, hello, 你好. Again.', other, () => false);
      expect(say(espeak, sentence).durationMs).toBeCloseTo(before, -1);
    }
  });

  it('throws what emit throws, and works afterwards', () => {
    const failure = new Error('the listener fell over');
    const fail = () => {
      throw failure;
    };
    expect(() => espeak.speak(sentence, { voice }, fail)).toThrow(failure);
    expect(say(espeak, sentence).durationMs).toBeGreaterThan(2000);
  });

  it('refuses to speak two texts at once, and goes on with the first', () => {
    let refused = 0;
    espeak.speak(sentence, { voice }, () => {
      expect(() => say(espeak, 'me too')).toThrow('one text at a time');
      refused++;
      return true;
    });
    expect(refused).toBeGreaterThan(5);
  });

  it('refuses unknown voices and numbers that are none', () => {
    expect(() => say(espeak, 'x', { voice: 'gmw/en-US+f3' })).toThrow(RangeError);
    expect(() => say(espeak, 'x', { voice: '../../etc/passwd' })).toThrow(RangeError);
    expect(() => say(espeak, 'x', { voice: 'constructor' })).toThrow(RangeError);
    expect(() => say(espeak, 'x', { speed: Number.NaN })).toThrow('speed must be a finite number');
    expect(() => say(espeak, 'x', { pitch: Number.POSITIVE_INFINITY })).toThrow(RangeError);
  });
});

describe('voices', () => {
  it('are a hundred languages, each once, in BCP 47', () => {
    const languages = espeak.voices.map(({ language }) => language);
    expect(languages.length).toBeGreaterThan(100);
    expect(new Set(languages).size).toBe(languages.length);
    expect(languages.map((language) => Intl.getCanonicalLocales(language)[0])).toEqual(languages);
    expect(languages).toEqual(
      expect.arrayContaining([
        'en-US',
        'en-GB',
        'de',
        'fr-FR',
        'es',
        'es-419',
        'pt-BR',
        'pt-PT',
        'zh',
        'yue',
        'ja',
        'ko',
        'ru',
      ]),
    );
  });

  it('all speak', () => {
    const text = 'ba да Ꭰ';
    const silent = espeak.voices.filter(({ id }) => say(espeak, text, { voice: id }).durationMs < 200);
    expect(silent).toEqual([]);
  });
});

describe('instances', () => {
  it('share one data file, and leave it as it was', async () => {
    const data = await loadData();
    const before = new Uint8Array(data).slice();
    const [one, two] = await Promise.all([createEspeak({ data }), createEspeak({ data })]);
    expect(say(one, sentence).samples).toEqual(say(two, sentence).samples);
    say(one, 'Привет', { voice: 'zle/ru' });
    expect(Buffer.compare(new Uint8Array(data), before)).toBe(0);
  });

  it('sound the same after they were warmed up', async () => {
    const fresh = await createEspeak();
    warmUp(fresh, 12);
    expect(say(fresh, sentence).durationMs).toBeCloseTo(say(espeak, sentence).durationMs, -1);
  });
});
