/** How much speech waits to be heard, reckoned in time: an application may write much faster than anybody listens. */
import { type Deferred, deferred } from '../../../../deferred.js';

/** Until something was spoken: some fifteen characters a second, as most voices speak. */
const usualPace = { characters: 100, durationMs: 6500 };

export interface Backlog {
  readonly isFull: boolean;
  /** Settles when it is not. */
  readonly room: Promise<void>;
  /** The voice needed so long for so many characters: its pace, which later reckoning goes by. */
  learn(characters: number, durationMs: number): void;
  /** Something was heard or dropped. */
  look(): void;
}

/** `unspoken` tells the characters that wait for the voice, `aheadMs` the audio that waits to be heard. */
export function createBacklog(limitMs: number, unspoken: () => number, aheadMs: () => number): Backlog {
  const spoken = { ...usualPace };
  let awaited: Deferred | undefined;

  function isFull(): boolean {
    return unspoken() * (spoken.durationMs / spoken.characters) + aheadMs() >= limitMs;
  }

  return {
    get isFull() {
      return isFull();
    },
    get room() {
      if (!isFull()) return Promise.resolve();
      awaited ??= deferred();
      return awaited.promise;
    },
    learn(characters, durationMs) {
      spoken.characters += characters;
      spoken.durationMs += durationMs;
    },
    look() {
      if (isFull()) return;
      awaited?.resolve();
      awaited = undefined;
    },
  };
}
