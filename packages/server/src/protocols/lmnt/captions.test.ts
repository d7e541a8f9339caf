import { describe, expect, it } from 'vitest';
import { createCaptions } from './captions.js';
import { follow, told } from './captions.test.kit.js';

/** What version 1.2 wants of PCM. */
const cumulative = { perPiece: false, exact: true };

describe('times that go on', () => {
  it('are those that LMNT documents', () => {
    const { piece, end } = follow('Hello world.', cumulative);
    expect(piece(1638, ['Hello', 525, 850], ['world', 850, 1250])).toEqual([
      ['', 0, 0.525],
      ['Hello', 0.525, 0.325],
      [' ', 0.85, 0],
      ['world', 0.85, 0.4],
    ]);
    expect(end()).toEqual([
      ['.', 1.25, 0.388],
      ['', 1.638, 0],
    ]);
  });

  it('go on over the pieces', () => {
    const { piece } = follow('Hi there you', cumulative);
    piece(200, ['Hi', 0, 200]);
    expect(piece(500, ['there', 200, 500])).toEqual([
      [' ', 0.2, 0],
      ['there', 0.2, 0.3],
    ]);
    expect(piece(600)).toEqual([]);
    expect(piece(900, ['you', 500, 900])).toEqual([
      [' ', 0.5, 0],
      ['you', 0.5, 0.4],
    ]);
  });

  it('begin at 0 with every utterance', () => {
    const { captions, piece, end } = follow('Hi', cumulative);
    piece(200, ['Hi', 0, 200]);
    end();
    captions.append('Ho');
    captions.audio({ startMs: 200, durationMs: 250 });
    const word = { word: 'Ho', startMs: 250, endMs: 450, textStart: 2, textEnd: 4 };
    expect(told(captions.words([word]))).toEqual([
      ['', 0, 0.05],
      ['Ho', 0.05, 0.2],
    ]);
  });

  it('give a pause to the punctuation in it', () => {
    const { piece } = follow('Well, yes. "No"', cumulative);
    expect(piece(900, ['Well', 0, 300], ['yes', 400, 600], ['No', 800, 900])).toEqual([
      ['', 0, 0],
      ['Well', 0, 0.3],
      [',', 0.3, 0.1],
      [' ', 0.4, 0],
      ['yes', 0.4, 0.2],
      ['.', 0.6, 0.2],
      [' ', 0.8, 0],
      ['"', 0.8, 0],
      ['No', 0.8, 0.1],
    ]);
  });

  it('call a pause silence where there is no punctuation', () => {
    const { piece } = follow('one two', cumulative);
    expect(piece(500, ['one', 0, 200], ['two', 300, 500]).slice(1)).toEqual([
      ['one', 0, 0.2],
      ['', 0.2, 0.1],
      [' ', 0.3, 0],
      ['two', 0.3, 0.2],
    ]);
  });

  it('call nothing a pause that is too short to be heard', () => {
    const { piece } = follow('one, two', cumulative);
    expect(piece(409, ['one', 0, 200], ['two', 209, 409]).slice(1)).toEqual([
      ['one', 0, 0.2],
      [',', 0.2, 0],
      [' ', 0.2, 0],
      ['two', 0.2, 0.209],
    ]);
  });

  it('show what the engine did not time as taking no time', () => {
    const { piece, end } = follow('So 🙂🙂 — yes ☂', cumulative);
    expect(piece(500, ['So', 0, 200], ['yes', 200, 500]).slice(2)).toEqual([
      [' ', 0.2, 0],
      ['🙂🙂', 0.2, 0],
      [' ', 0.2, 0],
      ['—', 0.2, 0],
      [' ', 0.2, 0],
      ['yes', 0.2, 0.3],
    ]);
    expect(end()).toEqual([
      [' ', 0.5, 0],
      ['☂', 0.5, 0],
      ['', 0.5, 0],
    ]);
  });

  it('take the punctuation off a word that an engine sees it in', () => {
    const { piece, end } = follow('(“Stop!”) U.S. & ...', cumulative);
    const tokens = piece(900, ['(“Stop!”)', 0, 300], ['U.S.', 400, 600], ['&', 600, 800], ['...', 800, 900]);
    expect(tokens).toEqual([
      ['', 0, 0],
      ['(“', 0, 0],
      ['Stop', 0, 0.3],
      ['!”)', 0.3, 0.1],
      [' ', 0.4, 0],
      ['U.S', 0.4, 0.2],
      ['.', 0.6, 0],
      [' ', 0.6, 0],
      ['&', 0.6, 0.2],
      [' ', 0.8, 0],
      ['...', 0.8, 0.1],
    ]);
    expect(end()).toEqual([['', 0.9, 0]]);
  });

  it('tell a piece of text that is said in two words once', () => {
    const { captions, piece } = follow('$5 now', cumulative);
    piece(0);
    captions.audio({ startMs: 0, durationMs: 700 });
    const at = (startMs: number, endMs: number, textStart: number, textEnd: number) => {
      return { word: '', startMs, endMs, textStart, textEnd };
    };
    expect(told(captions.words([at(0, 200, 0, 2), at(200, 500, 0, 2), at(500, 700, 3, 6)]))).toEqual([
      ['', 0, 0],
      ['$5', 0, 0.5],
      [' ', 0.5, 0],
      ['now', 0.5, 0.2],
    ]);
  });

  it('wait for words that take longer than their audio was held', () => {
    const { piece, end } = follow('Long', cumulative);
    expect(piece(1000)).toEqual([]);
    expect(piece(1500, ['Long', 100, 1500])).toEqual([
      ['', 0, 0.1],
      ['Long', 0.1, 1.4],
    ]);
    expect(end()).toEqual([['', 1.5, 0]]);
  });

  it('share the audio of an engine that times nothing among its words, by their length', () => {
    const { piece, end } = follow('Hi you.', cumulative);
    expect(piece(300)).toEqual([]);
    expect(piece(500)).toEqual([]);
    expect(end()).toEqual([
      ['', 0, 0],
      ['Hi', 0, 0.2],
      [' ', 0.2, 0],
      ['you', 0.2, 0.3],
      ['.', 0.5, 0],
      ['', 0.5, 0],
    ]);
  });

  it('leave audio without words to silence', () => {
    const { piece, end } = follow('... 🙂', cumulative);
    piece(300);
    expect(end()).toEqual([
      ['', 0, 0.3],
      ['...', 0.3, 0],
      [' ', 0.3, 0],
      ['🙂', 0.3, 0],
      ['', 0.3, 0],
    ]);
  });

  it('tell nothing of text that was not heard', () => {
    const { captions, end } = follow(' \n', cumulative);
    expect(end()).toEqual([]);
    expect(captions.waiting).toBe(false);
  });

  it('keep text of the next utterance for itself', () => {
    const { captions, piece, end } = follow('Hi', cumulative);
    captions.append(' Ho');
    piece(200, ['Hi', 0, 200]);
    expect(end()).toEqual([['', 0.2, 0]]);
    expect(captions.waiting).toBe(true);
  });
});

