import { SpeechError } from '../../errors.js';
import { parseObject } from '../json.js';

/** What a client may say. */
export type ClientMessage =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'flush' }
  | { readonly type: 'clear' }
  | { readonly type: 'finish' };

/** What the server says, beside binary messages of audio. */
export type ServerMessage =
  | { readonly type: 'ready'; readonly id: string }
  | { readonly type: 'flushed' }
  | { readonly type: 'cleared'; readonly spoken: string }
  | { readonly type: 'error'; readonly message: string };

/** Throws `unsupported-message` for binary messages and `invalid-message` for all that is not a ClientMessage. */
export function parse(message: string | Uint8Array): ClientMessage {
  if (typeof message !== 'string') throw new SpeechError('unsupported-message', 'messages are text, not binary');
  const { type, text } = parseObject(message);
  switch (type) {
    case 'text':
      if (typeof text === 'string') return { type, text };
      throw new SpeechError('invalid-message', '"text" must be a string');
    case 'flush':
    case 'clear':
    case 'finish':
      return { type };
    default:
      throw new SpeechError('invalid-message', '"type" must be text, flush, clear or finish');
  }
}

export function format(message: ServerMessage): string {
  return JSON.stringify(message);
}
