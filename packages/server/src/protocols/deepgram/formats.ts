/** Which formats Deepgram's two roads offer, their defaults, and its words for what it does not offer. */
import type { AudioFormat, Container, Encoding } from '../../audio/format.js';
import { SpeechError } from '../../errors.js';
import { listed } from '../../listed.js';

/** What the query asks for; what is absent takes the encoding's default. */
export interface FormatWish {
  readonly encoding: string | undefined;
  readonly container: string | undefined;
  /** Samples per second. */
  readonly sampleRate: number | undefined;
  /** Bits per second. */
  readonly bitRate: number | undefined;
}

interface Rule {
  /** The first is the default; none means that the encoding knows no container. */
  readonly containers: readonly Container[];
  readonly sampleRate: Choice;
  readonly bitRate?: Choice;
  contentType(format: AudioFormat): string;
}

/** A number that may be chosen, or, with nothing allowed, is fixed. */
interface Choice {
  readonly default: number;
  readonly allowed?: readonly number[] | { readonly from: number; readonly to: number };
}

// 44100 was in Deepgram's list for a while, in the place of 32000; both are taken.
const linearRate: Choice = { default: 24000, allowed: [8000, 16000, 24000, 32000, 44100, 48000] };
const telephoneRate: Choice = { default: 8000, allowed: [8000, 16000] };
const raw = (name: string) => (format: AudioFormat) =>
  format.container === 'wav' ? 'audio/wav' : `audio/${name};rate=${format.sampleRate}`;

const rules = {
  linear16: { containers: ['wav', 'none'], sampleRate: linearRate, contentType: raw('l16') },
  mulaw: { containers: ['wav', 'none'], sampleRate: telephoneRate, contentType: raw('mulaw') },
  alaw: { containers: ['wav', 'none'], sampleRate: telephoneRate, contentType: raw('alaw') },
  mp3: {
    containers: [],
    sampleRate: { default: 22050 },
    bitRate: { default: 48000, allowed: [32000, 48000] },
    contentType: () => 'audio/mpeg',
  },
  opus: {
    containers: ['ogg'],
    sampleRate: { default: 48000 },
    bitRate: { default: 12000, allowed: { from: 4000, to: 650000 } },
    contentType: () => 'audio/ogg;codecs=opus',
  },
  flac: {
    containers: [],
    sampleRate: { default: 22050, allowed: [8000, 16000, 22050, 32000, 48000] },
    contentType: () => 'audio/flac',
  },
  aac: {
    containers: [],
    sampleRate: { default: 22050 },
    bitRate: { default: 48000, allowed: { from: 4000, to: 192000 } },
    contentType: () => 'audio/aac',
  },
} satisfies Partial<Record<Encoding, Rule>>;

/** Of all that the server makes, what Deepgram offers. */
type DeepgramEncoding = keyof typeof rules;

const encodings = Object.keys(rules) as readonly DeepgramEncoding[];
const socketEncodings: readonly DeepgramEncoding[] = ['linear16', 'mulaw', 'alaw'];

/** The format of a WebSocket session: raw samples. Throws `invalid-request` or `unsupported-format`. */
export function socketFormat(wish: FormatWish, strict: boolean): AudioFormat {
  const encoding = knownEncoding(wish.encoding ?? 'linear16');
  if (!socketEncodings.includes(encoding)) {
    throw unsupported(`\`encoding=${encoding}\` is not streamed over a WebSocket; use ${listed(socketEncodings)}`);
  }
  const { sampleRate } = rules[encoding];
  return {
    encoding,
    container: pickContainer(encoding, wish.container, ['none'], strict) ?? 'none',
    sampleRate: pick('sample_rate', wish.sampleRate, sampleRate, encoding, strict) ?? sampleRate.default,
    ...bitRateOf(encoding, wish.bitRate, strict),
  };
}

/** The format of a REST answer. Lenient, it ignores what does not apply to the encoding: some clients always send it. */
export function restFormat(wish: FormatWish, strict: boolean): AudioFormat {
  const encoding = knownEncoding(wish.encoding ?? impliedEncoding(wish.container, strict));
  const { containers, sampleRate } = rules[encoding];
  return {
    encoding,
    container: pickContainer(encoding, wish.container, containers, strict) ?? 'none',
    sampleRate: pick('sample_rate', wish.sampleRate, sampleRate, encoding, strict) ?? sampleRate.default,
    ...bitRateOf(encoding, wish.bitRate, strict),
  };
}

/** The media type of a REST answer in a format that `restFormat` gave. */
export function contentType(format: AudioFormat): string {
  return rules[format.encoding as DeepgramEncoding].contentType(format);
}

function knownEncoding(name: string): DeepgramEncoding {
  const encoding = encodings.find((known) => known === name);
  if (encoding !== undefined) return encoding;
  const variants = encodings.map((known) => `\`${known}\``).join(', ');
  throw new SpeechError(
    'invalid-request',
    `Failed to deserialize query parameters: unknown \`encoding\`, expected one of ${variants}`,
  );
}

/** An early page of Deepgram's asks for a WAV file by its container alone. */
function impliedEncoding(container: string | undefined, strict: boolean): DeepgramEncoding {
  if (strict || container === undefined) return 'mp3';
  return container === 'ogg' ? 'opus' : 'linear16';
}

function pickContainer(
  encoding: DeepgramEncoding,
  wish: string | undefined,
  offered: readonly Container[],
  strict: boolean,
): Container | undefined {
  if (wish === undefined) return offered[0];
  const container = offered.find((known) => known === wish);
  if (container !== undefined) return container;
  if (wish === 'none' && !strict) return offered[0];
  if (offered.length === 0) throw notApplicable('container', encoding);
  throw unsupported(`\`container=${wish.slice(0, 40)}\` is invalid when \`encoding=${encoding}\``);
}

function bitRateOf(encoding: DeepgramEncoding, wish: number | undefined, strict: boolean): { bitRate?: number } {
  const { bitRate: choice }: Rule = rules[encoding];
  const bitRate = pick('bit_rate', wish, choice, encoding, strict);
  return bitRate === undefined ? {} : { bitRate };
}

function pick(
  name: 'sample_rate' | 'bit_rate',
  wish: number | undefined,
  choice: Choice | undefined,
  encoding: DeepgramEncoding,
  strict: boolean,
): number | undefined {
  if (wish === undefined) return choice?.default;
  const allowed = choice?.allowed;
  if (allowed === undefined) {
    if (strict) throw notApplicable(name, encoding);
    return choice?.default;
  }
  const range = 'from' in allowed;
  if (range ? wish >= allowed.from && wish <= allowed.to : allowed.includes(wish)) return wish;
  const right = range ? `between ${allowed.from} and ${allowed.to}` : listed(allowed);
  throw unsupported(`\`${name}\` must be ${right} when \`encoding=${encoding}\``);
}

function notApplicable(name: string, encoding: DeepgramEncoding): SpeechError {
  return unsupported(`\`${name}\` is not applicable when \`encoding=${encoding}\``);
}

function unsupported(message: string): SpeechError {
  return new SpeechError('unsupported-format', `Unsupported audio format: ${message}`);
}
