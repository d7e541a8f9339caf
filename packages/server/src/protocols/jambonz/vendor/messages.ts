/** The messages between jambonz and a vendor that streams, as they stand on the wire. */
import { SpeechError } from '../../../errors.js';
import { parseObject } from '../../json.js';

/** What jambonz says. */
export type ClientMessage =
  | { readonly type: 'stream'; readonly text: string }
  | { readonly type: 'flush' | 'clear' | 'stop' }
  /** `keepalive`, and whatever other versions may say. */
  | { readonly type: 'other' };

/** What we say, beside binary messages of audio. */
export type ServerMessage =
  | { readonly type: 'connect'; readonly data: { readonly sample_rate: number; readonly base64_encoding: boolean } }
  | { readonly type: 'data'; readonly data: { readonly audio: string } }
  | { readonly type: 'error'; readonly error: string };

/** Throws `unsupported-message` for binary messages, and `invalid-message` for what makes no sense. */
export function parse(message: string | Uint8Array): ClientMessage {
  if (typeof message !== 'string') throw new SpeechError('unsupported-message', 'messages are text, not binary');
  const { type, text } = parseObject(message);
  if (typeof type !== 'string') throw new SpeechError('invalid-message', '`type` must be a string');
  switch (type) {
    case 'stream':
      if (typeof text === 'string') return { type, text };
      throw new SpeechError('invalid-message', '`text` must be a string');
    case 'flush':
    case 'clear':
    case 'stop':
      return { type };
    default:
      return { type: 'other' };
  }
}

export function format(message: ServerMessage): string {
  return JSON.stringify(message);
}
