/** The text to speak: the arguments, or else what comes in, as it comes. */

/** Bytes are read as UTF-8. */
export async function* textFrom(
  words: readonly string[],
  input: AsyncIterable<Uint8Array | string>,
): AsyncGenerator<string> {
  if (words.length > 0) yield words.join(' ');
  else yield* decoded(input);
}

/** Bytes as text; a character may arrive in two halves. */
export async function* decoded(input: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const chunk of input) yield typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}
