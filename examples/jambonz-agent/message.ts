/** What is said in a conversation, and who thinks of what to say next. */

export interface Message {
  readonly role: 'user' | 'assistant';
  content: string;
}

/** Writes the next reply, a few letters at a time. Throws an AbortError when the signal aborts. */
export type Model = (messages: readonly Message[], signal: AbortSignal) => AsyncIterable<string>;

/** Whether the caller wants to hang up; 0 is the key for it. */
export function isGoodbye(text: string): boolean {
  return /\b(good)?bye\b|^0$/i.test(text);
}
