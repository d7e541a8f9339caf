/** The options of a request, which Deepgram takes from its query. Values may come as any client writes them: `True`,
 *  numbers as text, keys repeated, values left empty. Unknown parameters are ignored, unless asked to be strict. */
import type { AudioFormat } from '../../audio/format.js';
import { SpeechError } from '../../errors.js';
import { restFormat, socketFormat } from './formats.js';

export interface SpeakQuery {
  readonly model: string;
  readonly format: AudioFormat;
  /** 1 is the voice's own speed. */
  readonly speed: number | undefined;
}

export interface SocketQuery extends SpeakQuery {
  /** Our addition. */
  readonly wordTimestamps: boolean;
}

export interface RestQuery extends SpeakQuery {
  readonly callback: CallbackTarget | undefined;
}

/** Where to send the audio, instead of answering with it. */
export interface CallbackTarget {
  readonly url: URL;
  readonly method: 'POST' | 'PUT';
}

/** Reads the query of an upgrade. Throws `invalid-request`, `unsupported-format` or `voice-not-found`. */
export function parseSocketQuery(query: URLSearchParams, strict: boolean): SocketQuery {
  const read = readerOf(query, strict, [...commonNames, 'word_timestamps']);
  return {
    ...commonOptions(read),
    format: socketFormat(formatWish(read), strict),
    wordTimestamps: read.flag('word_timestamps'),
  };
}

/** Reads the query of a POST. Throws as `parseSocketQuery`. */
export function parseRestQuery(query: URLSearchParams, strict: boolean): RestQuery {
  const read = readerOf(query, strict, [...commonNames, 'callback', 'callback_method']);
  return {
    ...commonOptions(read),
    format: restFormat(formatWish(read), strict),
    callback: callbackTarget(read),
  };
}

const commonNames = ['model', 'encoding', 'container', 'sample_rate', 'bit_rate', 'speed', 'mip_opt_out', 'tag'];
const defaultModel = 'aura-asteria-en';

function commonOptions(read: Reader): { model: string; speed: number | undefined } {
  read.flag('mip_opt_out'); // says who may train on the text; nobody here does
  const model = read.text('model') ?? defaultModel;
  if (model.startsWith('flux-')) {
    throw new SpeechError('voice-not-found', 'Flux models are not spoken by /v1/speak; use an aura model.');
  }
  const speed = read.number('speed');
  if (speed !== undefined && (speed < 0.7 || speed > 1.5)) throw undeserializable('`speed` must be from 0.7 to 1.5');
  return { model, speed };
}

function formatWish(read: Reader) {
  return {
    encoding: read.text('encoding'),
    container: read.text('container'),
    sampleRate: read.number('sample_rate'),
    bitRate: read.number('bit_rate'),
  };
}

/** Empty is the scheme's own. */
const callbackPorts = ['', '80', '443', '8080', '8443'];

function callbackTarget(read: Reader): CallbackTarget | undefined {
  const text = read.text('callback');
  const method = (read.text('callback_method') ?? 'POST').toUpperCase();
  if (method !== 'POST' && method !== 'PUT') throw undeserializable('`callback_method` must be POST or PUT');
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && callbackPorts.includes(url.port)) return { url, method };
  throw new SpeechError('invalid-request', 'Invalid callback url.');
}

interface Reader {
  /** The first value that is not empty. */
  text(name: string): string | undefined;
  number(name: string): number | undefined;
  /** Absent is false. */
  flag(name: string): boolean;
}

function readerOf(query: URLSearchParams, strict: boolean, known: readonly string[]): Reader {
  const unknown = [...query.keys()].find((name) => !known.includes(name));
  if (strict && unknown !== undefined) {
    throw undeserializable(`unknown field \`${unknown.slice(0, 40)}\`, expected one of ${known.join(', ')}`);
  }
  const text = (name: string) => query.getAll(name).find((value) => value !== '');
  return {
    text,
    number(name) {
      const value = text(name);
      if (value === undefined) return undefined;
      const number = Number(value);
      if (value.trim() === '' || !Number.isFinite(number)) throw undeserializable(`\`${name}\` must be a number`);
      return number;
    },
    flag(name) {
      const value = text(name)?.toLowerCase() ?? 'false';
      if (value === 'true' || value === '1') return true;
      if (value === 'false' || value === '0') return false;
      throw undeserializable(`\`${name}\` must be true or false`);
    },
  };
}

function undeserializable(what: string): SpeechError {
  return new SpeechError('invalid-request', `Failed to deserialize query parameters: ${what}`);
}