describe('a reset', () => {
  const word = { word: 'Ho', startMs: 100, endMs: 300, textStart: 8, textEnd: 10 };

  it('forgets text and times', () => {
    const { captions, piece } = follow('Hi there', cumulative);
    piece(100);
    captions.reset();
    expect(captions.waiting).toBe(false);
    captions.resume();
    captions.append('Ho');
    captions.flush();
    captions.audio({ startMs: 100, durationMs: 200 });
    expect(told(captions.words([word]))).toEqual([
      ['', 0, 0],
      ['Ho', 0, 0.2],
    ]);
    expect(told(captions.end())).toEqual([['', 0.2, 0]]);
  });

  it('ignores what is stale until it is answered, each of several, and keeps the text that followed it', () => {
    const { captions, piece, end } = follow('Hi there', cumulative);
    for (let count = 0; count < 2; count += 1) captions.reset();
    captions.append('Ho');
    captions.flush();
    for (let count = 0; count < 2; count += 1) {
      expect(piece(100, ['Hi', 0, 100])).toEqual([]);
      expect(end()).toEqual([]);
      captions.resume();
    }
    captions.audio({ startMs: 100, durationMs: 200 });
    expect(told([...captions.words([word]), ...captions.end()]).map(([text]) => text)).toEqual(['', 'Ho', '']);
  });
});

it('tells whether text waits that will be heard', () => {
  const { captions, piece } = follow('Hi you. ', cumulative);
  piece(100, ['Hi', 0, 100]);
  expect(captions.waiting).toBe(true);
  piece(200, ['you', 100, 200]);
  expect(captions.waiting).toBe(false);
  captions.append('And');
  expect(captions.waiting).toBe(true);
});

it('holds a bounded amount of text', () => {
  const captions = createCaptions(cumulative);
  captions.append(`x${' '.repeat(1_000_000)}`);
  expect(captions.waiting).toBe(false);
});
