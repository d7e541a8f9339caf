/** The turns of a conversation: the client writes one after the other, and they are spoken in that order. What ended a
 *  turn decides how it is answered. A turn that goes wrong is not heard from there on, and its one answer is the error. */
import type { SpeechError } from '../../errors.js';
import type { Mark, SpeechEvent } from '../../session/events.js';
import type { SpeechSession } from '../../session/speech.js';

/** What became of a turn. */
export type Ending =
  /** The client ended it, by a message of its own or with its last text; or dropped it with all others. */
  | { readonly type: 'flush' | 'inline' | 'clear' | 'cancel' }
  /** It went wrong. Without an error, the client has been told. */
  | { readonly type: 'refused'; readonly error?: SpeechError };

export interface Turns {
  /** The client ended the turn that it was writing. */
  end(how: 'flush' | 'inline'): void;
  /** The turn that the client is writing went wrong. It is told at once where no other turn is being spoken, or else
   *  behind the answers to those. */
  refuse(error: SpeechError): void;
  /** Whether the client is writing the rest of a turn that went wrong, which is not to be spoken. */
  readonly refused: boolean;
  /** The client dropped all turns. */
  clear(how: 'clear' | 'cancel'): void;
  /** Whether the turn that is being spoken went wrong, so that nothing more of it must be heard. */
  readonly silenced: boolean;
  /** The session has come to the end of a turn. Returns what became of it. */
  answered(event: Extract<SpeechEvent, { type: 'flushed' | 'cleared' }>): Ending;
  /** The session could not speak a turn to its end, which may happen to one more than once. Returns what the client must
   *  be told, if it has not been. */
  failed(event: Extract<SpeechEvent, { type: 'failed' }>): SpeechError | undefined;
}

/** Turns are numbered, and their numbers are the marks of their flushes and clears. */
export function createTurns(session: SpeechSession): Turns {
  /** Of those that the session has not answered. It bounds how many there are. */
  const endings = new Map<Mark, Ending>();
  let written = 0;
  let spoken = 0;
  let refused = false;

  function over(ending: Ending): number {
    endings.set(written, ending);
    written += 1;
    return written - 1;
  }

  function settle(turn: Mark): Ending {
    const ending = endings.get(turn)!;
    endings.delete(turn);
    spoken = Number(turn) + 1;
    return ending;
  }

  /** For the session the turn is over here; what the client still writes of it never gets there. */
  function refuse(error?: SpeechError): void {
    const isAlone = spoken === written;
    const mark = over({ type: 'refused', ...(error !== undefined && { error }) });
    if (isAlone) session.clear({ mark });
    else session.flush(mark);
    refused = true;
  }

  /** The turn failed before its flush: for the client it goes on, unless that has come by now. */
  function silence(ending: Ending | undefined): void {
    if (ending === undefined) refuse();
    else endings.set(spoken, { type: 'refused' });
  }

  return {
    end(how) {
      if (!refused) session.flush(over({ type: how }));
      refused = false;
    },
    refuse,
    get refused() {
      return refused;
    },
    clear(how) {
      session.clear({ mark: over({ type: how }) });
      refused = false;
    },
    get silenced() {
      return endings.get(spoken)?.type === 'refused';
    },
    answered(event) {
      if (event.type === 'cleared') event.dropped.forEach(settle);
      return settle(event.mark);
    },
    failed({ error, dropped: [flushed] }) {
      const ending = flushed === undefined ? endings.get(spoken) : settle(flushed);
      if (flushed === undefined) silence(ending);
      return ending?.type === 'refused' ? ending.error : error;
    },
  };
}
