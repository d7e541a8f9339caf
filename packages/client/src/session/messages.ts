/** Every message of a session, in both directions, as it stands on the wire. */

import { GlottisError } from '../errors.js';

/** A piece of the text and when it is spoken. Words, punctuation and silence (an empty text) are pieces of their own. */
export interface Timestamp {
  readonly text: string;
  /** In seconds, counted from the beginning of the utterance: of the audio after the last flush or reset. */
  readonly start: number;
  /** In seconds. */
  readonly duration: number;
}

/** What a reset cut off. */
export interface Heard {
  /** The text that was spoken before the reset. */
  readonly text_spoken: string;
  /** The text that had been sent and was not spoken. */
  readonly text_remaining: string;
  /** How much audio the listener had heard, in milliseconds. */
  readonly audio_ms: number;
}

/** The session is established. */
export interface SpeechSessionReady {
  readonly type: 'ready';
  readonly request_id: string;
  /** How much text may be sent beyond that for which the server told of room, in UTF-16 units; from Glottis servers only. */
  readonly text_window?: number;
}

/** A piece of the speech. */
export interface SpeechSessionAudio {
  readonly type: 'audio';
  /** Begins at byte 0 of a buffer of its own; PCM comes in whole samples. */
  readonly audio: Uint8Array;
}

/** When the words of the audio before it are spoken; comes only if `return_timestamps` asked for it. */
export interface SpeechSessionTimestamps {
  readonly type: 'timestamps';
  readonly timestamps: readonly Timestamp[];
}

/** All audio of a flush has arrived. */
export interface SpeechSessionFlushComplete {
  readonly type: 'flush_complete';
  /** What `sendFlush` returned. */
  readonly nonce: number;
}

/** A reset is done: all audio from here on belongs to text that was sent after it. */
export interface SpeechSessionResetComplete {
  readonly type: 'reset_complete';
  /** What `sendReset` returned. */
  readonly nonce: number;
  /** Comes if the reset asked for it. */
  readonly heard?: Heard;
}

/** The server gave up; nothing follows. */
export interface SpeechSessionError {
  readonly type: 'error';
  readonly error: {
    /** Such as `invalid_request_error`, `authentication_error`, `not_found_error` or `rate_limit_error`. */
    readonly type: string;
    readonly message: string;
  };
  readonly request_id?: string;
}

export type SpeechSessionMessage =
  | SpeechSessionReady
  | SpeechSessionAudio
  | SpeechSessionTimestamps
  | SpeechSessionFlushComplete
  | SpeechSessionResetComplete
  | SpeechSessionError;

/** The server had room for more text when it had so much, since the session began, in UTF-16 units. For `drained` only. */
export interface Room {
  readonly type: 'room';
  readonly characters: number;
}

export type ServerMessage = SpeechSessionMessage | Room;

/** What the client says. The first message, which has no type, is made in params.ts. */
export type ClientMessage =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'flush'; readonly nonce: number }
  | { readonly type: 'reset'; readonly nonce: number; readonly played_ms?: number; readonly report?: boolean }
  | { readonly type: 'finish' }
  | { readonly type: 'ack'; readonly bytes: number };

/** Reads a message; undefined for a type that this client does not know. Throws a GlottisError for what is broken. */
export function parse(wire: string | Uint8Array): ServerMessage | undefined {
  if (typeof wire !== 'string') return { type: 'audio', audio: wire };
  const message = readObject(wire);
  switch (message.type) {
    case 'ready':
      return ready(message);
    case 'timestamps':
      return { ...message, type: 'timestamps', timestamps: list(message.timestamps) };
    case 'flush_complete':
      return { ...message, type: 'flush_complete', nonce: number('nonce', message) };
    case 'reset_complete':
      return { ...message, type: 'reset_complete', nonce: number('nonce', message) };
    case 'room':
      return { type: 'room', characters: number('characters', message) };
    case 'error':
      return { ...message, type: 'error', error: said(message.error) };
    default:
      return undefined;
  }
}

type Fields = Readonly<Record<string, unknown>>;

function readObject(text: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new GlottisError('the server sent a text message that is not JSON', { cause });
  }
  if (typeof value !== 'object' || value === null) throw new GlottisError('the server sent JSON that is no message');
  return value as Fields;
}

function ready({ request_id, text_window, ...more }: Fields): SpeechSessionReady {
  const window = typeof text_window === 'number' && text_window >= 0 ? { text_window } : {};
  return { ...more, type: 'ready', request_id: String(request_id ?? ''), ...window };
}

function number(name: string, { type, [name]: value }: Fields): number {
  if (typeof value !== 'number') throw new GlottisError(`the server sent a ${type} without ${name}`);
  return value;
}

function list(value: unknown): readonly Timestamp[] {
  return Array.isArray(value) ? value : [];
}

/** An error must come through however it is written. */
function said(error: unknown): SpeechSessionError['error'] {
  const { type, message } = (typeof error === 'object' && error !== null ? error : { message: error }) as Fields;
  return { type: String(type ?? 'internal_server_error'), message: String(message ?? 'unknown error') };
}
