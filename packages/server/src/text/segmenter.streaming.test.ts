import { describe, expect, it } from 'vitest';
import { type Cutting, wholeSentences } from './cutting.js';
import type { Segment } from './segment.js';
import { createSegmenter } from './segmenter.js';

const early: Cutting = { firstWords: 4, firstClauseWords: 2, clauseCharacters: 60, maxCharacters: 120, idleMs: 100 };

const capped = (maxCharacters: number): Cutting => ({ ...wholeSentences, maxCharacters });

/** The segments of a text that comes character by character, each with what had arrived when it was handed out. */
function timed(text: string, cutting: Cutting, language = 'en'): { after: string; segment: Segment }[] {
  const segmenter = createSegmenter({ cutting, language });
  return Array.from(text.split(''), (unit, index) =>
    segmenter.push(unit).map((segment) => ({ after: text.slice(0, index + 1), segment })),
  ).flat();
}

/** Segments without what is still held, each as its text and its boundary. */
function pushed(text: string, cutting: Cutting, language = 'en'): [string, string][] {
  return createSegmenter({ cutting, language }).push(text).map(brief);
}

function brief({ text, boundary }: Segment): [string, string] {
  return [text, boundary];
}

describe('a sentence is handed out as soon as its end is certain:', () => {
  it.each([
    ['with the white space after an ordinary word', 'Hello there. ', 'Hello there. '],
    ['with the white space after ! and ?', 'Really?! ', 'Really?! '],
    ['with the next character after a full-width stop', '你好。我', '你好。'],
    ['with the first letter after a closing quote', '"Stop." T', '"Stop." '],
    ['with the first letter after an ellipsis', 'Wait... W', 'Wait... '],
    ['with the first letter that is no exception after p.m.', 'Come at 5 p.m. L', 'Come at 5 p.m. '],
    ['with the end of a word that begins sentences after U.S.', 'In the U.S. He ', 'In the U.S. '],
    ['with the second line break of a paragraph', 'Hello\n\n', 'Hello\n\n'],
    ['with the character after a line break', 'Hello.\nN', 'Hello.\n'],
    ['with the small letter after a glued capital', 'is done.Th', 'is done.'],
    ['with the marker of a list', 'Buy these\n- ', 'Buy these\n'],
  ])('%s', (_when, arrived, text) => {
    const segments = timed(`${arrived}xyz`, wholeSentences);
    expect(segments.map(({ after, segment }) => [after, segment.text])).toEqual([[arrived, text]]);
  });

  it('in French too, when a guillemet was left open in the paragraph before', () => {
    expect(pushed('« Bonjour\n\nOui ! ', wholeSentences, 'fr').map(([text]) => text)).toEqual([
      '« Bonjour\n\n',
      'Oui ! ',
    ]);
  });

  it('and not while it may be a number, an address or an abbreviation', () => {
    for (const text of ['It is 3.', 'See example.', 'It is 5 p.m. M', 'Hello.', 'Dr. ', 'Wait... ', 'He said "no."']) {
      expect(pushed(text, wholeSentences)).toEqual([]);
    }
  });
});

describe('a segment says how it ends:', () => {
  it.each([
    ['Hello.\n\nNext', [['Hello.\n\n', 'paragraph']]],
    ['Hello.\r\n\r\nNext', [['Hello.\r\n\r\n', 'paragraph']]],
    ['Hello \n \t\n Next', [['Hello \n \t\n', 'paragraph']]],
    ['Hello.\u2029Next', [['Hello.\u2029', 'paragraph']]],
    ['Hello.\nNext', [['Hello.\n', 'sentence']]],
    ['Hello.\rNext', [['Hello.\r', 'sentence']]],
    ['Buy these:\nmilk', [['Buy these:\n', 'clause']]],
    ['# A title\nText', [['# A title\n', 'sentence']]],
  ])('%j', (text, expected) => {
    expect(pushed(text, wholeSentences)).toEqual(expected);
  });
});

