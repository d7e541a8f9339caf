/** Typed arrays, end to end. */

interface TypedArray extends ArrayLike<number> {
  set(source: ArrayLike<number>, offset: number): void;
}

/** One new array out of several; a single piece is returned as it is. */
export function joinArrays<T extends TypedArray>(type: new (length: number) => T, pieces: readonly T[]): T {
  const [only] = pieces;
  if (only && pieces.length === 1) return only;
  const joined = new type(pieces.reduce((total, piece) => total + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}
