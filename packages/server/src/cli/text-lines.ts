/** Text by lines, as it is typed. */

/** A line that does not end for so long is given as it is. */
const maxLineLength = 4096;

/** Each line without its end, the last one also where it has none. */
export async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<string> {
  let open = '';
  for await (const piece of text) {
    const lines = (open + piece).split(/\r?\n/);
    open = lines.pop() ?? '';
    yield* lines;
    if (open.length < maxLineLength) continue;
    yield open;
    open = '';
  }
  if (open !== '') yield open;
}
