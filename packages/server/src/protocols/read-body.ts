/** Bodies of requests and answers, never more of them than is wanted. */
import { TextDecoder } from 'node:util';
import { SpeechError } from '../errors.js';

/** A whole body as text. Throws `message-too-large` beyond so many bytes, and `invalid-message` for what is not UTF-8. */
export async function readText(body: Request | Response, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let bytes = 0;
  for await (const chunk of body.body ?? []) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new SpeechError('message-too-large', `the body is larger than ${maxBytes} bytes`);
    text += decode(decoder, chunk);
  }
  return text + decode(decoder);
}

function decode(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch {
    throw new SpeechError('invalid-message', 'the body is not UTF-8');
  }
}
