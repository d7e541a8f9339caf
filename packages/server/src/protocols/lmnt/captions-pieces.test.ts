import { describe, expect, it } from 'vitest';
import { createCaptions } from './captions.js';
import { follow, told } from './captions.test.kit.js';

/** What version 1.1 wants of PCM, and all before it. */
const perPiece = { perPiece: true, exact: true };

describe('times that begin with every piece', () => {
  it('fill the piece', () => {
    const { piece, end } = follow('Hi there. You', perPiece);
    expect(piece(300, ['Hi', 50, 300])).toEqual([
      ['', 0, 0.05],
      ['Hi', 0.05, 0.25],
    ]);
    expect(piece(700, ['there', 300, 600])).toEqual([
      [' ', 0, 0],
      ['there', 0, 0.3],
      ['.', 0.3, 0.1],
    ]);
    expect(piece(800)).toEqual([['', 0, 0.1]]);
    expect(piece(1000, ['You', 800, 999])).toEqual([
      [' ', 0, 0],
      ['You', 0, 0.2],
    ]);
    expect(end()).toEqual([['', 0.2, 0]]);
  });

  it('give a pause of its own to the punctuation before it, once', () => {
    const { piece } = follow('Hi... you', perPiece);
    piece(300, ['Hi', 0, 300]);
    expect(piece(600)).toEqual([['...', 0, 0.3]]);
    expect(piece(900)).toEqual([['', 0, 0.3]]);
  });

  it('close with silence after what is left of the text', () => {
    const { piece, end } = follow('Hi.', perPiece);
    piece(300, ['Hi', 0, 300]);
    expect(end()).toEqual([
      ['.', 0.3, 0],
      ['', 0.3, 0],
    ]);
  });

  it('end a word with its piece, where the audio is exact and the word is not', () => {
    const { piece, end } = follow('Hi you', perPiece);
    expect(piece(300, ['Hi', 0, 304])).toEqual([
      ['', 0, 0],
      ['Hi', 0, 0.3],
    ]);
    expect(piece(600, ['you', 304, 600.05])).toEqual([
      [' ', 0, 0],
      ['you', 0, 0.3],
    ]);
    expect(end()).toEqual([['', 0.3, 0]]);
  });

  it('show the part of a long word that was held too long as silence', () => {
    const { piece } = follow('A long', perPiece);
    piece(100, ['A', 0, 100]);
    expect(piece(1000)).toEqual([['', 0, 0.9]]);
    expect(piece(1500, ['long', 200, 1500])).toEqual([
      [' ', 0, 0],
      ['long', 0, 0.5],
    ]);
  });
});

describe('times that begin with every piece, of an engine that times nothing', () => {
  it('share each piece among the words that are likely to begin in it', () => {
    const { piece, end } = follow('One two three, four', perPiece);
    expect(piece(300)).toEqual([
      ['', 0, 0],
      ['One', 0, 0.15],
      [' ', 0.15, 0],
      ['two', 0.15, 0.15],
    ]);
    expect(piece(400)).toEqual([['', 0, 0.1]]);
    expect(piece(600)).toEqual([
      [' ', 0, 0],
      ['three', 0, 0.2],
    ]);
    expect(piece(700)).toEqual([[',', 0, 0.1]]);
    expect(end()).toEqual([
      [' ', 0.1, 0],
      ['four', 0.1, 0],
      ['', 0.1, 0],
    ]);
  });

  it('go by the pace of what was said before', () => {
    const { captions, piece, end } = follow('Slow', perPiece);
    piece(2000);
    end();
    captions.append(' One two');
    captions.flush();
    expect(piece(3400).map(([text]) => text)).toEqual(['', ' ', 'One']);
    expect(piece(3600).map(([text]) => text)).toEqual([' ', 'two']);
  });

  it('forget with a reset how far the dropped text had come', () => {
    const { captions, piece } = follow('Internationalisation of all', perPiece);
    piece(100);
    captions.reset();
    captions.resume();
    captions.append('Hi');
    captions.flush();
    expect(piece(200).map(([text]) => text)).toEqual(['', 'Hi']);
  });

  it('wait for a word that may not have come to its end, and keep the next utterance for itself', () => {
    const captions = createCaptions(perPiece);
    const piece = (startMs: number) => {
      captions.audio({ startMs, durationMs: 1000 });
      return told(captions.words([])).map(([text]) => text);
    };
    captions.append('Good mor');
    expect(piece(0)).toEqual(['', 'Good']);
    captions.append('ning');
    captions.flush();
    captions.append(' Next');
    expect(piece(1000)).toEqual([' ', 'morning']);
    expect(piece(2000)).toEqual(['']);
  });

  it('give way to the times of an engine that is only late with them', () => {
    const { piece, end } = follow('One two', perPiece);
    piece(100);
    expect(piece(400, ['One', 0, 200], ['two', 200, 400])).toEqual([
      ['', 0, 0.1],
      [' ', 0.1, 0],
      ['two', 0.1, 0.2],
    ]);
    expect(end()).toEqual([['', 0.3, 0]]);
  });
});

describe('audio that an encoder holds back', () => {
  it('keeps words where they are heard, beyond the end of the piece', () => {
    const { piece, end } = follow('Hi you', { perPiece: false, exact: false });
    expect(piece(200, ['Hi', 46, 246])).toEqual([
      ['', 0, 0.046],
      ['Hi', 0.046, 0.2],
    ]);
    expect(piece(500, ['you', 246, 546])).toEqual([
      [' ', 0.246, 0],
      ['you', 0.246, 0.3],
    ]);
    expect(piece(600)).toEqual([]);
    expect(end()).toEqual([['', 0.546, 0.054]]);
  });

  it('lets the first token of a piece begin where the last one ended', () => {
    const { piece, end } = follow('Hi you', { perPiece: true, exact: false });
    piece(200, ['Hi', 46, 246]);
    expect(piece(500, ['you', 246, 546])).toEqual([
      [' ', 0.046, 0],
      ['you', 0.046, 0.3],
    ]);
    expect(piece(600)).toEqual([['', 0.046, 0.054]]);
    expect(end()).toEqual([]);
  });
});