describe('the first segment of an utterance', () => {
  it.each([
    ['ends after a few words, when the next begins', 'Cats like warm milk very', [['Cats like warm milk ', 'word']]],
    ['ends earlier at a clause mark', 'Oh well, that is', [['Oh well, ', 'clause']]],
    ['ends earlier at a sentence mark', 'Oh! That is', [['Oh! ', 'sentence']]],
    ['waits for a second word before a clause mark', 'Well, that cat sleeps', []],
    [
      'does not end behind a word that leans on the next',
      'Cats drink milk in the house now',
      [['Cats drink milk in the house ', 'word']],
    ],
    [
      'does not part a number from what is counted',
      'Cats drink about 12 litres daily',
      [['Cats drink about 12 litres ', 'word']],
    ],
    [
      'does not part a price from what is counted',
      'Cats cost exactly $ 12 million today',
      [['Cats cost exactly $ 12 million ', 'word']],
    ],
    [
      'does not part a title from the name',
      'Cats always visit Dr. Smith there',
      [['Cats always visit Dr. Smith ', 'word']],
    ],
    ['never waits for more than two words', 'Cats go to and from the in of', [['Cats go to and from the ', 'word']]],
    [
      'never waits for more than two words, in doubt either',
      'Cats go to and in U.S. Thrones there',
      [['Cats go to and in U.S. ', 'word']],
    ],
    ['takes along what opens the next word', 'Cats like warm milk "very', [['Cats like warm milk ', 'word']]],
    ['leaves a mark with its word', 'Cats like warm milk – very', [['Cats like warm milk – ', 'clause']]],
    ['ends at a dash without white space', 'Cats sleep—and', [['Cats sleep—', 'clause']]],
    ['ends at a hyphen that stands for a dash', 'It is warm - so', [['It is warm - ', 'clause']]],
    ['has no end in a minus', 'It is 5 - 3', []],
    ['has no end in a hyphen or a range', 'well-known 10–20', []],
    [
      'is followed by whole sentences',
      'Oh well, that is, I think, good. Bye.',
      [
        ['Oh well, ', 'clause'],
        ['that is, I think, good. ', 'sentence'],
      ],
    ],
  ])('%s', (_promise, text, expected) => {
    expect(pushed(text, early)).toEqual(expected);
  });

  it('estimates words where none are parted by white space', () => {
    expect(pushed('今天天气很好，我们去公园', early, 'zh')).toEqual([['今天天气很好，', 'clause']]);
    expect(pushed('今天，我们', early, 'zh')).toEqual([]);
    expect(pushed('วันนี้อากาศดีมากครับผม เราไป', early, 'th')).toEqual([['วันนี้อากาศดีมากครับผม ', 'word']]);
  });

  it('does not part a full-width number', () => {
    expect(pushed('一共是１，０００元', early, 'zh')).toEqual([]);
  });

  it('does not part a combining mark from the white space that carries it', () => {
    expect(pushed('Cats like warm milk \u0301very much', early)).toEqual([['Cats like warm milk \u0301very ', 'word']]);
  });

  it('is not used up by white space', () => {
    expect(pushed(`${' '.repeat(125)}Cats like warm milk very`, early)).toEqual([
      [' '.repeat(120), 'word'],
      ['     Cats like warm milk ', 'word'],
    ]);
  });

  it('comes again after a flush', () => {
    const segmenter = createSegmenter({ cutting: early, language: 'en' });
    const text = 'Cats like warm milk very';
    expect(segmenter.push(text)).toHaveLength(1);
    expect(segmenter.push(text)).toEqual([]);
    expect(segmenter.flush()).toHaveLength(1);
    expect(segmenter.push(text)).toHaveLength(1);
  });

  it('is a whole sentence for an engine without wishes', () => {
    expect(pushed('Cats like warm milk, very warm milk, and they sleep', wholeSentences)).toEqual([]);
  });
});

