/** The words of an SSML document: it is spoken without its markup. */

/** What begins with the first ends with the second; longer beginnings come before shorter ones. */
const constructs = [
  { begin: '<!--', end: '-->' },
  { begin: '<![CDATA[', end: ']]>' },
  { begin: '<?', end: '?>' },
  { begin: '<', end: '>' },
] as const;

/** Between these the speaker draws breath. */
const boundaries: readonly string[] = ['break', 'p', 's'];

/** The text to be spoken, in one pass. A paragraph, a sentence and a break become a blank line; `sub` is read as its alias;
 *  what is never closed ends the text. */
export function wordsOf(ssml: string): string {
  let words = '';
  /** Between `sub` and `/sub`: the alias has been said instead. */
  let aliased = false;
  for (const piece of piecesOf(ssml)) {
    if (piece.type === 'tag') {
      const name = nameOf(piece.content);
      if (boundaries.includes(name.replace('/', ''))) words += '\n\n';
      if (name === '/sub') aliased = false;
      const alias = name === 'sub' ? aliasOf(piece.content) : undefined;
      if (alias !== undefined && !aliased) words += unescaped(alias);
      aliased ||= alias !== undefined && !piece.content.endsWith('/');
    } else if (!aliased) {
      words += piece.type === 'literal' ? piece.content : unescaped(piece.content);
    }
  }
  return words.trim();
}

interface Piece {
  /** `literal` is text in which nothing is escaped. */
  readonly type: 'text' | 'literal' | 'tag';
  readonly content: string;
}

function* piecesOf(ssml: string): Generator<Piece> {
  let at = 0;
  for (let open = ssml.indexOf('<'); open !== -1; open = ssml.indexOf('<', at)) {
    yield { type: 'text', content: ssml.slice(at, open) };
    const { begin, end } = constructs.find((construct) => ssml.startsWith(construct.begin, open))!;
    const close = ssml.indexOf(end, open + begin.length);
    if (close === -1) return;
    const content = ssml.slice(open + begin.length, close);
    if (begin === '<![CDATA[') yield { type: 'literal', content };
    if (begin === '<') yield { type: 'tag', content };
    at = close + end.length;
  }
  yield { type: 'text', content: ssml.slice(at) };
}

/** `break` of `break time="1s"/`, and `/p` of what closes a `p`. */
function nameOf(tag: string): string {
  return /^\/?[^\s/]*/.exec(tag)![0].toLowerCase();
}

function aliasOf(tag: string): string | undefined {
  const { quoted, single } = /\salias\s*=\s*(?:"(?<quoted>[^"]*)"|'(?<single>[^']*)')/i.exec(tag)?.groups ?? {};
  return quoted ?? single;
}

const entities: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** What is no entity stays as it is. */
function unescaped(text: string): string {
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z]{2,4}));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return entities.get(name.toLowerCase()) ?? whole;
    const codePoint = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : whole;
  });
}
