import { isLetter, isSpace, kindOf } from './characters.js';
import type { HeldText } from './held-text.js';

const longestWord = 32; // code units that are looked at again; a longer "word" is no prose

/**
 * Whether a mark at `at` ends a sentence although a capital follows without white space: "done.Then".
 *
 * After a full stop the word before must be all lower case and nothing else, which keeps domains, files and
 * `System.Out` whole. `node.Js` looks like the end of a sentence and is cut; the loss is a pause in an odd spelling.
 * After ! and ? any word will do that is not part of an address.
 */
export function isGluedSentence(held: HeldText, at: number, exclaimed: boolean): boolean {
  let from = at;
  while (from > 0 && !isSpace(kindOf(held.codeBefore(from)))) {
    if (at - from >= longestWord) return false;
    const code = held.codeBefore(from);
    const kind = kindOf(code);
    const isWord = exclaimed ? isLetter(kind) || !addressParts.includes(code) : kind === 'lower' || kind === 'extend';
    if (!isWord) return !exclaimed && at - from >= 2 && opensWord.includes(kind);
    from -= code > 0xffff ? 2 : 1;
  }
  return at - from >= 2 && held.slice(from, at) !== 'www';
}

const addressParts: readonly number[] = Array.from('/@:=&%#_.', (character) => character.charCodeAt(0));
const opensWord: readonly string[] = ['opener', 'quote', 'hyphen', 'dash'];
