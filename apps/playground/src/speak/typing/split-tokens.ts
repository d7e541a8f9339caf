/** Text as a language model would write it: in pieces of a few characters, words with the space before them. */

/** Longer words come in several pieces, as models have no token for them. */
const maxLength = 6;
const pieceLength = 4;

const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Splits a text; joined, the tokens are the text. No token begins or ends within what a reader sees as one character. */
export function splitTokens(text: string): readonly string[] {
  const chunks = text.match(/\s*[\p{L}\p{M}\p{N}’']+|\s*[^\p{L}\p{M}\p{N}\s’']+|\s+/gu) ?? [];
  return mend(chunks).flatMap(cut);
}

/** Puts together again what the pattern has cut within a character, such as a flag or a joined emoji. */
function mend(chunks: readonly string[]): readonly string[] {
  const ends = new Set([...characters.segment(chunks.join(''))].map(({ index, segment }) => index + segment.length));
  const mended: string[] = [];
  let end = 0;
  let open = '';
  for (const chunk of chunks) {
    end += chunk.length;
    open += chunk;
    if (!ends.has(end)) continue;
    mended.push(open);
    open = '';
  }
  return mended;
}

function cut(chunk: string): readonly string[] {
  const parts = [...characters.segment(chunk)].map(({ segment }) => segment);
  if (parts.length <= maxLength) return [chunk];
  const count = Math.ceil(parts.length / pieceLength);
  const each = Math.ceil(parts.length / count);
  return Array.from({ length: count }, (_, index) => parts.slice(index * each, (index + 1) * each).join('')).filter(
    (piece) => piece !== '',
  );
}