describe('a later segment', () => {
  it('ends at a clause mark only when it is long', () => {
    const segmenter = createSegmenter({ cutting: early, language: 'en' });
    segmenter.push('Go! ');
    expect(segmenter.push('It is short, it is still short, but now it has become a long one, ').map(brief)).toEqual([
      ['It is short, it is still short, but now it has become a long one, ', 'clause'],
    ]);
  });
});

describe('a segment that grows too long', () => {
  it.each([
    ['is cut at its last white space', 'one two three four', 12, ['one two ']],
    ['is cut before white space that no longer fits', 'twelve chars and', 12, ['twelve chars']],
    ['is cut between graphemes where there is none', 'abcdefe\u0301gh', 7, ['abcdef']],
    ['never parts an emoji', `abc${'👨‍👩‍👧‍👦'}defghijk`, 9, ['abc', '👨‍👩‍👧‍👦']],
    ['never parts a flag', 'abc🇩🇪🇫🇷x', 9, ['abc🇩🇪']],
    ['never parts a line break', 'abcde\r\nfgh', 6, ['abcde']],
    ['never parts a line break behind a sentence', 'a\n\r\nb', 3, ['a\n']],
    ['never parts a sign from what it stands before', '今天\u0600天气', 4, ['今天\u0600天']],
    ['never parts a combining mark from the white space that carries it', 'ab \u0301cdefg', 6, ['ab \u0301cd']],
    ['never parts Hangul that is written in jamo', '\u1112\u1161\u11ab\u1112\u1161\u11ab', 4, ['\u1112\u1161\u11ab']],
    ['takes along a grapheme that is longer than it may be', '👨‍👩‍👧‍👦👨‍👩‍👧‍👦x', 3, ['👨‍👩‍👧‍👦', '👨‍👩‍👧‍👦']],
  ])('%s', (_promise, text, maxCharacters, expected) => {
    expect(pushed(text, capped(maxCharacters)).map(([segment]) => segment)).toEqual(expected);
  });

  it('is cut between words where none are parted by white space', () => {
    const [first] = pushed('我们今天去公园散步', capped(6), 'zh');
    expect(first).toEqual(['我们今天去', 'word']);
  });

  it('is cut even if a single grapheme is endless', () => {
    const segments = pushed(`a${'\u0301'.repeat(10_000)}`, capped(100));
    expect(segments).toHaveLength(100);
    expect(segments.every(([text]) => text.length === 100)).toBe(true);
  });

  it('is cut even if there is nothing to say', () => {
    expect(pushed(' '.repeat(250), capped(100)).map(([text]) => text.length)).toEqual([100, 100]);
  });
});

it.each([
  ['Hello there.', true],
  ['Hello there. ', false], // it is out already
  ['Really?!', true],
  ['He said "go."', true],
  ['你好。', true],
  ['and so …', true],
  ['...', false],
  ['It costs 3.', false],
  ['Ask Dr.', false],
  ['Hello there,', false],
  ['Hello there', false],
  ['', false],
])('%j may be a whole sentence: %s', (text, expected) => {
  const segmenter = createSegmenter({ cutting: early, language: 'en' });
  for (const unit of text) segmenter.push(unit);
  expect(segmenter.endsInSentence).toBe(expected);
});

