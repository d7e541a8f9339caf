/** Which formats this server makes, and their defaults. Protocols narrow this to what their vendor offers. */
import { SpeechError } from '../errors.js';
import { listed } from '../listed.js';
import type { AudioFormat, Container, Encoding } from './format.js';

/** What somebody asks for, as it came off the wire; what is absent takes the encoding's default. */
export interface FormatRequest {
  readonly encoding: string;
  readonly container?: string | undefined;
  /** Samples per second. */
  readonly sampleRate?: number | undefined;
  /** Bits per second. */
  readonly bitRate?: number | undefined;
}

interface EncodingRule {
  /** The first is the default, here and in `sampleRates`. */
  readonly containers: readonly Container[];
  readonly sampleRates: readonly number[];
  readonly bitRate?: { readonly default: number; allowed(sampleRate: number): BitRates };
}
type BitRates = readonly number[] | { readonly from: number; readonly to: number };

const allRates = [8000, 16000, 22050, 24000, 32000, 44100, 48000];
const startingWith = (preferred: number) => [preferred, ...allRates.filter((rate) => rate !== preferred)];

const rules = {
  linear16: { containers: ['none', 'wav'], sampleRates: startingWith(24000) },
  float32: { containers: ['none', 'wav'], sampleRates: startingWith(24000) },
  mulaw: { containers: ['none', 'wav'], sampleRates: startingWith(8000) },
  alaw: { containers: ['none', 'wav'], sampleRates: startingWith(8000) },
  mp3: {
    containers: ['none'],
    sampleRates: startingWith(22050),
    bitRate: { default: 48000, allowed: mp3BitRates },
  },
  // Opus always plays at 48 kHz, whatever was put in.
  opus: {
    containers: ['ogg', 'webm'],
    sampleRates: [48000],
    bitRate: { default: 12000, allowed: () => ({ from: 4000, to: 650000 }) },
  },
  flac: { containers: ['none'], sampleRates: startingWith(22050) },
  aac: {
    containers: ['none'],
    sampleRates: startingWith(22050),
    bitRate: { default: 48000, allowed: () => ({ from: 4000, to: 192000 }) },
  },
} satisfies Record<Encoding, EncodingRule>;

/** All that `checkFormat` knows by name. */
export const encodings = Object.keys(rules) as readonly Encoding[];

/** The format in full, or `unsupported-format` with a message that names what would be right. */
export function checkFormat(request: FormatRequest): AudioFormat {
  const encoding = oneOf('encoding', request.encoding, encodings);
  const rule: EncodingRule = rules[encoding];
  const container = oneOf('container', request.container ?? rule.containers[0], rule.containers, encoding);
  const sampleRate = oneOf('sample rate', request.sampleRate ?? rule.sampleRates[0], rule.sampleRates, encoding);
  const bitRate = checkBitRate(encoding, rule, sampleRate, request.bitRate);
  return { encoding, container, sampleRate, ...(bitRate !== undefined && { bitRate }) };
}

/** The highest bit rate, of `atMost` bits per second or less, that `checkFormat` passes at this sample rate; undefined
 *  for an encoding that has none. Throws `unsupported-format` where even the lowest is more. */
export function highestBitRate(encoding: Encoding, sampleRate: number, atMost: number): number | undefined {
  const rule: EncodingRule = rules[encoding];
  if (!rule.bitRate) return undefined;
  const allowed = rule.bitRate.allowed(sampleRate);
  const highest = 'from' in allowed ? Math.min(atMost, allowed.to) : allowed.findLast((rate) => rate <= atMost);
  return checkBitRate(encoding, rule, sampleRate, highest ?? atMost);
}

function oneOf<T extends string | number>(what: string, came: unknown, offered: readonly T[], encoding?: Encoding): T {
  const found = offered.find((value) => value === came);
  if (found !== undefined) return found;
  throw refusal(what, came, encoding, `use ${listed(offered)}`);
}

function checkBitRate(encoding: Encoding, rule: EncodingRule, sampleRate: number, came: number | undefined) {
  if (!rule.bitRate) {
    if (came === undefined) return undefined;
    throw refusal('bit rate', came, encoding, 'leave it out');
  }
  const bitRate = came ?? rule.bitRate.default;
  const allowed = rule.bitRate.allowed(sampleRate);
  if ('from' in allowed) {
    if (Number.isInteger(bitRate) && bitRate >= allowed.from && bitRate <= allowed.to) return bitRate;
    throw refusal('bit rate', bitRate, encoding, `use ${allowed.from} to ${allowed.to}`);
  }
  return oneOf('bit rate', bitRate, allowed, encoding);
}

/** The frame headers of the three MPEG generations know these and no others; 8 kHz is LAME's, up to 64 kbit/s. */
function mp3BitRates(sampleRate: number): readonly number[] {
  const kilobits =
    sampleRate >= 32000
      ? [32, 40, 48, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
      : [8, 16, 24, 32, 40, 48, 64, 80, 96, 112, 128, 160];
  return kilobits.filter((rate) => sampleRate > 8000 || rate <= 64).map((rate) => rate * 1000);
}

function refusal(what: string, came: unknown, encoding: Encoding | undefined, advice: string): SpeechError {
  const offer = encoding ? `not offered for ${encoding}` : 'not offered';
  return new SpeechError('unsupported-format', `${what} ${shown(came)} is ${offer}; ${advice}`);
}

/** What came is repeated to whoever sent it, but not at any length. */
function shown(came: unknown): string {
  return String(came).slice(0, 40);
}
