/** Clears of a session that it has not answered yet: until it has, what it says is stale. */
import { type Deferred, deferred } from '../../../../deferred.js';

export interface Clears {
  /** Whether an answer is awaited. */
  readonly areOpen: boolean;
  /** Settles when none is any more, and whoever took the last one has acted on it. */
  readonly answered: Promise<void>;
  /** The session was cleared. `heardBefore` is kept for its answer. */
  open(heardBefore: string | undefined): void;
  /** The session has answered the oldest; returns what was kept for it. */
  take(): string | undefined;
  /** Nothing will be answered any more. */
  forget(): void;
}

export function createClears(): Clears {
  let kept: (string | undefined)[] = [];
  let awaited: Deferred | undefined;

  function settle(): void {
    if (kept.length > 0) return;
    awaited?.resolve();
    awaited = undefined;
  }

  return {
    get areOpen() {
      return kept.length > 0;
    },
    get answered() {
      return awaited?.promise ?? Promise.resolve();
    },
    open(heardBefore) {
      kept.push(heardBefore);
      awaited ??= deferred();
    },
    take() {
      const heardBefore = kept.shift();
      settle();
      return heardBefore;
    },
    forget() {
      kept = [];
      settle();
    },
  };
}
