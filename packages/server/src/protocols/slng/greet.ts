/** What comes before the session: everything up to an init that can be kept. */
import type { SpeechSession } from '../../session/speech.js';
import type { MessageSocket } from '../protocol.js';
import { SlngError } from './errors.js';
import { type Init, parse } from './messages.js';
import type { Patience } from './patience.js';

export interface GreetingTools {
  readonly patience: Patience;
  /** Something came. */
  touch(): void;
  /** Throws a SpeechError for what cannot be had. */
  open(init: Init): Promise<SpeechSession>;
}

export interface Greeting {
  readonly session: SpeechSession;
  readonly init: Init;
}

/** Settles with the session, or with nothing when the client left. What is sent behind the init waits in the socket. */
export async function greet(socket: MessageSocket, tools: GreetingTools): Promise<Greeting | undefined> {
  const { patience, touch, open } = tools;
  for (let message = await socket.next(); message !== undefined; message = await socket.next()) {
    touch();
    try {
      const command = parse(message);
      if (command.type === 'close') return undefined;
      if (command.type === 'init') return { session: await open(command), init: command };
      if (command.type !== 'keepalive') throw notReady(command.type);
      patience.restore();
    } catch (error) {
      patience.forgive(error);
    }
  }
  return undefined;
}

function notReady(type: string): SlngError {
  return new SlngError('invalid-message', 'not_ready', `${type} came before the session: send init first`);
}
