/** What is spoken. The same texts go to the server, to its engine alone, and to the peers. */

const openings = [
  'Your order from last Tuesday',
  'The train to the coast',
  'A table for four people',
  'The parcel with your shoes',
  'My colleague in the office',
  'The weather in the mountains',
  'Our newest store in town',
  'The doctor you asked for',
];

const endings = [
  'will be ready tomorrow morning.',
  'should arrive in twenty minutes.',
  'is not available right now.',
  'was moved to next Friday.',
  'can be reached by phone.',
  'has changed since we spoke.',
  'needs your answer before noon.',
  'costs less than you think.',
];

/** A sentence of ten words; 64 different ones, then from the start. */
export function sentence(index: number): string {
  const opening = openings[index % openings.length]!;
  const ending = endings[Math.floor(index / openings.length) % endings.length]!;
  return `${opening} ${ending}`;
}

const greetings = [
  'I have looked that up for you just now.',
  'Yes, that is possible, and here is how.',
  'Thank you for waiting while I checked the details.',
  'Unfortunately there are two things to consider first.',
];

/** An answer of some 45 words in four sentences, as an assistant gives it. */
export function answer(index: number): string {
  const [first, second, third] = [sentence(index), sentence(index + 11), sentence(index + 27)];
  return `${greetings[index % greetings.length]} ${first} ${second} If that does not suit you, ${lowerFirst(third)}`;
}

/** About twenty words: seven seconds of speech. */
export function paragraph(index: number): string {
  return `${sentence(index)} ${sentence(index + 13)}`;
}

/** About three hundred words: a text that is still being spoken when it is interrupted. */
export function longText(index: number): string {
  return Array.from({ length: 30 }, (_, at) => sentence(index + at)).join(' ');
}

/** Cuts a text as a language model streams it: a word with the space before it, the rest of a long word and
 *  the punctuation apart; about 1.2 tokens to a word. */
export function toTokens(text: string): readonly string[] {
  return text.match(/ ?[\p{L}\p{N}]{1,7}|[^\p{L}\p{N}\s]+|\s+/gu) ?? [];
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
