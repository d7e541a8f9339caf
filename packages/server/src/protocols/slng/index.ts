/** SLNG's text-to-speech gateway, "Unmute": one socket and one request for every model. */
import { type Clock, systemClock } from '../../clock.js';
import type { Holder, SpeechService } from '../../session/speech.js';
import { curlLine } from '../curl-line.js';
import { defineProtocol, type ProtocolTools } from '../definition.js';
import type { Acceptance, Protocol, Route, Visit } from '../protocol.js';
import { checkProviderKey, checkTracking, credentialOf } from './credential.js';
import { farewell, refuse } from './errors.js';
import { chosenFrames } from './framing.js';
import { speakRequest } from './http.js';
import { findModel, type Model } from './model.js';
import { type AudioFrames, type SlngOptions, slngOptions, strictDefaults } from './options.js';
import { commonHeaders, jsonResponse } from './response.js';
import { unmuteConversation } from './socket.js';

/** The unified bridge, and the routes of single models, which speak the same here. */
const paths = ['/v1/bridges/unmute/tts/*model', '/v1/tts/*model'];

/** Stands before a path whose audio is binary, for clients that cannot add a query. */
const binaryPrefix = '/binary';

/** The protocol, as its options say. */
export function slng(options: SlngOptions, { clock = systemClock }: Partial<ProtocolTools> = {}): Protocol {
  const socket = (path: string, frames: AudioFrames): Route => ({
    type: 'websocket',
    path,
    maxMessageBytes: options.limits.frameBytes,
    accept: (request, speech, visit) => accept(request, speech, visit, { options, frames, clock }),
  });
  const post = (path: string): Route => ({
    type: 'http',
    method: 'POST',
    path,
    async handle(request, speech, visit) {
      const { holder, model } = await admit(request, speech, visit, options);
      return speakRequest(request, speech, visit, { holder, model, limits: options.limits });
    },
  });
  return {
    name: 'slng',
    routes: [
      ...paths.flatMap((path) => [socket(path, 'auto'), socket(binaryPrefix + path, 'binary'), post(path)]),
      { type: 'http', method: 'GET', path: '/v1/me', handle: describeCaller },
    ],
    refuse,
    farewell,
  };
}

export default defineProtocol({ name: 'slng', options: slngOptions, strict: strictDefaults, example, create: slng });

/** The answer is a WAV file. */
function example(url: string, key: string | undefined): string {
  return curlLine({
    url: `${url}/v1/bridges/unmute/tts/deepgram/aura:2`,
    keyHeader: key && `Authorization: Bearer ${key}`,
    body: { text: 'Hello, world.' },
    file: 'hello.wav',
  });
}

async function accept(
  request: Request,
  speech: SpeechService,
  visit: Visit,
  route: { readonly options: SlngOptions; readonly frames: AudioFrames; readonly clock: Clock },
): Promise<Acceptance> {
  const { options, clock } = route;
  const { holder, model } = await admit(request, speech, visit, options);
  const { headers, url } = request;
  const asked = { query: new URL(url).searchParams, route: route.frames, key: holder.id };
  const frames = chosenFrames(asked, model, options);
  const userAgent = headers.get('user-agent') ?? '';
  return {
    headers: commonHeaders(visit),
    converse: unmuteConversation(speech, { requestId: visit.id, holder, userAgent, model, frames, options, clock }),
    farewell: (error) => farewell(error, visit.id),
  };
}

/** Who calls, and for which model. Regions are not looked at: this server is in one place. */
async function admit(
  request: Request,
  speech: SpeechService,
  visit: Visit,
  options: SlngOptions,
): Promise<{ readonly holder: Holder; readonly model: Model }> {
  const { headers } = request;
  const holder = await speech.authenticate(credentialOf(headers, new URL(request.url).searchParams));
  const model = findModel(visit.params.model ?? '', options);
  checkProviderKey(headers, model.hosted);
  checkTracking(headers, speech.strict);
  return { holder, model };
}

/** Answers `GET /v1/me`: whether the key is good, which is what tools ask it for. */
async function describeCaller(request: Request, speech: SpeechService, visit: Visit): Promise<Response> {
  const { id } = await speech.authenticate(credentialOf(request.headers, new URL(request.url).searchParams));
  return jsonResponse({ id }, visit);
}
