/** One way into the server: a wire protocol as a client speaks it. Each file of `doors/` is one protocol. */

/** What every door is asked for, so that all of them do the same work. */
export const voice = 'aura-2-thalia-en';
/** Of the 16-bit samples that every door is asked for. */
export const sampleRate = 24_000;

export interface Door {
  /** The end of the ids of its rows. */
  readonly id: string;
  readonly label: string;
  /** Of the WebSocket: path and query. */
  readonly path: string;
  /** The message a session begins with, answered by `ready`; a door without one is ready once it is open. */
  readonly hello?: string;
  append(text: string): string;
  /** `mark` is for protocols that number their flushes and clears. */
  flush(mark: number): string;
  clear(mark: number): string;
  /** No more text; the server closes the connection with 1000. */
  finish(): string;
  /** What a text message says. A binary one is audio through every door. Throws for what is no JSON. */
  read(message: string): Told;
}

export type Told =
  | { readonly type: 'ready' | 'flushed' | 'cleared' }
  | { readonly type: 'audio'; readonly data: Buffer }
  | { readonly type: 'failed'; readonly reason: string }
  /** What a client may leave unread, word times among it. */
  | { readonly type: 'aside' };
