import { beforeAll, describe, expect, it } from 'vitest';
import { createEspeak, type Espeak } from './index.js';
import { say, spokenIn } from './sound.test.helper.js';

let espeak: Espeak;

beforeAll(async () => {
  espeak = await createEspeak();
});

/** Duration alone tells which of two readings was spoken: an engine's command is shorter or longer than its spelling. */
const durationOf = (text: string): number => say(espeak, text).durationMs;

describe('markup is read as the characters it is', () => {
  it('a break is no pause: its words are spoken', () => {
    const text = 'one <break time="60s"/> two';
    const said = say(espeak, text);
    expect(said.durationMs).toBeLessThan(6000);
    expect(spokenIn(text, said).join(' ')).toMatch(/^one break time=.*60s.* two$/);
  });

  it('a sound file is neither opened nor skipped', () => {
    const text = 'x <audio src="/etc/passwd"/> y';
    expect(spokenIn(text, say(espeak, text)).join(' ')).toMatch(/^x audio src=.*etc\/passwd.* y$/);
    expect(durationOf(text)).toBeGreaterThan(2500);
  });

  it('a tag around a word is spoken with it', () => {
    const text = '<b>bold</b>';
    expect(spokenIn(text, say(espeak, text))).toEqual(expect.arrayContaining(['b', 'bold']));
    expect(durationOf(text)).toBeGreaterThan(durationOf('bold') + 500);
  });

  it('an entity is spelled, not decoded', () => {
    expect(durationOf('&#65;')).toBeGreaterThan(durationOf('A') + 500);
    expect(durationOf('&lt;b&gt;')).toBeGreaterThan(durationOf('<b>') + 500);
    expect(durationOf('&amp;')).toBeGreaterThan(durationOf('&') + 200);
  });

  it('an ampersand is spoken', () => {
    expect(durationOf('this & that')).toBeGreaterThan(durationOf('this that') + 100);
  });

  it('a voice tag changes no voice and a prosody tag no speed', () => {
    const plain = durationOf('Hello there, my friend.');
    say(espeak, '<prosody rate="x-fast" volume="silent">hello <voice name="de">');
    expect(durationOf('Hello there, my friend.')).toBeCloseTo(plain, -1);
  });
});

describe('engine commands are read as the characters they are', () => {
  it('phonemes in double brackets are spelled', () => {
    const text = "[[h@l'oU]]";
    expect(durationOf(text)).toBeGreaterThan(durationOf('hello') + 300);
    expect(durationOf('[[[[[aaa')).toBeGreaterThan(0);
  });

  it('control-A sets no speed', () => {
    const plain = durationOf('Hello there, my friend.');
    expect(durationOf('\u0001450SHello there, my friend.')).toBeGreaterThan(plain + 200);
    expect(durationOf('\ue001450S')).toBeGreaterThan(500);
    expect(durationOf('Hello there, my friend.')).toBeCloseTo(plain, -1);
  });

  it('command line flags are words', () => {
    const text = '-v en -f /etc/passwd --stdout';
    expect(spokenIn(text, say(espeak, text))).toContain('-v');
  });

  it('NUL does not end the text', () => {
    const text = 'before\0after';
    expect(spokenIn(text, say(espeak, text))).toEqual(['before', 'after']);
    expect(durationOf(text)).toBeGreaterThan(durationOf('before') + 200);
  });
});

describe('whatever comes', () => {
  const minute = 60_000;
  const cases: readonly [name: string, text: string, atLeastMs: number, atMostMs: number][] = [
    ['nothing', '', 0, 0],
    ['spaces', '     ', 0, 0],
    ['line breaks', '\n\r\n\t\n', 0, 0],
    ['dots', '.... ... .', 0, 100],
    ['controls', Array.from({ length: 32 }, (_, i) => String.fromCharCode(i)).join(''), 0, 100],
    ['C1 controls and delete', 'a\x7f\x80\x9f b', 200, 2000],
    ['lone surrogates', 'a \ud800 b \udc00 \udfff\ud800', 200, 2000],
    ['right-to-left', 'مرحبا بالعالم، שלום עולם', 500, 30_000],
    ['bidirectional marks', '\u202eabc\u202c \u2066def\u2069 \u200fghi', 500, 3000],
    ['Chinese', '你好，世界。', 200, 20_000],
    ['Thai', 'สวัสดีชาวโลก', 200, 20_000],
    ['stacked marks', `e${'\u0301\u0302\u0303'.repeat(300)} x`, 100, minute],
    ['500 nested tags', `${'<b>'.repeat(500)}x${'</b>'.repeat(500)}`, minute, 10 * minute],
    ['10,000 characters', 'All work and no play. '.repeat(455), 5 * minute, 10 * minute],
    ['one token of 10,000 letters', 'a'.repeat(10_000), 5000, 10 * minute],
    ['10,000 digits', '7'.repeat(10_000), 5000, 10 * minute],
    ['5,000 question and exclamation marks', '!?'.repeat(5000), 0, minute],
    ['5,000 emoji', '🙂'.repeat(5000), 9 * minute, 10 * minute],
    ['10,000 hyphens', '-'.repeat(10_000), 0, minute],
    ['10,000 underscores', `${'_'.repeat(10_000)}x`, 0, 10 * minute],
    ['10,000 ampersands', '&'.repeat(10_000), 0, 10 * minute],
  ];

  it.each(cases)(
    '%s: speaks for a sane time, with words in order inside the text and the audio',
    (_, text, least, most) => {
      const { words, durationMs } = say(espeak, text);
      expect(durationMs).toBeGreaterThanOrEqual(least);
      expect(durationMs).toBeLessThanOrEqual(most + 1000);
      let [place, time] = [0, 0];
      for (const { from, to, startMs, endMs } of words) {
        expect(from).toBeGreaterThanOrEqual(place);
        expect(to).toBeGreaterThan(from);
        expect(startMs).toBeGreaterThanOrEqual(time);
        expect(endMs).toBeGreaterThanOrEqual(startMs);
        [place, time] = [to, startMs];
      }
      expect(place).toBeLessThanOrEqual(text.length);
      expect(words.at(-1)?.endMs ?? 0).toBeLessThanOrEqual(durationMs + 0.001);
      expect(durationOf('Still here.')).toBeGreaterThan(300);
    },
  );

  it('stops after ten minutes of sound', () => {
    const { durationMs, words } = say(espeak, 'on and on '.repeat(3000), { speed: 0.5 });
    expect(durationMs).toBeGreaterThan(599_000);
    expect(durationMs).toBeLessThan(601_000);
    expect(words.length).toBeLessThan(5000);
  });
});
