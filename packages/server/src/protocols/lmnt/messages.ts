/** The messages of `/v1/ai/speech/stream` after the first, as they stand on the wire. */
import { SpeechError } from '../../errors.js';
import { type JsonObject, parseObject } from '../json.js';
import type { CaptionToken } from './captions.js';
import { fieldsOf } from './fields.js';

/** What a client may say, whichever dialect it says it in. */
export type ClientMessage =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'flush'; readonly nonce: number }
  | ResetMessage
  | { readonly type: 'finish' }
  /** Our addition, for a client that named a window: all bytes of audio that it has taken since the session began. */
  | { readonly type: 'ack'; readonly bytes: number };

export interface ResetMessage {
  readonly type: 'reset';
  readonly nonce: number;
  /** Our addition: how far the listener has heard, in milliseconds of the audio since the session began, or since the
   *  last `reset_complete`. */
  readonly playedMs?: number;
  /** Our addition: whether the answer tells what was heard. */
  readonly report: boolean;
}

export type ServerMessage = TypedMessage | CommandMessage | Extras | { readonly error: string };

/** Version 1.1 and later. */
export type TypedMessage =
  | {
      readonly type: 'ready';
      readonly request_id: string;
      /** Our addition, for a client that asked: how much text it may send beyond what the last `room` named, or beyond
       *  none. In UTF-16 units, as all that is called characters here. */
      readonly text_window?: number;
    }
  /** Our addition, for the same client: all text that had come since the session began when there was room for a whole
   *  window more. */
  | { readonly type: 'room'; readonly characters: number }
  | { readonly type: 'timestamps'; readonly timestamps: readonly CaptionToken[] }
  | { readonly type: 'flush_complete'; readonly nonce: number }
  | { readonly type: 'reset_complete'; readonly nonce: number; readonly heard?: Heard }
  | {
      readonly type: 'error';
      readonly error: { readonly type: ErrorType; readonly message: string };
      readonly request_id: string;
    };

/** All that LMNT's clients know. */
export type ErrorType =
  | 'invalid_request_error'
  | 'authentication_error'
  | 'permission_error'
  | 'not_found_error'
  | 'payment_required_error'
  | 'rate_limit_error'
  | 'internal_server_error';

/** Our addition: what a listener had heard of the text that was not over by then, and what not. */
export interface Heard {
  readonly text_spoken: string;
  readonly text_remaining: string;
  /** Milliseconds, counted as `played_ms` is. */
  readonly audio_ms: number;
}

/** Protocol version 2. */
export interface CommandMessage {
  readonly complete: 'flush' | 'reset';
  readonly nonce: number;
}

/** What the older dialects say of the audio that follows, to who asked for it. */
export interface Extras {
  readonly durations: readonly CaptionToken[];
  /** Everything that came so far has been spoken. */
  readonly buffer_empty: boolean;
}

/** Reads any message but the first. Throws `unsupported-message` for binary, `invalid-message` for what is no message,
 *  and `invalid-request` for a field that is not what it should be. */
export function parse(message: string | Uint8Array): ClientMessage {
  if (typeof message !== 'string') {
    throw new SpeechError('unsupported-message', 'binary messages are not understood; send JSON text');
  }
  const fields = parseObject(message);
  switch (verbOf(fields)) {
    case 'text':
      return { type: 'text', text: textOf(fields) };
    case 'flush':
      return { type: 'flush', nonce: nonceOf(fields) };
    case 'reset':
      return resetOf(fields);
    case 'finish':
    case 'eof':
      return { type: 'finish' };
    case 'ack':
      return { type: 'ack', bytes: fieldsOf(fields).number('bytes') ?? 0 };
    default:
      throw new SpeechError('invalid-message', 'unknown message type; use text, flush, reset or finish');
  }
}

export function format(message: ServerMessage): string {
  return JSON.stringify(message);
}

/** A `type`, a `command`, or, in the oldest dialect, the field that there is. */
function verbOf(fields: JsonObject): unknown {
  if (fields.type != null) return fields.type;
  if (fields.command != null) return fields.command;
  if (typeof fields.text === 'string') return 'text';
  const { flag } = fieldsOf(fields);
  return ['flush', 'eof'].find(flag);
}

function textOf({ text }: JsonObject): string {
  if (typeof text === 'string') return text;
  throw new SpeechError('invalid-request', '`text` must be a string');
}

/** A client that gives no nonce waits for none: it is told 0. */
function nonceOf(fields: JsonObject): number {
  const nonce = fieldsOf(fields).number('nonce') ?? 0;
  if (Number.isSafeInteger(nonce)) return nonce;
  throw new SpeechError('invalid-request', '`nonce` must be a whole number');
}

function resetOf(fields: JsonObject): ResetMessage {
  const { number, flag } = fieldsOf(fields);
  const playedMs = number('played_ms');
  return {
    type: 'reset',
    nonce: nonceOf(fields),
    ...(playedMs !== undefined && { playedMs: Math.max(0, playedMs) }),
    report: playedMs !== undefined || flag('report') === true,
  };
}
