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

type Text = Extract<ClientMessage, { type: 'text' }>;

/** Takes one message after another; throws the SpeechError that ends the conversation. */
export function createReception(session: SpeechSession, tools: ReceptionTools): Dialogue['receive'] {
  const { limits, strict, turns, patience, touch } = tools;

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
        turns.end('flush');
        break;
      case 'clear':
      case 'cancel':
        turns.clear(command.type);
        break;
      case 'close':
        session.close();
        break;
      case 'keepalive':
        break;
    }
  }

  function text(command: Text): void {
    const problem = turns.refused ? undefined : problemWith(command);
    if (problem !== undefined) turns.refuse(problem);
    if (command.flush) turns.end('inline');
  }

  /** Appends the text, or says why not. */
  function problemWith({ text, pronunciation }: Text): SpeechError | undefined {
    const { messageCharacters } = limits;
    if (strict && pronunciation) return unknownDictionary();
    const count = countCharacters(text);
    if (count > messageCharacters) {
      const message = `the text has ${count} characters; at most ${messageCharacters} are taken at once`;
      return new SpeechError('text-too-long', message);
    }
    if (session.append(text)) return undefined;
    return new SlngError('text-too-long', 'backpressure', 'too much text waits to be spoken; send it more slowly');
  }
}
