/** The newest messages, and no more of them than can be looked at. */
import { type Entry, merged } from './entry.js';

export interface MessageLog {
  readonly entries: readonly Entry[];
  add(entry: Entry): void;
  empty(): void;
}

export const maxEntries = 500;

/** `changed` is told what was added at the end, or that the last one now reads differently. */
export function createMessageLog(changed: (entry: Entry, isNew: boolean) => void): MessageLog {
  const entries: Entry[] = [];
  return {
    entries,
    add(entry) {
      const one = merged(entries.at(-1), entry);
      if (one === undefined) entries.push(entry);
      else entries[entries.length - 1] = one;
      if (entries.length > maxEntries) entries.shift();
      changed(one ?? entry, one === undefined);
    },
    empty() {
      entries.length = 0;
    },
  };
}
