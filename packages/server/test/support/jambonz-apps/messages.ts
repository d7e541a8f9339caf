/** What a test and an application in a process of its own say to each other. */

/** A verb, and its properties. */
export type Verbs = readonly Readonly<Record<string, unknown> & { verb: string }>[];

/** What the application is to do, with the client's own functions. */
export type Order =
  /** Verbs as the client sends them: the first time in the acknowledgement, then as a command. */
  | { readonly do: 'send' | 'queue' | 'reply'; readonly verbs: Verbs }
  | { readonly do: 'command'; readonly command: string; readonly data: Readonly<Record<string, unknown>> }
  /** All at once; a report says what became of each promise. */
  | { readonly do: 'tokens'; readonly texts: readonly string[] }
  | { readonly do: 'flush' | 'clear' | 'close' | 'cut' }
  /** So many things at random, of a seed; a report says when all of it has been done. */
  | { readonly do: 'anything'; readonly seed: number; readonly times: number };

/** What the application tells: an event of its client's, by its name, with its data. */
export interface Report {
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}
