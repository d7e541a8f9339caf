/** The turns of a conversation: the client ends them one after the other, and they are spoken in that order. What ended
 *  a turn decides how it is answered. */
import type { Mark } from '../../session/events.js';

/** `flush` by a message of its own, `inline` with the last text, `refused` by an error: nobody waits for its end. */
export type TurnEnd = 'flush' | 'inline' | 'refused';

export interface Turns {
  /** The client ended the turn that it was writing. Returns the mark for its flush. */
  end(end: TurnEnd): number;
  /** Whether no earlier turn is being spoken, or waits to be, than the one that the client is writing. */
  readonly alone: boolean;
  /** Whether the turn that is being spoken was refused, so that the rest of it must not be heard. */
  readonly refused: boolean;
  /** Its audio is out. Returns what had ended it. */
  spoken(mark: Mark): TurnEnd;
  /** These will not be spoken. */
  dropped(marks: readonly Mark[]): void;
}

export function createTurns(): Turns {
  const ends = new Map<Mark, TurnEnd>();
  let written = 0;
  let speaking = 0;

  const forget = (mark: Mark) => {
    ends.delete(mark);
    speaking = Number(mark) + 1;
  };

  return {
    end(end) {
      ends.set(written, end);
      written += 1;
      return written - 1;
    },
    get alone() {
      return speaking === written;
    },
    get refused() {
      return ends.get(speaking) === 'refused';
    },
    spoken(mark) {
      const end = ends.get(mark) ?? 'flush';
      forget(mark);
      return end;
    },
    dropped: (marks) => marks.forEach(forget),
  };
}
