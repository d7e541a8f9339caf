/** What a character means to the cutting of text. Asked once per character, so the answers are kept in a table. */
export type Kind = (typeof kinds)[number];

const kinds = [
  'lower',
  'upper',
  'letter', // a letter without case: Arabic, Hebrew, Devanagari, Hangul …
  'han', // written without spaces, about two to a word: Chinese characters, kana
  'thai', // written without spaces between words, about four to a word: Thai, Lao, Khmer, Burmese
  'digit',
  'space',
  'tie', // white space that keeps two words together
  'return',
  'line',
  'paragraph',
  'dot',
  'exclaim', // ends a sentence when white space follows
  'ellipsis',
  'stop', // ends a sentence whatever follows
  'comma', // ends a clause when white space follows
  'pause', // ends a clause whatever follows
  'dash',
  'hyphen',
  'opener',
  'closer',
  'quote', // opens or closes
  'emoji',
  'extend', // belongs to the character before it
  'other',
] as const;

const listed: Partial<Record<Kind, string>> = {
  space: '\t\u200b',
  tie: '\u00a0\u2007\u202f',
  return: '\r',
  line: '\n\u0085\u2028',
  paragraph: '\u2029',
  dot: '.',
  exclaim: '!?‼⁇⁈⁉',
  ellipsis: '…‥',
  stop: '。！？｡．؟۔।॥።፧፨։។៕။᙮᠃\u037e',
  comma: ',;:،؛፣፤፥၊',
  pause: '、，；：､',
  dash: '—―',
  hyphen: '-–',
  opener: '¿¡',
  quote: '"\'“”‘’«»‹›`*_~',
};

// In this order: a character is of the first kind that claims it.
const properties: readonly (readonly [Kind, RegExp])[] = [
  // Besides combining marks: joiners, half-width voicing marks, the Thai and Lao am, skin tones and tags.
  ['extend', /^(?:\p{M}|\p{Emoji_Modifier}|[\u200c\uff9e\uff9f\u0e33\u0eb3]|\u200d|[\u{e0020}-\u{e007f}])$/u],
  ['lower', /^\p{Ll}$/u],
  ['upper', /^[\p{Lu}\p{Lt}]$/u],
  ['han', /^(?=\p{L})(?:\p{scx=Han}|\p{scx=Hiragana}|\p{scx=Katakana})/u],
  ['thai', /^(?=\p{L})(?:\p{scx=Thai}|\p{scx=Lao}|\p{scx=Khmer}|\p{scx=Myanmar})/u],
  ['letter', /^\p{L}$/u],
  ['digit', /^\p{N}$/u],
  ['space', /^\p{Zs}$/u],
  ['opener', /^\p{Ps}$/u],
  ['closer', /^\p{Pe}$/u],
  ['quote', /^[\p{Pi}\p{Pf}]$/u],
  ['emoji', /^[\p{Extended_Pictographic}\p{Regional_Indicator}]$/u],
];

// The two planes in which nearly all text lies; one byte each, zero while nobody has asked.
const known = new Uint8Array(0x20000);

/** The kind of a code point; of -1, which stands for no character, `other`. */
export function kindOf(code: number): Kind {
  if (code < 0) return 'other';
  if (code >= known.length) return classify(code);
  if (known[code] === 0) known[code] = kinds.indexOf(classify(code)) + 1;
  return kinds[known[code]! - 1]!;
}

/** Whether a voice has something to say for it. */
export function isSayable(kind: Kind): boolean {
  return isLetter(kind) || kind === 'digit';
}

export function isLetter(kind: Kind): boolean {
  return kind === 'lower' || kind === 'upper' || kind === 'letter' || kind === 'han' || kind === 'thai';
}

/** White space between words. */
export function isBreak(kind: Kind): boolean {
  return kind === 'space' || kind === 'line' || kind === 'return' || kind === 'paragraph';
}

/** White space of any sort. */
export function isSpace(kind: Kind): boolean {
  return isBreak(kind) || kind === 'tie';
}

function classify(code: number): Kind {
  const character = String.fromCodePoint(code);
  for (const kind of kinds) if (listed[kind]?.includes(character)) return kind;
  for (const [kind, property] of properties) if (property.test(character)) return kind;
  return 'other';
}
