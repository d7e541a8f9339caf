/** Which audio this protocol offers, and its defaults. */
import type { AudioFormat, Encoding } from '../../audio/format.js';
import { SpeechError } from '../../errors.js';
import { listed } from '../../listed.js';
import type { Wish } from './wish.js';

type Asked = Pick<Wish, 'encoding' | 'sampleRate'>;

const sampleRates: readonly number[] = [8000, 16000, 22050, 24000, 32000, 44100, 48000];

/** What clients call an encoding, and how it is made. A rate is the one for those who name none; a fixed one is for all. */
const encodings = {
  linear16: { encoding: 'linear16', rate: 24000 },
  pcm: { encoding: 'linear16', rate: 24000 },
  pcm_s16le: { encoding: 'linear16', rate: 24000 },
  mulaw: { encoding: 'mulaw', rate: 8000 },
  alaw: { encoding: 'alaw', rate: 8000 },
  mp3: { encoding: 'mp3', rate: 24000, bitRate: 64000 },
  // Opus plays at 48 kHz whatever is asked for.
  opus: { encoding: 'opus', rate: 48000, bitRate: 32000, fixed: true },
} satisfies Record<string, EncodingRule>;

interface EncodingRule {
  readonly encoding: Encoding;
  readonly rate: number;
  readonly bitRate?: number;
  readonly fixed?: boolean;
}

/** Audio without a header, except that Opus comes in Ogg. Throws `unsupported-format`. */
export function socketFormat({ encoding: name = 'linear16', sampleRate }: Asked): AudioFormat {
  const rule = ruleOf(name);
  const asked = checkRate(sampleRate ?? rule.rate);
  return {
    encoding: rule.encoding,
    container: rule.encoding === 'opus' ? 'ogg' : 'none',
    sampleRate: rule.fixed ? rule.rate : asked,
    ...(rule.bitRate !== undefined && { bitRate: rule.bitRate }),
  };
}

/** The same for a request, where audio is a WAV file unless an encoding is named. Throws `unsupported-format`. */
export function httpFormat(asked: Asked): AudioFormat {
  const { encoding, sampleRate = 24000 } = asked;
  if (encoding !== undefined && encoding !== 'wav') return socketFormat(asked);
  return { encoding: 'linear16', container: 'wav', sampleRate: checkRate(sampleRate) };
}

/** The media type of a format that `httpFormat` gave. */
export function contentType({ encoding, container, sampleRate }: AudioFormat): string {
  if (container === 'wav') return 'audio/wav';
  if (encoding === 'mp3') return 'audio/mpeg';
  if (encoding === 'opus') return 'audio/ogg;codecs=opus';
  return `audio/${encoding === 'linear16' ? 'l16' : encoding};rate=${sampleRate}`;
}

/** How long so many bytes of raw audio play, in seconds; undefined for encodings whose bytes do not tell. */
export function rawSeconds({ encoding, sampleRate }: AudioFormat, bytes: number): number | undefined {
  if (encoding === 'linear16') return bytes / (2 * sampleRate);
  return encoding === 'mulaw' || encoding === 'alaw' ? bytes / sampleRate : undefined;
}

function ruleOf(name: string): EncodingRule {
  const known = Object.entries(encodings).find(([own]) => own === name.toLowerCase());
  if (known !== undefined) return known[1];
  throw new SpeechError(
    'unsupported-format',
    `encoding ${JSON.stringify(name.slice(0, 40))} is not offered; use linear16, mp3, opus, mulaw or alaw`,
  );
}

function checkRate(rate: number): number {
  if (sampleRates.includes(rate)) return rate;
  throw new SpeechError('unsupported-format', `sample rate ${rate} is not offered; use ${listed(sampleRates)}`);
}
