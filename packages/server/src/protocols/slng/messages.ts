/** The messages of the unified socket, as they stand on the wire: those of both published generations. */
import { SpeechError } from '../../errors.js';
import { type JsonObject, parseObject } from '../json.js';
import type { WireCode } from './errors.js';
import { readWish, type Wish } from './wish.js';

export type ClientMessage =
  | Init
  | {
      readonly type: 'text';
      readonly text: string;
      /** The turn ends with this text. */
      readonly flush: boolean;
      /** A dictionary is named for it. */
      readonly pronunciation: boolean;
    }
  | { readonly type: 'flush' | 'clear' | 'cancel' | 'close' | 'keepalive' };

export interface Init {
  readonly type: 'init';
  readonly wish: Wish;
  /** Whether it is written the way pipecat writes it, which no page of the documentation does. */
  readonly likePipecat: boolean;
}

export type ServerMessage =
  | { readonly type: 'ready'; readonly session_id: string; readonly slng_request_id: string }
  | { readonly type: 'audio_chunk'; readonly data: string; readonly sequence: number }
  | { readonly type: 'segment_start' | 'segment_end'; readonly segment_id: string }
  | { readonly type: 'flushed' | 'cleared' }
  /** In seconds. */
  | { readonly type: 'audio_end'; readonly duration: number }
  | Timestamps
  | {
      readonly type: 'error';
      readonly code: WireCode;
      readonly message: string;
      readonly slng_request_id?: string;
    };

/** Our addition, for who asks with `config.timestamps`: the shape in which SLNG's Rime routes tell theirs. Three lists of
 *  one length; times in seconds since the turn's first audio. */
export interface Timestamps {
  readonly type: 'timestamps';
  readonly word_timestamps: {
    readonly words: readonly string[];
    readonly start: readonly number[];
    readonly end: readonly number[];
  };
}

/** Reads what a client sent. Throws `unsupported-message` for binary, `invalid-request` for an init that cannot be, and
 *  `invalid-message` for all else that is no message of this protocol. */
export function parse(message: string | Uint8Array): ClientMessage {
  if (typeof message !== 'string') {
    throw new SpeechError('unsupported-message', 'binary messages mean nothing here; send JSON text');
  }
  const fields = parseObject(message);
  switch (fields.type) {
    case 'init':
      return { type: 'init', wish: readWish(fields), likePipecat: isLikePipecat(fields) };
    case 'text':
    case 'input_text': // as the retired protocol calls it
      return textMessage(fields);
    case 'stop': // as the retired protocol calls it
      return { type: 'cancel' };
    case 'flush':
    case 'clear':
    case 'cancel':
    case 'close':
    case 'keepalive':
      return { type: fields.type };
    default:
      throw new SpeechError(
        'invalid-message',
        'unknown message type; use init, text, flush, clear, cancel, close or keepalive',
      );
  }
}

export function format(message: ServerMessage): string {
  return JSON.stringify(message);
}

function textMessage({ text, flush, pronunciation }: JsonObject): ClientMessage {
  if (typeof text !== 'string') throw new SpeechError('invalid-message', '`text` must be a string');
  return { type: 'text', text, flush: flush === true, pronunciation: (pronunciation ?? null) !== null };
}

/** No model, a full config, and that before the voice: the documentation has it the other way round. */
function isLikePipecat(fields: JsonObject): boolean {
  const { encoding, sample_rate } = Object(fields.config) as JsonObject;
  const names = Object.keys(fields);
  const configFirst = !names.includes('voice') || names.indexOf('config') < names.indexOf('voice');
  return fields.model === undefined && encoding !== undefined && sample_rate !== undefined && configFirst;
}
