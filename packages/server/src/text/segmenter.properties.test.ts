import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cutting, wholeSentences } from './cutting.js';
import { createHeldText, type HeldText } from './held-text.js';
import type { Segment } from './segment.js';
import { createSegmenter } from './segmenter.js';

const scraps = [
  ...['Hello', 'he', 'The', 'U.S', 'Dr', 'p.m', 'e.g', 'A', 'T', 'x', '3', '12', '3.5', 'No', 'www.a.org', 'README.md'],
  ...['.', '...', '…', '?', '!', ',', ':', '—', '-', '"', '”', '“', '(', ')', '[1]', '*', '#', '_', '$', "'", '«', '»'],
  ...[' ', ' ', ' ', '  ', '\t', '\n', '\n\n', '\r\n', '\r', '\u00a0', '\u2028', '\u2029', '\u0000'],
  ...[
    '你好',
    '今天',
    '。',
    '，',
    '「',
    '」',
    'と',
    'はい',
    'สวัสดี',
    'นี้',
    'नमस्ते',
    '।',
    'مرحبا',
    '؟',
    '한',
    '\u1112\u1161',
  ],
  ...['😀', '👍🏽', '👨‍👩‍👧‍👦', '🇩🇪', '❤️', 'e\u0301', '\u0301', '\u200d', '\ud83d', '\ude00', '\u{20000}', 'ﾞ', 'ำ'],
];

