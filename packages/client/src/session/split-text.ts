/** Cuts a text into pieces of at most `maxLength` UTF-16 units, never through the middle of a character. */
export function splitText(text: string, maxLength: number): readonly string[] {
  const pieces: string[] = [];
  for (let from = 0; from < text.length; ) {
    const limit = from + maxLength;
    const to = isSurrogatePair(text, limit - 1) ? limit - 1 : limit;
    pieces.push(text.slice(from, to));
    from = to;
  }
  return pieces;
}

function isSurrogatePair(text: string, index: number): boolean {
  return (text.codePointAt(index) ?? 0) > 0xffff;
}
