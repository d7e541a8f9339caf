/** How a client wants to hear its text, be it on the socket or over HTTP. */
import type { AudioFormat } from '../../audio/format.js';
import { SpeechError } from '../../errors.js';
import type { Holder, SpeechOptions } from '../../session/speech.js';
import type { Fields } from './fields.js';
import { type FormatOptions, formatOf, type Transport } from './formats.js';

export interface Wish {
  readonly voice: string;
  readonly format: AudioFormat;
  /** Undefined leaves it to the voice. */
  readonly language: string | undefined;
  /** 1 is the voice's own. */
  readonly speed: number | undefined;
}

/** LMNT's own limits were 0.25 and 2; engines go further. */
const speeds = { least: 0.25, most: 4 };

/** Reads the fields that change something here. There are others, which say how LMNT's models should speak. Throws
 *  `invalid-request` or `unsupported-format`. */
export function wishOf({ text, number }: Fields, transport: Transport, options: FormatOptions): Wish {
  const voice = text('voice');
  if (voice === undefined) throw new SpeechError('invalid-request', '`voice` is missing');
  const language = text('language');
  // The Vercel AI SDK calls the format by another name.
  const format = text('format') ?? text('response_format');
  return {
    voice,
    format: formatOf(format, number('sample_rate'), transport, options),
    language: language?.toLowerCase() === 'auto' ? undefined : language,
    speed: speedOf(number('speed')),
  };
}

/** What a session is opened with. */
export function speechOptions(wish: Wish, holder: Holder, timestamps: boolean): SpeechOptions {
  const { voice, format, language, speed } = wish;
  return {
    holder,
    protocol: 'lmnt',
    voice,
    format,
    timestamps,
    ...(language !== undefined && { language }),
    ...(speed !== undefined && { speed }),
  };
}

function speedOf(speed: number | undefined): number | undefined {
  const { least, most } = speeds;
  if (speed === undefined || (speed >= least && speed <= most)) return speed;
  throw new SpeechError('invalid-request', `\`speed\` must be from ${least} to ${most}`);
}
