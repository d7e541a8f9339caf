/** `POST /v1/speak`: a text in, its speech out, from the first audio on. */
import type { Outgoing } from '../../access/outgoing.js';
import { SpeechError } from '../../errors.js';
import type { SpeechOptions, SpeechService, SpeechSession } from '../../session/speech.js';
import { countCharacters } from '../characters.js';
import type { Visit } from '../protocol.js';
import { audioBody } from '../speak-text.js';
import { textOf } from './body.js';
import type { Callbacks } from './callback.js';
import { stripControls } from './controls.js';
import { identify } from './credential.js';
import { contentType } from './formats.js';
import { modelCard } from './models.js';
import { parseRestQuery, type RestQuery } from './query.js';
import { commonHeaders, jsonResponse } from './response.js';

export interface RestTools {
  readonly maxCharacters: number | null;
  readonly outgoing: Outgoing;
  readonly callbacks: Callbacks;
}

/** Answers a request with audio, or, where a callback was given, with the request's id. Throws SpeechError. */
export async function speakRequest(
  request: Request,
  speech: SpeechService,
  visit: Visit,
  tools: RestTools,
): Promise<Response> {
  const { strict } = speech;
  const holder = await speech.authenticate(identify(request.headers, strict).credential);
  const query = parseRestQuery(new URL(request.url).searchParams, strict);
  const text = speakable(stripControls(await textOf(request, tools.outgoing, strict)), tools.maxCharacters);
  const { model: voice, format, speed } = query;
  const wish: SpeechOptions = { holder, protocol: 'deepgram', voice, format, ...(speed !== undefined && { speed }) };
  const open = () => speech.open(wish);

  if (query.callback === undefined) return answerWithAudio(await open(), text, query, request.signal, visit);
  const { callback: target } = query;
  const [requestId, holderId] = [visit.id, holder.id];
  await tools.callbacks.start({ target, text, contentType: contentType(format), requestId, holderId, open });
  return jsonResponse({ request_id: requestId }, visit);
}

function speakable(text: string, maxCharacters: number | null): string {
  if (text.trim() === '') throw new SpeechError('empty-text', 'the text has no characters');
  const count = countCharacters(text);
  if (maxCharacters === null || count <= maxCharacters) return text;
  throw new SpeechError('text-too-long', `the text has ${count} characters; at most ${maxCharacters} are taken`);
}

async function answerWithAudio(
  session: SpeechSession,
  text: string,
  query: RestQuery,
  signal: AbortSignal,
  visit: Visit,
): Promise<Response> {
  const body = await audioBody(session, text, signal);
  return new Response(body, { headers: audioHeaders(query, text, visit) });
}

/** Deepgram's Python SDKs up to 4 fail when one of the first five is missing. Of markup nothing is applied as yet. */
function audioHeaders({ model, format }: RestQuery, text: string, visit: Visit): Record<string, string> {
  const { name, uuid } = modelCard(model);
  return {
    'content-type': contentType(format),
    'dg-model-name': name,
    'dg-model-uuid': uuid,
    'dg-char-count': String(countCharacters(text)),
    ...commonHeaders(visit),
    'dg-breaks-applied': '0',
    'dg-pronunciations-applied': '0',
  };
}
