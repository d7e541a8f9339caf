import { beforeAll, describe, expect, it } from 'vitest';
import { createEspeak, type Espeak, type EspeakPiece, type SpeakOptions } from './index.js';
import { say, spokenIn } from './sound.test.helper.js';

let espeak: Espeak;

beforeAll(async () => {
  espeak = await createEspeak();
});

const wordsOf = (text: string, options?: Partial<SpeakOptions>): string[] => spokenIn(text, say(espeak, text, options));

describe('words are named as they stand in the text', () => {
  const cases: readonly [text: string, words: readonly string[], voice?: string][] = [
    ['Hello there. How are you? Fine, thanks!', ['Hello', 'there', 'How', 'are', 'you', 'Fine', 'thanks']],
    ["I don’t rock'n'roll at O'Neil's", ['I', 'don’t', "rock'n'roll", 'at', "O'Neil's"]],
    ['A well-known U.S. state', ['A', 'well-known', 'U.S', 'state']],
    ['It is $3.50 for 3.5 kg, 50% off 1,000', ['It', 'is', '$3.50', 'for', '3.5', 'kg', '50%', 'off', '1,000']],
    ['At 12:30 on 2024-01-05', ['At', '12:30', 'on', '2024-01-05']],
    ['ask a_b@c.com, ok', ['ask', 'a_b@c.com', 'ok']],
    ['this & that', ['this', '&', 'that']],
    ['"Quoted" (words) — and [more]…', ['Quoted', 'words', 'and', 'more']],
    ['of the cat in the hat', ['of', 'the', 'cat', 'in', 'the', 'hat']],
    ['😀 one 🙂two 👨‍👩‍👧! 🇩🇪🇫🇷 three', ['😀', 'one', '🙂', 'two', '👨‍👩‍👧', '🇩🇪', '🇫🇷', 'three']],
    ['I ❤️ you 👍🏽🎉🎉 so much', ['I', '❤️', 'you', '👍🏽', '🎉', '🎉', 'so', 'much']],
    ['a < b && c > d', ['a', 'b', '&&', 'c', 'd']],
    ['cafe\u0301 e\u0301te\u0301 na\u00efve', ['cafe\u0301', 'e\u0301te\u0301', 'naïve'], 'roa/fr'],
    ['한국어 말하기'.normalize('NFD'), ['한국어'.normalize('NFD'), '말하기'.normalize('NFD')], 'ko'],
    ['مرحبا بالعالم، كيف حالك؟', ['مرحبا', 'بالعالم', 'كيف', 'حالك'], 'sem/ar'],
    ['שלום לכולם', ['שלום', 'לכולם'], 'sem/he'],
    ['你好，世界。今天天气很好！', ['你好', '世界', '今天', '天气', '很好'], 'sit/cmn'],
    ['สวัสดีชาวโลก ครับ', ['สวัสดี', 'ชาว', 'โลก', 'ครับ'], 'tai/th'],
    ['नमस्ते दुनिया। कैसे हो?', ['नमस्ते', 'दुनिया', 'कैसे', 'हो'], 'inc/hi'],
  ];

  it.each(cases)('%s', (text, words, voice) => {
    expect(wordsOf(text, voice ? { voice } : {})).toEqual(words);
  });

  it('whatever the engine needs to be told instead of them', () => {
    const text = '<x> & [y] &amp; \u0001 🙂 z';
    expect(wordsOf(text)).toEqual(['x', '&', 'y', '&', 'amp', '🙂', 'z']);
    expect(wordsOf('one two', { boundary: 'word' })).toEqual(['one', 'two']);
    expect(wordsOf('  one two. ', { boundary: 'clause' })).toEqual(['one', 'two']);
  });
});

describe('word times', () => {
  it('run from the first sound to the last, with gaps only where there is a pause', () => {
    const text = 'One, two; three of the fair 3.5 🙂 days.';
    const { words, durationMs } = say(espeak, text);
    expect(words[0]?.startMs).toBeLessThan(20);
    for (const [index, word] of words.entries()) {
      const nextMs = words[index + 1]?.startMs ?? durationMs;
      if (/[,;]/.test(text[word.to] ?? '')) expect(nextMs - word.endMs).toBeGreaterThan(40);
      else expect(nextMs - word.endMs === 0 || nextMs - word.endMs > 40).toBe(true);
      expect(word.endMs).toBeGreaterThan(word.startMs);
    }
  });

  it('end a word where its sound ends', () => {
    const { words, samples } = say(espeak, 'Tata, tata, tata.');
    for (const { endMs } of words.slice(0, -1)) {
      const at = Math.round((endMs * espeak.sampleRate) / 1000);
      const loudness = (fromMs: number, toMs: number): number =>
        Math.max(...samples.subarray(at + Math.round(fromMs * 22.05), at + Math.round(toMs * 22.05)).map(Math.abs));
      expect(loudness(-40, 0)).toBeGreaterThan(loudness(1, 40) * 2);
    }
  });

  it('lie where the word is heard', () => {
    const text = 'Tata, tata, tata.';
    const { words, samples } = say(espeak, text);
    for (const { startMs } of words.slice(1)) {
      const at = Math.round((startMs * espeak.sampleRate) / 1000);
      const loudness = (from: number, to: number): number =>
        Math.max(...samples.subarray(at + Math.round(from * 22.05), at + Math.round(to * 22.05)).map(Math.abs));
      expect(loudness(-60, -10)).toBeLessThan(100);
      expect(loudness(0, 150)).toBeGreaterThan(3000);
    }
  });

  it('scale with the speed', () => {
    const text = 'one two three four five six';
    const normal = say(espeak, text).words.at(-1)!;
    const fast = say(espeak, text, { speed: 2 }).words.at(-1)!;
    expect(fast.startMs / normal.startMs).toBeGreaterThan(0.4);
    expect(fast.startMs / normal.startMs).toBeLessThan(0.62);
  });

  it('come no later than the sound of their word, but for the first, which goes out at once', () => {
    const pieces: EspeakPiece[] = [];
    const text = 'Ten quick brown foxes jump over six lazy dogs.';
    espeak.speak(text, { voice: 'gmw/en-US' }, (piece) => pieces.push(piece) > 0);
    let told = 0;
    let heardMs = 0;
    for (const { samples, words } of pieces) {
      heardMs += (samples.length * 1000) / espeak.sampleRate;
      told = words.at(-1)?.endMs ?? told;
      if (told > 0) expect(told).toBeGreaterThanOrEqual(heardMs - 1);
    }
    expect(pieces[0]?.words).toEqual([]);
    expect(pieces[0]?.samples.length).toBeGreaterThan(1000);
  });
});
