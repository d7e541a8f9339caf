/** Wire to session: what each message of jambonz does. */
import { SpeechError } from '../../../errors.js';
import type { SpeechSession } from '../../../session/speech.js';
import type { Dialogue } from '../../converse.js';
import type { Lull } from './lull.js';
import { type ClientMessage, parse } from './messages.js';

export interface ReceptionTools {
  readonly lull: Lull;
  /** Something came. */
  touch(): void;
  /** What a message is wrong about is told, and the call goes on. */
  tell(error: SpeechError): void;
}

/** Takes one message after another. */
export function createReception(session: SpeechSession, { lull, touch, tell }: ReceptionTools): Dialogue['receive'] {
  return (message) => {
    touch();
    try {
      obey(parse(message));
    } catch (error) {
      if (!(error instanceof SpeechError)) throw error;
      tell(error);
    }
  };

  function obey(command: ClientMessage): void {
    switch (command.type) {
      case 'stream':
        stream(command.text);
        break;
      case 'flush':
        lull.cancel();
        session.flush();
        break;
      case 'clear':
        lull.cancel();
        session.clear();
        break;
      case 'stop':
        session.close();
        break;
      case 'other':
        break;
    }
  }

  function stream(text: string): void {
    if (!session.append(text))
      throw new SpeechError('text-too-long', 'too much text waits to be spoken; send it more slowly');
    lull.restart();
  }
}
