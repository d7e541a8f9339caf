/** `POST`, for a `say` that is not streamed: a text in, its speech out, from the first audio on. */
import { SpeechError } from '../../../errors.js';
import type { Holder, SpeechService } from '../../../session/speech.js';
import { isSayable } from '../../../text/sayable.js';
import { countCharacters } from '../../characters.js';
import { type JsonObject, parseObject } from '../../json.js';
import { readText } from '../../read-body.js';
import { audioBody } from '../../speak-text.js';
import { wordsOf } from '../ssml.js';
import { acceptedFormat } from './formats.js';
import type { VendorOptions } from './options.js';
import { castingOf } from './voice.js';

export interface HttpTerms {
  readonly holder: Holder;
  readonly options: VendorOptions;
}

/** Answers with audio. Throws SpeechError. */
export async function speakRequest(
  request: Request,
  speech: SpeechService,
  { holder, options }: HttpTerms,
): Promise<Response> {
  const { format, contentType } = acceptedFormat(request.headers.get('accept'));
  const fields = parseObject(await readText(request, options.frameBytes), 'the body');
  const text = speakable(fields, options.requestCharacters);
  // The language is absent where a call is live.
  const casting = castingOf(optionalText(fields, 'voice'), optionalText(fields, 'language'));
  const session = await speech.open({ holder, protocol: 'jambonz', ...casting, format });
  const body = await audioBody(session, text, request.signal);
  return new Response(body, { headers: { 'content-type': contentType } });
}

function speakable(fields: JsonObject, maxCharacters: number): string {
  const { text, type } = fields;
  if (typeof text !== 'string') throw new SpeechError('invalid-message', '`text` must be a string');
  const count = countCharacters(text);
  if (count > maxCharacters) {
    throw new SpeechError('text-too-long', `the text has ${count} characters; at most ${maxCharacters} are taken`);
  }
  const words = type === 'ssml' || text.trimStart().startsWith('<speak') ? wordsOf(text) : text;
  if (!isSayable(words)) throw new SpeechError('empty-text', 'there is nothing to be spoken in `text`');
  return words;
}

function optionalText(fields: JsonObject, name: string): string | null {
  const value = fields[name] ?? null;
  if (value === null || typeof value === 'string') return value;
  throw new SpeechError('invalid-request', `\`${name}\` must be a string`);
}