describe('an idle moment', () => {
  function idle(text: string, language = 'en'): [string, string][] {
    const segmenter = createSegmenter({ cutting: wholeSentences, language });
    expect(segmenter.push(text)).toEqual([]);
    return segmenter.idle().map(brief);
  }

  it.each([
    ['hands out whole words', 'Hello wor', [['Hello ', 'word']]],
    ['hands out a clause', 'Hello, wor', [['Hello, ', 'clause']]],
    ['hands out a sentence whose mark has come', 'Hello world.', [['Hello world.', 'sentence']]],
    ['hands out a question whose quote has come', '"Hello world?"', [['"Hello world?"', 'sentence']]],
    ['keeps a number that may go on', 'It is 3.', [['It is ', 'word']]],
    ['keeps an acronym that may go on', 'In the U.', [['In the ', 'word']]],
    ['keeps a word in progress', 'Hello', []],
    ['keeps what cannot be spoken', ' – 🎉 ', []],
    ['keeps half a line break', 'Hello.\r', [['Hello.', 'sentence']]],
    ['knows that an abbreviation is no sentence', 'I saw Dr. ', [['I saw Dr. ', 'word']]],
  ])('%s', (_promise, text, expected) => {
    expect(idle(text)).toEqual(expected);
  });

  it('keeps the last word of an unspaced script', () => {
    expect(idle('今天天气很', 'zh')).toEqual([['今天天气', 'word']]);
    expect(idle('你好，', 'zh')).toEqual([['你好，', 'clause']]);
  });

  it('is part of the utterance: what follows is no first segment', () => {
    const segmenter = createSegmenter({ cutting: early, language: 'en' });
    segmenter.push('Hello ');
    expect(segmenter.idle()).toHaveLength(1);
    expect(segmenter.push('cats like warm milk, very')).toEqual([]);
  });

  it('does not make the number that follows a list', () => {
    const segmenter = createSegmenter({ cutting: wholeSentences, language: 'en' });
    segmenter.push('I have ');
    segmenter.idle();
    expect(segmenter.push('12. And you?').map(brief)).toEqual([['12. ', 'sentence']]);
  });

  it('does not forget that a heading is being read', () => {
    const segmenter = createSegmenter({ cutting: wholeSentences, language: 'en' });
    segmenter.push('# A long ');
    segmenter.idle();
    expect(segmenter.push('title\nText').map(brief)).toEqual([['title\n', 'sentence']]);
  });
});

describe('a flush', () => {
  it.each([
    ['Hello world', 'sentence'],
    ['Hello, ', 'clause'],
    ['Hello?', 'sentence'],
    ['I saw Dr.', 'sentence'],
    [' 🎉 ', 'sentence'],
  ])('hands out all that is held: %j', (text, boundary) => {
    const segmenter = createSegmenter({ cutting: wholeSentences, language: 'en' });
    segmenter.push(text);
    expect(segmenter.flush().map(brief)).toEqual([[text, boundary]]);
    expect(segmenter.buffered).toBe(0);
    expect(segmenter.flush()).toEqual([]);
  });
});

describe('a segmenter', () => {
  it('replaces what no engine may see, without moving anything', () => {
    const segmenter = createSegmenter({ cutting: wholeSentences, language: 'en', start: 10 });
    const segments = [...segmenter.push('a\u0000b\ud83dc\udc00d\t\ud83d'), ...segmenter.flush()];
    expect(segments.map((segment) => segment.text)).toEqual(['a b\ufffdc\ufffdd\t\ufffd']);
    expect(segments[0]?.source).toMatchObject({ start: 10, end: 19 });
    expect(segments[0]?.source.locate(3, 4)).toEqual({ start: 13, end: 14 });
  });

  it('joins a character whose halves come apart', () => {
    const segmenter = createSegmenter({ cutting: wholeSentences, language: 'en' });
    segmenter.push('Hi \ud83d');
    expect(segmenter.buffered).toBe(4);
    expect(segmenter.idle().map(brief)).toEqual([['Hi ', 'word']]);
    segmenter.push('\ude00!');
    expect(segmenter.flush().map(brief)).toEqual([['😀!', 'sentence']]);
  });

  it.each(['de-AT', 'de_CH', 'DE'])('knows a language by its base: %s', (language) => {
    expect(pushed('Am 3. Oktober ist frei. ', wholeSentences, language)).toHaveLength(1);
  });
});
