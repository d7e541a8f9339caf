/** The conversation of the unified socket: an init, then text in pieces, turn after turn. */
import type { Clock } from '../../clock.js';
import type { SpeechError } from '../../errors.js';
import type { Holder, SpeechService } from '../../session/speech.js';
import { aside } from '../aside.js';
import { converse } from '../converse.js';
import { createIdleWatch, type IdleWatch } from '../idle-watch.js';
import type { Conversation, MessageSocket } from '../protocol.js';
import { unlessDraining } from '../unless-draining.js';
import { withinLife } from '../within-life.js';
import { cast } from './casting.js';
import { unknownDictionary } from './dictionaries.js';
import { errorMessage, SlngError } from './errors.js';
import { createExpression } from './express.js';
import { socketFormat } from './formats.js';
import { createFraming } from './framing.js';
import { type Greeting, greet } from './greet.js';
import { format, type Init, type ServerMessage } from './messages.js';
import type { Model } from './model.js';
import type { AudioFrames, SlngOptions } from './options.js';
import { createPatience } from './patience.js';
import { isPipecat } from './pipecat.js';
import { createReception } from './receive.js';
import { createTurns } from './turns.js';

export interface UnmuteTerms {
  readonly requestId: string;
  readonly holder: Holder;
  /** Of the client's library; empty where it does not say. */
  readonly userAgent: string;
  readonly model: Model;
  readonly frames: AudioFrames;
  readonly options: SlngOptions;
  readonly clock: Clock;
}

/** Speaks with one client until either side ends it. */
export function unmuteConversation(speech: SpeechService, terms: UnmuteTerms): Conversation {
  const { limits } = terms.options;
  return async (socket) => {
    const idle = createIdleWatch(limits.idleSeconds, terms.clock, () => fellSilent(limits.idleSeconds));
    socket.onPing(idle.touch);
    const conversation = talk(socket, speech, terms, idle);
    try {
      await Promise.race([withinLife(conversation, limits.sessionMinutes, terms.clock), idle.expired]);
    } finally {
      idle.stop();
    }
  };
}

function fellSilent(seconds: number | null): SlngError {
  return new SlngError('session-expired', 'idle_timeout_exceeded', `nothing was said for ${seconds} seconds`);
}

async function talk(socket: MessageSocket, speech: SpeechService, terms: UnmuteTerms, idle: IdleWatch): Promise<void> {
  const { requestId, options } = terms;
  const { touch } = idle;
  const send = aside(socket);
  const say = (message: ServerMessage) => send(format(message));
  const tell = (error: SpeechError) => errorMessage(error, requestId);
  const patience = createPatience(options.limits.mistakes, (error) => say(tell(error)));
  const open = (init: Init) => openSession(init, speech, terms);

  const greeting = await greeted(socket, greet(socket, { patience, touch, open }));
  if (greeting === undefined) return socket.close(1000);
  const { session, init } = greeting;
  patience.restore();
  // Not awaited: what goes first is first on the wire all the same, and a client that does not read may still hang up.
  say({ type: 'ready', session_id: `sess_${requestId}`, slng_request_id: requestId });
  const turns = createTurns(session);
  const toPipecat = isPipecat(terms.userAgent, init);
  const framing = createFraming(terms.frames, toPipecat);
  const receive = createReception(session, { limits: options.limits, strict: speech.strict, turns, patience, touch });
  const express = createExpression({ format: socketFormat(init.wish), framing, toPipecat, turns, touch, tell });
  await converse(socket, session, { receive, express });
}

async function openSession({ wish }: Init, speech: SpeechService, { holder, model }: UnmuteTerms) {
  if (speech.strict && wish.pronunciation) throw unknownDictionary();
  return speech.open({
    holder,
    protocol: 'slng',
    ...cast(wish, model, speech.voices),
    format: socketFormat(wish),
    timestamps: wish.timestamps,
    survivesFailure: true,
    ...(wish.speed !== undefined && { speed: wish.speed }),
  });
}

/** An init may be answered when the server has stopped waiting for it. */
async function greeted(socket: MessageSocket, greeting: Promise<Greeting | undefined>): Promise<Greeting | undefined> {
  try {
    return await unlessDraining(socket, greeting);
  } catch (error) {
    void greeting.then((late) => late?.session.close()).catch(() => undefined);
    throw error;
  }
}
