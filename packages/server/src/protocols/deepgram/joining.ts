/** How the texts of two Speak messages meet. */

const sentenceEnd = /[.!?…]["'”’»)\]]*$/u;
const whiteSpaceInside = /\S\s+\S/u;
const wordBegin = /^[\p{L}\p{N}"'“‘«]/u;

/** What to put between two texts. They are joined as they are, with one exception: programs that send whole sentences
 *  often leave the space between them out. A text is taken for a sentence if it has white space inside, so that the same
 *  text sent by the word or by the character is not changed. */
export function between(previous: string, next: string): '' | ' ' {
  const sentence = whiteSpaceInside.test(previous) && sentenceEnd.test(previous);
  if (!sentence || !wordBegin.test(next)) return '';
  const insideNumber = /\d\.$/.test(previous) && /^\d/.test(next);
  return insideNumber ? '' : ' ';
}
