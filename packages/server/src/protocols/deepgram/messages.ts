/** The messages of `/v1/speak`, as they stand on the wire. */
import { SpeechError } from '../../errors.js';
import { parseObject } from '../json.js';

export type ClientMessage =
  | { readonly type: 'Speak'; readonly text: string }
  | { readonly type: 'Flush' }
  /** `playedMs`, our addition: how far the listener has heard, in milliseconds since the session began. */
  | { readonly type: 'Clear'; readonly playedMs?: number }
  | { readonly type: 'Close' }
  | { readonly type: 'KeepAlive' };

export type ServerMessage = Metadata | Flushed | Cleared | Warning | WordTimestamps;

export interface Metadata {
  readonly type: 'Metadata';
  readonly request_id: string;
  readonly model_name: string;
  readonly model_version: string;
  readonly model_uuid: string;
  readonly additional_model_uuids: readonly string[];
}

export interface Flushed {
  readonly type: 'Flushed';
  readonly sequence_id: number;
}

/** The texts are our addition, for a Clear that said how far the listener has heard. */
export interface Cleared {
  readonly type: 'Cleared';
  readonly sequence_id: number;
  readonly text_spoken?: string;
  readonly text_remaining?: string;
}

/** The published description and the clients name its fields differently, so both pairs are sent. */
export interface Warning {
  readonly type: 'Warning';
  readonly code: string;
  readonly description: string;
  readonly warn_code: string;
  readonly warn_msg: string;
}

/** Our addition, for who asks with `word_timestamps=true`. Times count from the session's first audio. */
export interface WordTimestamps {
  readonly type: 'WordTimestamps';
  readonly words: readonly { readonly word: string; readonly start_ms: number; readonly end_ms: number }[];
}

/** Reads what a client sent. Throws `unsupported-message` for binary and `invalid-message` for all else that is no command. */
export function parse(message: string | Uint8Array): ClientMessage {
  if (typeof message !== 'string') {
    throw new SpeechError('unsupported-message', 'binary messages are not understood; send JSON text');
  }
  const fields = parseObject(message);
  switch (fields.type) {
    case 'Speak':
    case 'Text': // the word in one of Deepgram's own samples
      return { type: 'Speak', text: stringField(fields.text) };
    case 'Flush':
      return { type: 'Flush' };
    case 'Clear':
    case 'Reset': // the word of Deepgram's Go SDK
      return { type: 'Clear', ...playedMs(fields.playback_offset) };
    case 'Close':
      return { type: 'Close' };
    case 'KeepAlive': // a habit from the speech-to-text API
      return { type: 'KeepAlive' };
    default:
      throw new SpeechError('invalid-message', 'unknown message type; use Speak, Flush, Clear or Close');
  }
}

export function format(message: ServerMessage): string {
  return JSON.stringify(message);
}

export function warning(code: string, description: string): Warning {
  return { type: 'Warning', code, description, warn_code: code, warn_msg: description };
}

function stringField(text: unknown): string {
  if (typeof text === 'string') return text;
  throw new SpeechError('invalid-message', '`text` of a Speak message must be a string');
}

/** An offset in any other shape is an unknown field, and those are ignored. */
function playedMs(offset: unknown): { playedMs?: number } {
  const { type, value } = Object(offset) as { type?: unknown; value?: unknown };
  const usable = type === 'time_ms' && typeof value === 'number' && Number.isFinite(value) && value >= 0;
  return usable ? { playedMs: value } : {};
}
