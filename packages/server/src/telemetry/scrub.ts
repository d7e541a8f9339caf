/** Takes out of an error's words what a library may have quoted there: query strings and credentials. */

/** Each pattern is one pass without nesting, so a long message costs no more than its length. */
const secrets: readonly (readonly [RegExp, string])[] = [
  [/\?[^\s"'<>?]*=[^\s"'<>]*/g, '?[redacted]'],
  [/\/\/[^\s/?#]*@/g, '//[redacted]@'],
  [/\b(bearer|token|basic)[ \t]+[\w.~+/=-]{8,}/gi, '$1 [redacted]'],
];

/** An error message is for a person; what is longer is somebody's data. */
const maxCharacters = 4096;

export function scrub(words: string): string {
  const head = words.length > maxCharacters ? `${words.slice(0, maxCharacters)}…` : words;
  return secrets.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), head);
}
