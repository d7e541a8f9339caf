/** `/v1/ai/speech`: a text in, its speech out, as audio or within JSON. */
import { randomInt } from 'node:crypto';
import type { SpeechEvent } from '../../session/events.js';
import { audioBody, audioOf, speakText } from '../speak-text.js';
import { readFields } from './body.js';
import { type CaptionToken, createCaptions } from './captions.js';
import type { Fields } from './fields.js';
import { comesWhole, contentType } from './formats.js';
import type { LmntOptions } from './options.js';
import { commonHeaders } from './response.js';
import type { RestCall, RestRoute } from './rest-route.js';
import { textOf } from './rest-text.js';
import { createAudioRoom, fileBody, jsonBody } from './rest-whole.js';
import type { Version } from './version.js';
import { speechOptions, wishOf } from './wish.js';

/** The routes that speak. */
export function speechRoutes(options: LmntOptions): readonly RestRoute[] {
  const room = createAudioRoom();

  /** Audio as it is made, or, in the formats that are files, when all of it is. */
  async function answerWithAudio({ request, speech, visit, holder }: RestCall): Promise<Response> {
    const fields = await readFields(request);
    const text = textOf(fields, options.limits.restCharacters);
    const wish = wishOf(fields, 'rest', options);
    const session = await speech.open(speechOptions(wish, holder, false));
    const headers = { ...commonHeaders(visit.id), 'content-type': contentType(wish.format) };
    if (!comesWhole(wish.format)) return new Response(await audioBody(session, text, request.signal), { headers });
    const audio = await room.collect(audioOf(speakText(session, text, request.signal)), wish.format);
    return new Response(fileBody(audio), { headers: { ...headers, 'content-length': String(audio.data.length) } });
  }

  /** All of the audio in Base64, and what else was asked for. */
  async function answerWithJson({ request, speech, visit, holder, version }: RestCall): Promise<Response> {
    const fields = await readFields(request);
    const text = textOf(fields, options.limits.restCharacters);
    const wish = wishOf(fields, 'rest', options);
    const extras = extrasOf(fields, version);
    const session = await speech.open(speechOptions(wish, holder, extras.timed));
    const events = speakText(session, text, request.signal);
    const tokens: CaptionToken[] = [];
    const audio = extras.timed ? captioned(events, text, tokens) : audioOf(events);
    const body = jsonBody(await room.collect(audio, wish.format), extras.fill(tokens));
    return new Response(body, { headers: { ...commonHeaders(visit.id), 'content-type': 'application/json' } });
  }

  return [
    { method: 'POST', path: '/v1/ai/speech', answer: answerWithJson },
    { method: 'POST', path: '/v1/ai/speech/bytes', answer: answerWithAudio },
  ];
}

/** What stands beside the audio in JSON. */
interface Extras {
  /** Whether it tells what is heard when. */
  readonly timed: boolean;
  fill(tokens: readonly CaptionToken[]): object;
}

/** The same times go by two names, one for each generation of clients. Clients of the older one expect a seed; it
 *  changes nothing here, so theirs comes back. */
function extrasOf(fields: Fields, version: Version): Extras {
  const timestamps = fields.flag('return_timestamps') ?? false;
  const durations = fields.flag('return_durations') ?? false;
  const seed = version === 'older' ? (fields.number('seed') ?? randomInt(2 ** 31)) : undefined;
  return {
    timed: timestamps || durations,
    fill: (tokens) => ({
      ...(timestamps && { timestamps: tokens }),
      ...(durations && { durations: tokens }),
      ...(seed !== undefined && { seed }),
    }),
  };
}

/** The audio of the events; what they say of its times is added to the tokens. */
async function* captioned(
  events: AsyncIterable<SpeechEvent>,
  text: string,
  tokens: CaptionToken[],
): AsyncGenerator<Uint8Array> {
  const captions = createCaptions({ perPiece: false, exact: false });
  captions.append(text);
  captions.flush();
  for await (const event of events) {
    if (event.type === 'audio') {
      captions.audio(event);
      yield event.data;
    }
    if (event.type === 'timestamps') tokens.push(...captions.words(event.words));
  }
  tokens.push(...captions.end());
}
