/** Text of somebody else's on a terminal. */

/** Control characters, and those that turn the direction of what follows: a terminal would obey them. */
const commanding = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** In one line, with a space for whatever would be obeyed rather than shown. */
export function printable(text: string): string {
  return text.replace(commanding, ' ');
}
