/** The conversation of `/v1/speak`: text comes in pieces, audio goes out as it is made. */
import type { Clock } from '../../clock.js';
import type { SpeechSession } from '../../session/speech.js';
import { aside } from '../aside.js';
import { converse } from '../converse.js';
import type { Conversation } from '../protocol.js';
import { withinLife } from '../within-life.js';
import { createExpression } from './express.js';
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

/** Speaks with one client until either side ends it. */
export function speakConversation(session: SpeechSession, terms: SpeakTerms): Conversation {
  const { options, clock } = terms;
  return async (socket) => {
    const end = () => {
      session.close();
      socket.close(1000);
    };
    const stall = createStallWatch(options.limits.drainSeconds, clock, end);
    const send = aside(socket);
    const say = (message: ServerMessage) => send(format(message));
    const receive = createReception(session, { options, clock, warn: say, closing: stall.begin });
    const express = createExpression({ ...terms, progress: stall.progress });
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
