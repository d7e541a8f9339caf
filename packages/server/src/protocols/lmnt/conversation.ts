/** What follows the first message of `/v1/ai/speech/stream`: text in pieces, and audio as it is made. */
import type { Clock } from '../../clock.js';
import { SpeechError } from '../../errors.js';
import type { SpeechSession } from '../../session/speech.js';
import { converse, type Dialogue } from '../converse.js';
import { createIdleWatch, type IdleWatch } from '../idle-watch.js';
import type { MessageSocket } from '../protocol.js';
import { type Dialect, isTyped } from './dialect.js';
import { createExpression } from './express.js';
import { createOlderExpression } from './express-older.js';
import type { Init } from './init.js';
import { createLedger } from './ledger.js';
import type { LmntOptions } from './options.js';
import { createReception } from './receive.js';
import type { TextWindow } from './text-window.js';

export interface SocketTools {
  readonly options: LmntOptions;
  readonly clock: Clock;
}

export interface Terms extends SocketTools {
  readonly init: Init;
  readonly dialect: Dialect;
  /** Undefined where the client asked for none. */
  readonly textWindow: TextWindow | undefined;
}

/** Speaks with one client until either side ends it, or nothing has been said for too long. */
export async function speak(socket: MessageSocket, session: SpeechSession, terms: Terms): Promise<void> {
  const { options, clock } = terms;
  const { idleMinutes } = options.limits;
  const tooLong = () => new SpeechError('session-expired', `nothing was said for ${idleMinutes} minutes`);
  const idle = createIdleWatch(idleMinutes === null ? null : idleMinutes * 60, clock, tooLong);
  socket.onPing(idle.touch);
  const dialogue = watched(createDialogue(socket, session, terms), idle);
  try {
    await Promise.race([converse(socket, session, dialogue), idle.expired]);
  } finally {
    idle.stop();
    session.close();
  }
}

/** Clients of the older dialects miss what the close frame follows at once. */
export function linger({ options, clock }: SocketTools): Promise<void> {
  return new Promise((resolve) => void clock.after(options.lingerMs, resolve));
}

function createDialogue(socket: MessageSocket, session: SpeechSession, terms: Terms): Dialogue {
  const { init, dialect, textWindow } = terms;
  const ledger = createLedger(init, dialect);
  const receive = createReception(session, ledger, textWindow);
  if (isTyped(dialect)) return { receive, express: createExpression(ledger, (audio) => socket.send(audio)) };
  return { receive, express: createOlderExpression(dialect, ledger), linger: () => linger(terms) };
}

function watched(dialogue: Dialogue, { touch }: IdleWatch): Dialogue {
  return {
    ...dialogue,
    receive(message) {
      touch();
      dialogue.receive(message);
    },
    express(event) {
      touch();
      return dialogue.express(event);
    },
  };
}
