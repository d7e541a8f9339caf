/** What a request says in its body: the same fields as JSON, as a form, or as a form in parts, whichever a client knows. */
import { SpeechError } from '../../errors.js';
import { type JsonObject, parseObject } from '../json.js';
import { readText } from '../read-body.js';
import { type Fields, fieldsOf } from './fields.js';

/** Five thousand characters of any script, each of them escaped, take sixty thousand. */
const maxBodyBytes = 1_000_000;
/** Of a form in parts. All the fields of all versions are less than twenty. */
const maxParts = 100;

/** Reads the body; one that is missing has no fields. Throws `invalid-message`, `message-too-large` or
 *  `unsupported-media-type`. */
export async function readFields(request: Request): Promise<Fields> {
  return fieldsOf(await readValues(request));
}

async function readValues(request: Request): Promise<JsonObject> {
  const contentType = request.headers.get('content-type') ?? '';
  const read = readerFor(contentType.split(';', 1)[0]!.trim().toLowerCase());
  const body = await readText(request, maxBodyBytes);
  return body === '' ? {} : read(body, contentType);
}

function readerFor(type: string): (body: string, contentType: string) => JsonObject | Promise<JsonObject> {
  switch (type) {
    case 'application/json':
    case '':
    // What `fetch` calls a text unless told otherwise, as by the oldest of LMNT's own clients.
    case 'text/plain':
      return fromJson;
    case 'application/x-www-form-urlencoded':
      return fromForm;
    case 'multipart/form-data':
      return fromParts;
    default:
      throw new SpeechError('unsupported-media-type', 'send application/json, or a form');
  }
}

function fromJson(body: string): JsonObject {
  return parseObject(body, 'the body');
}

function fromForm(body: string): JsonObject {
  // curl calls everything a form unless told otherwise, and people do not tell it.
  if (body.trimStart().startsWith('{')) return fromJson(body);
  return Object.fromEntries(new URLSearchParams(body));
}

/** What comes as a file is no field. */
async function fromParts(body: string, contentType: string): Promise<JsonObject> {
  const [, boundary] = /;\s*boundary="?([^";]+)/i.exec(contentType) ?? [];
  if (boundary === undefined) throw new SpeechError('invalid-message', 'the content type names no boundary');
  if (body.split(`--${boundary}`, maxParts + 3).length > maxParts + 2) {
    throw new SpeechError('message-too-large', `the form has more than ${maxParts} parts`);
  }
  try {
    const form = await new Response(body, { headers: { 'content-type': contentType } }).formData();
    return Object.fromEntries(form);
  } catch {
    // The cause may quote the body, so it is not kept.
    throw new SpeechError('invalid-message', 'the body is not a form in parts');
  }
}
