/** The conversation of the streaming socket: one for each streamed `say`, or for all the streamed speech of a call. */
import type { Clock } from '../../../clock.js';
import { SpeechError } from '../../../errors.js';
import type { SpeechSession } from '../../../session/speech.js';
import { aside } from '../../aside.js';
import { converse } from '../../converse.js';
import { createIdleWatch, type IdleWatch } from '../../idle-watch.js';
import type { Conversation, MessageSocket } from '../../protocol.js';
import { createExpression, told } from './express.js';
import { createLull } from './lull.js';
import { format } from './messages.js';
import type { VendorOptions } from './options.js';
import { createReception } from './receive.js';

export interface SocketTerms {
  /** Of the session's audio, in samples per second. */
  readonly sampleRate: number;
  readonly options: VendorOptions;
  readonly clock: Clock;
}

/** Speaks with one jambonz until either side ends it. */
export function vendorConversation(session: SpeechSession, terms: SocketTerms): Conversation {
  const { idleSeconds } = terms.options;
  return async (socket) => {
    const idle = createIdleWatch(idleSeconds, terms.clock, () => fellSilent(idleSeconds));
    socket.onPing(idle.touch);
    try {
      await Promise.race([talk(socket, session, terms, idle), idle.expired]);
    } finally {
      idle.stop();
    }
  };
}

function fellSilent(seconds: number | null): SpeechError {
  return new SpeechError('session-expired', `nothing was said for ${seconds} seconds`);
}

async function talk(socket: MessageSocket, session: SpeechSession, terms: SocketTerms, idle: IdleWatch): Promise<void> {
  const { sampleRate, options, clock } = terms;
  const { touch } = idle;
  const send = aside(socket);
  // jambonz neither waits for a flush of the application nor always passes it on: who waited for one would leave a caller
  // without the end of the sentence. Chunks that come together are still read together.
  const lull = createLull(options.lullMs, clock, () => session.flush());
  // Not awaited: what goes first is first on the wire all the same, and jambonz sends no text before it.
  send(format({ type: 'connect', data: { sample_rate: sampleRate, base64_encoding: options.base64 } }));
  const receive = createReception(session, { lull, touch, tell: (error) => send(told(error)) });
  const express = createExpression({ base64: options.base64, touch });
  try {
    await converse(socket, session, { receive, express });
  } finally {
    lull.cancel();
  }
}
