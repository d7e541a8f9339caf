/** What a text of a `say` is: words, or a sound to be played. */
import { wordsOf } from '../../ssml.js';

export type Piece =
  | { readonly type: 'words'; readonly words: string }
  /** A file, or a silence, which has an address of its own kind. */
  | { readonly type: 'sound'; readonly url: string };

/** Only what cannot be meant as words is an address: "Hello: welcome" is spoken. */
const address = /^(?:https?|silence_stream|tone_stream):\/\/\S+$/i;

/** All of a `text`, in its order. SSML is spoken without its markup. */
export function piecesOf(text: string | readonly string[] | undefined): readonly Piece[] {
  return [text ?? []]
    .flat()
    .filter((one) => one !== '')
    .map(pieceOf);
}

function pieceOf(text: string): Piece {
  const bare = text.trim();
  if (address.test(bare)) return { type: 'sound', url: bare };
  return { type: 'words', words: bare.startsWith('<speak') ? wordsOf(bare) : text };
}
