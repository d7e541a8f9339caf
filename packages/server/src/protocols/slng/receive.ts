/** Wire to session: what each of the client's messages does. */
import { SpeechError } from '../../errors.js';
import type { SpeechSession } from '../../session/speech.js';
import { countCharacters } from '../characters.js';
import type { Dialogue } from '../converse.js';
import { unknownDictionary } from './dictionaries.js';
import { SlngError } from './errors.js';
import { type ClientMessage, parse } from './messages.js';
import type { SlngLimits } from './options.js';
import type { Patience } from './patience.js';
import type { Turns } from './turns.js';

export interface ReceptionTools {
  readonly limits: SlngLimits;
  readonly strict: boolean;
  readonly turns: Turns;
  readonly patience: Patience;
  /** Something came. */
  touch(): void;
}

/** Marks of the clears that are not answered by `cleared`: a cancel, and a turn that is dropped because of an error. */
export const cancelled = 'cancelled';
export const refused = 'refused';

type Text = Extract<ClientMessage, { type: 'text' }>;

/** Takes one message after another; throws the SpeechError that ends the conversation. A text that is refused takes its
 *  whole turn with it: what was written of it is not heard, and its flush is not answered. Text that comes then begins
 *  the next turn. */
export function createReception(session: SpeechSession, tools: ReceptionTools): Dialogue['receive'] {
  const { limits, strict, turns, patience, touch } = tools;
  let turnCharacters = 0;
  /** A turn was refused, and its flush may still come. */
  let flushIsOwed = false;

  return (message) => {
    touch();
    try {
      obey(parse(message));
      patience.restore();
    } catch (error) {
      patience.forgive(error);
    }
  };

  function obey(command: ClientMessage): void {
    switch (command.type) {
      case 'init':
        throw new SpeechError('invalid-request', 'the session has begun; connect again for another voice or format');
      case 'text':
        text(command);
        break;
      case 'flush':
        flush('flush');
        break;
      case 'clear':
        clear();
        break;
      case 'cancel':
        clear(cancelled);
        break;
      case 'close':
        session.close();
        break;
      case 'keepalive':
        break;
    }
  }

  function text(command: Text): void {
    const problem = problemWith(command);
    if (problem !== undefined) {
      dropTurn();
      flushIsOwed = !command.flush;
      throw problem;
    }
    if (command.text !== '') flushIsOwed = false;
    if (command.flush) flush('inline');
  }

  /** Appends the text, or says why not. */
  function problemWith({ text, pronunciation }: Text): SpeechError | undefined {
    const { messageCharacters, turnCharacters: maxCharacters } = limits;
    if (strict && pronunciation) return unknownDictionary();
    const count = countCharacters(text);
    if (count > messageCharacters) {
      return tooLong(`the text has ${count} characters; at most ${messageCharacters} are taken at once`);
    }
    if (turnCharacters + count > maxCharacters) return tooLong(`a turn takes at most ${maxCharacters} characters`);
    if (!session.append(text)) {
      return new SlngError('text-too-long', 'backpressure', 'too much text waits to be spoken; send it more slowly');
    }
    turnCharacters += count;
    return undefined;
  }

  function flush(end: 'flush' | 'inline'): void {
    if (!flushIsOwed) endTurn(end);
    flushIsOwed = false;
  }

  function endTurn(end: Parameters<Turns['end']>[0]): void {
    session.flush(turns.end(end));
    turnCharacters = 0;
  }

  /** At once, or, behind turns that are still being spoken, in its place. */
  function dropTurn(): void {
    if (turns.alone) clear(refused);
    else endTurn('refused');
  }

  function clear(mark?: string): void {
    turnCharacters = 0;
    flushIsOwed = false;
    session.clear({ mark });
  }
}

function tooLong(message: string): SpeechError {
  return new SpeechError('text-too-long', message);
}
