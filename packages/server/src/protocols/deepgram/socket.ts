/** The conversation of `/v1/speak`: text comes in pieces, audio goes out as it is made. */
import type { Clock } from '../../clock.js';
import type { SpeechSession } from '../../session/speech.js';
import { converse } from '../converse.js';
import type { Conversation, MessageSocket } from '../protocol.js';
import { createExpression } from './express.js';
import { withinLife } from './limits.js';
import { format, type Metadata, type ServerMessage } from './messages.js';
import type { ModelCard } from './models.js';
import type { DeepgramOptions } from './options.js';
import { createReception } from './receive.js';
import { createStallWatch } from './stall.js';

export interface SpeakTerms {
  readonly requestId: string;
  readonly model: ModelCard;
  readonly options: DeepgramOptions;
  /** How long Flushed and Cleared keep their distance from the audio before them. */
  readonly answerGapMs: number;
  readonly clock: Clock;
}

const maxUnsent = 100;

/** Speaks with one client until either side ends it. */
export function speakConversation(session: SpeechSession, terms: SpeakTerms): Conversation {
  const { options, clock } = terms;
  return async (socket) => {
    const end = () => {
      session.close();
      socket.close(1000);
    };
    const stall = createStallWatch(options.limits.drainSeconds, clock, end);
    const say = sendBeside(socket);
    const receive = createReception(session, { options, clock, warn: say, closing: stall.begin });
    const express = createExpression({ ...terms, send: (audio) => socket.send(audio), progress: stall.progress });
    try {
      // Not awaited: what goes first is first on the wire all the same, and a client that does not read may still hang up.
      say(metadataOf(terms));
      await withinLife(converse(socket, session, { receive, express }), options.limits.sessionMinutes, clock);
    } finally {
      stall.end();
    }
  };
}

function metadataOf({ requestId, model }: SpeakTerms): Metadata {
  return {
    type: 'Metadata',
    request_id: requestId,
    model_name: model.name,
    model_version: model.version,
    model_uuid: model.uuid,
    additional_model_uuids: [],
  };
}

/** Sends messages beside the conversation's own, but only so many that are still on their way: a client that does not
 *  read cannot make them pile up. */
function sendBeside(socket: MessageSocket): (message: ServerMessage) => void {
  let unsent = 0;
  return (message) => {
    if (unsent >= maxUnsent) return;
    unsent += 1;
    const done = () => {
      unsent -= 1;
    };
    // A failed send means that the peer is gone, which the conversation learns of by itself.
    socket.send(format(message)).then(done, done);
  };
}
