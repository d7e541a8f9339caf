/** The phones that wait for a call, by what they are called and whose they are. */
import type { Call, CallOrder } from './call/call.js';

/** The callee's end of a call that is about to be placed. */
export type CalleeEnd = Required<Pick<CallOrder, 'phone' | 'pickedUp' | 'observer'>>;

/** Somebody who can be called. */
export interface WaitingPhone {
  /** Whether it can ring now: it does not while there is another call on it. */
  readonly isFree: boolean;
  /** Rings for the call that `place` begins, for so long. What `place` throws, this does, and the phone stays free. */
  ring(place: (end: CalleeEnd) => Call, timeoutMs: number): Call;
}

export interface Phones {
  /** The returned function takes it away again. */
  add(holderId: string, name: string, phone: WaitingPhone): () => void;
  /** Of the free phones of this holder with this name, the one that came last. */
  find(holderId: string, name: string): WaitingPhone | undefined;
}

export function createPhones(): Phones {
  const entries = new Set<{ readonly holderId: string; readonly name: string; readonly phone: WaitingPhone }>();
  return {
    add(holderId, name, phone) {
      const entry = { holderId, name, phone };
      entries.add(entry);
      return () => entries.delete(entry);
    },
    find: (holderId, name) =>
      [...entries].findLast((entry) => entry.holderId === holderId && entry.name === name && entry.phone.isFree)?.phone,
  };
}
