/** Reading what a client wrote as JSON, without quoting it back or keeping it. */
import { SpeechError } from '../errors.js';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Throws `invalid-message` for what is not JSON, or not an object. `what` names it in the message. */
export function parseObject(json: string, what = 'the message'): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    // The cause would quote the client's text, so it is not kept.
    throw new SpeechError('invalid-message', `${what} is not JSON`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new SpeechError('invalid-message', `${what} is not a JSON object`);
  }
  return value as JsonObject;
}
