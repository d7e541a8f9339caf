/** Whether there is anything in it to be heard: a letter, a digit or a symbol. Punctuation alone makes no sound. */
export function isSayable(text: string): boolean {
  return /[\p{L}\p{N}\p{S}]/u.test(text);
}
