/** The text that a request wants spoken. */
import { SpeechError } from '../../errors.js';
import { isSayable } from '../../text/sayable.js';
import { countCharacters } from '../characters.js';
import type { Fields } from './fields.js';

/** Throws `empty-text`, or `text-too-long` beyond so many characters; null is no limit. */
export function textOf(fields: Fields, maxCharacters: number | null): string {
  const text = fields.text('text');
  if (text === undefined || text.trim() === '') throw new SpeechError('empty-text', '`text` is empty or missing');
  if (!isSayable(text)) throw new SpeechError('empty-text', 'there is nothing to be spoken in `text`');
  const count = countCharacters(text);
  if (maxCharacters === null || count <= maxCharacters) return text;
  throw new SpeechError('text-too-long', `\`text\` has ${count} characters; at most ${maxCharacters} are taken`);
}
