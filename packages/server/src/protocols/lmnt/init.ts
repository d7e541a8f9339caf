/** The first message of `/v1/ai/speech/stream`: who the client is, and how it wants to be spoken to. */
import { SpeechError } from '../../errors.js';
import { type JsonObject, parseObject } from '../json.js';
import { type Fields, fieldsOf } from './fields.js';
import type { FormatOptions } from './formats.js';
import { type Wish, wishOf } from './wish.js';

export interface Init {
  readonly key: string | undefined;
  readonly wish: Wish;
  /** Whether words and their times are told. */
  readonly timestamps: boolean;
  /** Our addition: how many bytes of audio may be on their way without the client's having taken them. */
  readonly windowBytes: number | undefined;
  /** Our addition: whether the client wants to know how much text there is room for. */
  readonly textWindow: boolean;
}

/** Reads JSON, whatever it says. Throws `unsupported-message` for binary, and `invalid-message` for what is no object. */
export function parseFirst(message: string | Uint8Array): JsonObject {
  if (typeof message === 'string') return parseObject(message, 'the first message');
  throw new SpeechError('unsupported-message', 'the first message must be JSON text');
}

/** Throws `invalid-request` or `unsupported-format`. */
export function readInit(first: JsonObject, options: FormatOptions): Init {
  const fields = fieldsOf(first);
  const additions = additionsOf(first.glottis);
  return {
    key: fields.text('X-API-Key'),
    wish: wishOf(fields, 'socket', options),
    timestamps: ['return_timestamps', 'return_extras', 'send_extras'].some((name) => fields.flag(name) === true),
    windowBytes: windowOf(additions),
    textWindow: additions.flag('text_window') === true,
  };
}

function additionsOf(additions: unknown): Fields {
  return fieldsOf(typeof additions === 'object' ? { ...additions } : {});
}

function windowOf(additions: Fields): number | undefined {
  const bytes = additions.number('window_bytes');
  if (bytes === undefined || bytes > 0) return bytes;
  throw new SpeechError('invalid-request', '`window_bytes` must be more than 0');
}
