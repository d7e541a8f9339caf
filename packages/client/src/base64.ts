import { GlottisError } from './errors.js';

/** The bytes of a base64 text. Throws a GlottisError if it is none. */
export function fromBase64(base64: string): Uint8Array {
  try {
    // Each character of what atob returns stands for one byte.
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch (cause) {
    throw new GlottisError('the audio in the answer is not base64', { cause });
  }
}
