import { expect, it } from 'vitest';
import { inPieces } from './in-pieces.js';

it('cuts what is too long for one message, and loses nothing', () => {
  const audio = Uint8Array.from({ length: 25 }, (_, index) => index);
  const pieces = inPieces(audio, 10);
  expect(pieces.map(({ length }) => length)).toEqual([10, 10, 5]);
  expect(pieces.flatMap((piece) => [...piece])).toEqual([...audio]);
});

it('leaves what fits as it is', () => {
  const audio = new Uint8Array(10);
  expect(inPieces(audio, 10)).toEqual([audio]);
  expect(inPieces(audio, 10)[0]).toBe(audio);
});
