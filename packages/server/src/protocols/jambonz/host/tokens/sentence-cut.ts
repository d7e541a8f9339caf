/** Where jambonz cuts text: by rules that know neither abbreviations nor closing quotes, which is what an application meets
 *  there. */

/** Where text may be cut behind its last sentence; undefined where there is none. */
export function behindLastSentence(text: string): number | undefined {
  let end: number | undefined;
  for (const { 0: mark, index } of text.matchAll(/[.!?؟۔](?=\s|$)|[。！？]|\n\n/g)) {
    const isBlankLine = mark === '\n\n';
    if (!isBlankLine && /\d/.test(text.charAt(index - 1))) continue;
    if (text.slice(0, index).trim() === '') continue;
    end = index + mark.length;
  }
  return end;
}

/** Where text may be cut before its last white space; undefined where there is none but at the beginning. */
export function beforeLastSpace(text: string): number | undefined {
  const at = [...text.matchAll(/\s+/g)].at(-1)?.index;
  return at === 0 ? undefined : at;
}
