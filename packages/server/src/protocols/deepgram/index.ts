/** Deepgram's `/v1/speak`, over WebSocket and REST, with its models and token endpoints. */
import { createOutgoing } from '../../access/outgoing.js';
import { type Clock, systemClock } from '../../clock.js';
import type { SpeechService } from '../../session/speech.js';
import { curlLine } from '../curl-line.js';
import { defineProtocol, type ProtocolTools } from '../definition.js';
import type { Acceptance, Protocol, Visit } from '../protocol.js';
import { describeToken, grantToken } from './auth.js';
import { createCallbacks } from './callback.js';
import { identify } from './credential.js';
import { farewell, refuse } from './errors.js';
import { listModels, modelCard, showModel } from './models.js';
import { type DeepgramOptions, deepgramOptions, strictDefaults } from './options.js';
import { parseSocketQuery } from './query.js';
import { commonHeaders } from './response.js';
import { speakRequest } from './rest.js';
import { speakConversation } from './socket.js';

/** Room for forty thousand characters of any script; a reply is some hundreds. */
const maxMessageBytes = 256 * 1024;

/** The protocol, as its options say. Without a way out of the server it has one for which no host is allowed. */
export function deepgram(options: DeepgramOptions, tools: Partial<ProtocolTools> = {}): Protocol {
  const { clock = systemClock, outgoing = createOutgoing({ allowedHosts: [] }), warn = () => undefined } = tools;
  const callbacks = createCallbacks({ clock, outgoing, warn });
  const restTools = { maxCharacters: options.limits.restCharacters, outgoing, callbacks };
  return {
    name: 'deepgram',
    routes: [
      {
        type: 'websocket',
        path: '/v1/speak',
        maxMessageBytes,
        accept: (request, speech, visit) => accept(request, speech, visit, options, clock),
      },
      {
        type: 'http',
        method: 'POST',
        path: '/v1/speak',
        handle: (request, speech, visit) => speakRequest(request, speech, visit, restTools),
      },
      { type: 'http', method: 'GET', path: '/v1/models', handle: listModels },
      { type: 'http', method: 'GET', path: '/v1/models/:id', handle: showModel },
      { type: 'http', method: 'POST', path: '/v1/auth/grant', handle: grantToken },
      { type: 'http', method: 'GET', path: '/v1/auth/token', handle: describeToken },
    ],
    refuse,
    farewell,
    close: callbacks.close,
  };
}

export default defineProtocol({
  name: 'deepgram',
  options: deepgramOptions,
  strict: strictDefaults,
  example,
  create: deepgram,
});

/** The answer is a WAV file, which plays everywhere. */
function example(url: string, key: string | undefined): string {
  return curlLine({
    url: `${url}/v1/speak?container=wav`,
    keyHeader: key && `Authorization: Token ${key}`,
    body: { text: 'Hello, world.' },
    file: 'hello.wav',
  });
}

async function accept(
  request: Request,
  speech: SpeechService,
  visit: Visit,
  options: DeepgramOptions,
  clock: Clock,
): Promise<Acceptance> {
  const { credential, subprotocol, bySubprotocol } = identify(request.headers, speech.strict);
  const holder = await speech.authenticate(credential);
  const query = parseSocketQuery(new URL(request.url).searchParams, speech.strict);
  const session = await speech.open({
    holder,
    protocol: 'deepgram',
    voice: query.model,
    format: query.format,
    timestamps: query.wordTimestamps,
    ...(query.speed !== undefined && { speed: query.speed }),
  });
  return {
    headers: commonHeaders(visit),
    ...(subprotocol !== undefined && { subprotocol }),
    converse: speakConversation(session, {
      requestId: visit.id,
      model: modelCard(query.model),
      options,
      answerGapMs: bySubprotocol ? options.subprotocolGapMs : 0,
      clock,
    }),
    abandon: () => session.close(),
  };
}