const texts = fc.oneof(
  fc.array(fc.constantFrom(...scraps), { maxLength: 60 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc.string({ unit: 'grapheme', maxLength: 120 }),
);
const cuttings: fc.Arbitrary<Cutting> = fc.oneof(
  fc.constant(wholeSentences),
  fc.record({
    firstWords: fc.integer({ min: 0, max: 5 }),
    firstClauseWords: fc.integer({ min: 0, max: 5 }),
    clauseCharacters: fc.integer({ min: 0, max: 60 }),
    maxCharacters: fc.integer({ min: 1, max: 120 }),
    idleMs: fc.constant(100),
  }),
);
const cases = { text: texts, cutting: cuttings, language: fc.constantFrom('en', 'de', 'fr', 'zh', 'xx') };
const cuts = fc.array(fc.nat(200), { maxLength: 30 });

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const longestGrapheme = 64; // beyond this the cap wins over the grapheme

describe('whatever the text and the engine,', () => {
  it('every way of splitting it gives the same segments', () => {
    fc.assert(
      fc.property(fc.record(cases), cuts, ({ text, cutting, language }, at) => {
        const whole = run(cutting, language, [text]);
        expect(run(cutting, language, split(text, at))).toEqual(whole);
        expect(run(cutting, language, text.split(''))).toEqual(whole);
      }),
      { numRuns: 1500 },
    );
  });

  it('the segments are the text, and touch', () => {
    fc.assert(
      fc.property(
        fc.record(cases),
        cuts,
        fc.infiniteStream(fc.constantFrom('', 'idle', 'flush')),
        (one, at, moments) => {
          const segmenter = createSegmenter({ ...one, start: 7 });
          const segments: Segment[] = [];
          let arrived = '';
          for (const piece of split(one.text, at)) {
            arrived += piece;
            segments.push(...segmenter.push(piece));
            const moment = moments.next().value;
            if (moment === 'idle') segments.push(...segmenter.idle());
            // A flush between the halves of a character would rightly make two of it.
            if (moment === 'flush' && !/[\ud800-\udbff]$/.test(arrived)) segments.push(...segmenter.flush());
          }
          segments.push(...segmenter.flush());
          expect(segmenter.buffered).toBe(0);
          expect(segments.map((segment) => segment.text).join('')).toBe(clean(one.text));
          let end = 7;
          for (const { text, source } of segments) {
            expect(text.length).toBeGreaterThan(0);
            expect([source.start, source.end]).toEqual([end, end + text.length]);
            end = source.end;
          }
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('no segment ends within a grapheme, but before a mark that follows white space', () => {
    fc.assert(
      fc.property(fc.record(cases), ({ text, cutting, language }) => {
        const starts = graphemeStarts(clean(text));
        for (const segment of run(cutting, language, [text]).slice(0, -1)) {
          if (!/[^\S\r\n]$/.test(segment.text)) expect(starts).toContain(segment.end);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('no segment is longer than the engine wants, but for a single grapheme', () => {
    fc.assert(
      fc.property(fc.record(cases), ({ text, cutting, language }) => {
        for (const segment of run(cutting, language, [text])) {
          const isGrapheme =
            [...graphemes.segment(segment.text)].length === 1 && segment.text.length <= longestGrapheme;
          if (!isGrapheme) expect(segment.text.length).toBeLessThanOrEqual(cutting.maxCharacters);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('an idle moment hands out whole words, and only what can be spoken', () => {
    fc.assert(
      fc.property(fc.record(cases), cuts, ({ text, cutting, language }, at) => {
        const segmenter = createSegmenter({ cutting, language });
        for (const piece of split(text, at)) {
          segmenter.push(piece);
          const before = segmenter.buffered;
          const segments = segmenter.idle();
          for (const segment of segments) expect(segment.text).toMatch(/[\p{L}\p{N}]/u);
          expect(segmenter.buffered).toBe(before - segments.reduce((sum, segment) => sum + segment.text.length, 0));
        }
      }),
      { numRuns: 800 },
    );
  });
});

describe('the work grows with the text and not faster:', () => {
  const long = 50_000;
  const attacks: readonly (readonly [string, string])[] = [
    ['letters', 'a'.repeat(long)],
    ['spaces', ' '.repeat(long)],
    ['spaces behind an abbreviation', `Dr. U.S.${' '.repeat(long)}`],
    ['line breaks', '\n'.repeat(long)],
    ['digits', '1'.repeat(long)],
    ['quotes', '"'.repeat(long)],
    ['dots', '.'.repeat(long)],
    ['letters with dots', 'a.'.repeat(long / 2)],
    ['glued capitals', 'ab.Ab'.repeat(long / 5)],
    ['commas', 'a, '.repeat(long / 3)],
    ['combining marks', `a${'\u0301'.repeat(long)}`],
    ['openers behind an abbreviation', `p.m. ${'('.repeat(long)}`],
    ['list markers', '\n1'.repeat(long / 2)],
    ['prose', 'Dr. Smith arrived at 5 p.m. Then he left, and nobody saw him again. '.repeat(long / 68)],
  ];

  it.each(attacks)('%s', (_name, text) => {
    for (const maxCharacters of [400, long * 2]) {
      for (const pieces of [[text], text.split('')]) {
        const held = countingHeldText();
        const segmenter = createSegmenter({ cutting: { ...wholeSentences, maxCharacters }, language: 'en' }, held);
        for (const piece of pieces) segmenter.push(piece);
        segmenter.flush();
        expect(held.touched).toBeLessThan(text.length * 40);
      }
    }
  });
});

interface Piece {
  readonly text: string;
  readonly boundary: string;
  readonly start: number;
  readonly end: number;
}

function run(cutting: Cutting, language: string, pieces: readonly string[]): Piece[] {
  const segmenter = createSegmenter({ cutting, language });
  const segments = pieces.flatMap((piece) => segmenter.push(piece));
  segments.push(...segmenter.flush());
  return segments.map(({ text, boundary, source }) => ({ text, boundary, start: source.start, end: source.end }));
}

function split(text: string, at: readonly number[]): string[] {
  const places = [0, ...at.map((place) => place % (text.length + 1)).sort((a, b) => a - b), text.length];
  return places.slice(1).map((end, index) => text.slice(places[index], end));
}

function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
  return text.replace(/\p{Surrogate}/gu, '\ufffd').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, ' ');
}

function graphemeStarts(text: string): number[] {
  return [...graphemes.segment(text)].map((grapheme) => grapheme.index);
}

/** Counts the characters that are looked at or copied. */
function countingHeldText(): HeldText & { readonly touched: number } {
  const held = createHeldText();
  let touched = 0;
  return {
    get touched() {
      return touched;
    },
    get length() {
      return held.length;
    },
    append: held.append,
    codeAt(at) {
      touched++;
      return held.codeAt(at);
    },
    codeBefore(at) {
      touched++;
      return held.codeBefore(at);
    },
    slice(from, to) {
      touched += to - from;
      return held.slice(from, to);
    },
    drop(count) {
      touched += held.length - count;
      held.drop(count);
    },
  };
}
