/** `POST …/tts/{model}`: a text in, its speech out, from the first audio on. */
import { SpeechError } from '../../errors.js';
import type { Holder, SpeechService } from '../../session/speech.js';
import { isSayable } from '../../text/sayable.js';
import { countCharacters } from '../characters.js';
import { type JsonObject, parseObject } from '../json.js';
import type { Visit } from '../protocol.js';
import { readText } from '../read-body.js';
import { audioBody } from '../speak-text.js';
import { cast } from './casting.js';
import { unknownDictionary } from './dictionaries.js';
import { contentType, httpFormat } from './formats.js';
import type { Model } from './model.js';
import type { SlngLimits } from './options.js';
import { commonHeaders } from './response.js';
import { readWish } from './wish.js';

export interface HttpTerms {
  readonly holder: Holder;
  readonly model: Model;
  readonly limits: SlngLimits;
}

/** Answers with audio. Throws SpeechError. */
export async function speakRequest(
  request: Request,
  speech: SpeechService,
  visit: Visit,
  { holder, model, limits }: HttpTerms,
): Promise<Response> {
  const fields = parseObject(await readText(request, limits.frameBytes), 'the body');
  const text = speakable(fields, limits.requestCharacters);
  const wish = readWish(fields);
  if (speech.strict && wish.pronunciation) throw unknownDictionary();
  const format = httpFormat(wish);
  const session = await speech.open({
    holder,
    protocol: 'slng',
    ...cast(wish, model, speech.voices),
    format,
    ...(wish.speed !== undefined && { speed: wish.speed }),
  });
  const body = await audioBody(session, text, request.signal);
  return new Response(body, { headers: { 'content-type': contentType(format), ...commonHeaders(visit) } });
}

/** A text without anything to say has no audio, and a file without audio is one that no player takes. */
function speakable({ text }: JsonObject, maxCharacters: number): string {
  if (text === undefined || text === null) throw new SpeechError('invalid-message', 'Missing required field: text');
  if (typeof text !== 'string') throw new SpeechError('invalid-message', '`text` must be a string');
  if (!isSayable(text)) throw new SpeechError('empty-text', 'there is nothing to be spoken in `text`');
  const count = countCharacters(text);
  if (count <= maxCharacters) return text;
  throw new SpeechError('text-too-long', `the text has ${count} characters; at most ${maxCharacters} are taken`);
}
