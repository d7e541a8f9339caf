/** Which formats LMNT's two roads offer, by which names, and what goes without saying. */
import type { AudioFormat } from '../../audio/format.js';
import { highestBitRate } from '../../audio/formats.js';
import { SpeechError } from '../../errors.js';
import { listed } from '../../listed.js';

export type Transport = 'socket' | 'rest';

export interface FormatOptions {
  /** µ-law without the WAV header that LMNT puts in front of it. */
  readonly bareUlaw: boolean;
}

interface Rule {
  /** One of `sampleRates`. */
  readonly defaultRate?: number;
  make(sampleRate: number, options: FormatOptions): AudioFormat;
}

const sampleRates = [8000, 16000, 24000];

const rules = {
  mp3: { make: (sampleRate) => compressed('mp3', sampleRate, 96000) },
  pcm_s16le: { make: (sampleRate) => ({ encoding: 'linear16', container: 'none', sampleRate }) },
  pcm_f32le: { make: (sampleRate) => ({ encoding: 'float32', container: 'none', sampleRate }) },
  ulaw: {
    defaultRate: 8000,
    make: (sampleRate, { bareUlaw }) => ({ encoding: 'mulaw', container: bareUlaw ? 'none' : 'wav', sampleRate }),
  },
  // Opus always plays at 48 kHz, so the rate changes nothing. 32 kbit/s is what its makers advise for speech.
  webm: { make: () => ({ encoding: 'opus', container: 'webm', sampleRate: 48000, bitRate: 32000 }) },
  wav: { make: (sampleRate) => ({ encoding: 'linear16', container: 'wav', sampleRate }) },
  aac: { make: (sampleRate) => compressed('aac', sampleRate, 64000) },
} satisfies Record<string, Rule>;

type FormatName = keyof typeof rules;

const restOnly: readonly FormatName[] = ['wav', 'aac'];

/** Older names. Over HTTP `raw` came as floats for a while, and as MP3 at last; clients that say it want the samples
 *  that it always was on the socket. */
const olderNames: ReadonlyMap<string, FormatName> = new Map([
  ['raw', 'pcm_s16le'],
  ['mulaw', 'ulaw'],
]);

/** The format that a client asks for by name and samples per second. Throws `unsupported-format`. */
export function formatOf(
  name: string | undefined,
  sampleRate: number | undefined,
  transport: Transport,
  options: FormatOptions,
): AudioFormat {
  const rule: Rule = rules[formatName(name ?? 'mp3', transport)];
  const rate = sampleRate ?? rule.defaultRate ?? 24000;
  if (sampleRates.includes(rate)) return rule.make(rate, options);
  throw new SpeechError('unsupported-format', `\`sample_rate\` ${rate} is not offered; use ${listed(sampleRates)}`);
}

function formatName(wish: string, transport: Transport): FormatName {
  const offered = (Object.keys(rules) as FormatName[]).filter(
    (name) => transport === 'rest' || !restOnly.includes(name),
  );
  const wanted = wish.toLowerCase();
  const found = offered.find((name) => name === (olderNames.get(wanted) ?? wanted));
  if (found !== undefined) return found;
  const where = transport === 'rest' ? '' : ' on a WebSocket';
  const message = `\`format\` ${wish.slice(0, 40)} is not offered${where}; use ${listed(offered)}`;
  throw new SpeechError('unsupported-format', message);
}

/** Whether an answer in this format is a file that goes out when it is complete, rather than as it is made. */
export function comesWhole({ encoding, container }: AudioFormat): boolean {
  return encoding === 'aac' || (encoding === 'linear16' && container === 'wav');
}

/** The media type of a format that `formatOf` gave. */
export function contentType({ encoding, container, sampleRate }: AudioFormat): string {
  if (container === 'wav') return 'audio/wav';
  if (container === 'webm') return 'audio/webm';
  switch (encoding) {
    case 'mp3':
      return 'audio/mpeg';
    case 'aac':
      return 'audio/aac';
    case 'mulaw':
      return `audio/mulaw;rate=${sampleRate}`;
    default:
      return 'application/octet-stream';
  }
}

/** At the bit rate of LMNT's, or as much of it as the encoder takes: MP3 ends at 64 kbit/s when the rate is 8 kHz. */
function compressed(encoding: 'mp3' | 'aac', sampleRate: number, wish: number): AudioFormat {
  const bitRate = highestBitRate(encoding, sampleRate, wish);
  return { encoding, container: 'none', sampleRate, ...(bitRate !== undefined && { bitRate }) };
}
