/** The text to speak: the arguments, or else what comes in, piece by piece as it comes. */

/** Far below what a session takes at once, so that a long text is only ever refused for being early. */
const pieceLength = 1000;

/** Yields pieces that a session takes whole; bytes are read as UTF-8. */
export async function* textFrom(
  words: readonly string[],
  input: AsyncIterable<Uint8Array | string>,
): AsyncGenerator<string> {
  if (words.length > 0) yield* pieces(words.join(' '));
  else for await (const text of decoded(input)) yield* pieces(text);
}

/** A character may arrive in two halves. */
async function* decoded(input: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const chunk of input) yield typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

function* pieces(text: string): Generator<string> {
  for (let start = 0; start < text.length; ) {
    const end = wholeCharacters(text, start + pieceLength);
    yield text.slice(start, end);
    start = end;
  }
}

/** Not between the two halves of a surrogate pair. */
function wholeCharacters(text: string, end: number): number {
  const code = text.charCodeAt(end - 1);
  return code >= 0xd800 && code <= 0xdbff ? end + 1 : end;
}
