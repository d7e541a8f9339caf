/** What a client wants to hear, from an init message or the body of a request. Unknown fields are left alone, since model
 *  options come in any name; null is as good as absent. */
import { SpeechError } from '../../errors.js';
import type { JsonObject } from '../json.js';

export interface Wish {
  /** By any of the names that SLNG's models have for it. */
  readonly voice: string | undefined;
  /** The path decides about the model; some clients put the voice here. */
  readonly model: string | undefined;
  /** BCP 47, as far as one can tell. */
  readonly language: string | undefined;
  /** 1 is the voice's own speed. */
  readonly speed: number | undefined;
  readonly encoding: string | undefined;
  /** Samples per second. */
  readonly sampleRate: number | undefined;
  readonly timestamps: boolean;
  /** A dictionary is named. */
  readonly pronunciation: boolean;
}

/** Reads `config`, and what the single models' pages put beside it. Throws `invalid-request`. */
export function readWish(fields: JsonObject): Wish {
  const config = configOf(fields);
  // Where both have a value, that of the config counts.
  const first = (...names: readonly string[]) =>
    [config, fields]
      .flatMap((from) => names.map((name) => from[name] ?? undefined))
      .find((value) => value !== undefined);
  return {
    voice: text('voice', fields.voice ?? fields.speaker ?? fields.voice_id ?? config.voice),
    model: text('model', fields.model),
    language: language(first('language', 'target_language_code')),
    speed: speed(first('speed')),
    encoding: text('encoding', first('encoding', 'audio_format')),
    sampleRate: number('sample_rate', first('sample_rate')),
    timestamps: first('timestamps') === true,
    pronunciation: first('pronunciation') !== undefined,
  };
}

function configOf({ config = null }: JsonObject): JsonObject {
  if (config === null) return {};
  if (typeof config === 'object' && !Array.isArray(config)) return config as JsonObject;
  throw new SpeechError('invalid-request', '`config` must be an object');
}

/** Some voices are numbers, and some clients write them as such. */
function text(name: string, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new SpeechError('invalid-request', `\`${name}\` must be a string`);
}

function number(name: string, value: unknown): number | undefined {
  if (value === undefined || value === '') return undefined;
  const read = typeof value === 'string' ? Number(value) : value;
  if (typeof read === 'number' && Number.isFinite(read)) return read;
  throw new SpeechError('invalid-request', `\`${name}\` must be a number`);
}

const [slowest, fastest] = [0.25, 4];

function speed(value: unknown): number | undefined {
  const wanted = number('speed', value);
  if (wanted === undefined || (wanted >= slowest && wanted <= fastest)) return wanted;
  throw new SpeechError('invalid-request', `speed ${wanted} is not offered; use ${slowest} to ${fastest}`);
}

/** Providers spell languages in their own ways; what is no tag at all (`multi`, `auto`) leaves the choice to the voice. */
function language(value: unknown): string | undefined {
  const wanted = text('language', value);
  return wanted !== undefined && /^[a-z]{2,3}([-_][a-z\d]{2,8}){0,3}$/i.test(wanted) ? wanted : undefined;
}
