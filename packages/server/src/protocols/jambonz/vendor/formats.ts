/** Which audio jambonz may have. */
import type { AudioFormat } from '../../../audio/format.js';
import { SpeechError } from '../../../errors.js';
import { listed } from '../../../listed.js';

const socketRates: readonly number[] = [8000, 16000, 22050, 24000, 32000, 44100, 48000];
const usualRate = 16000;

/** Raw samples at the rate of the call, or the next that is offered: jambonz learns it from `connect`, and resamples. */
export function socketFormat(sampleRate: string | null): AudioFormat {
  const asked = Number(sampleRate ?? '');
  const rate = asked > 0 ? (socketRates.find((offered) => offered >= asked) ?? socketRates.at(-1)!) : usualRate;
  return { encoding: 'linear16', container: 'none', sampleRate: rate };
}

/** A format, and how its media type is written. */
export interface Offer {
  readonly format: AudioFormat;
  readonly contentType: string;
}

const mpeg: Offer = {
  format: { encoding: 'mp3', container: 'none', sampleRate: 24000, bitRate: 64000 },
  contentType: 'audio/mpeg',
};
const wav: Offer = {
  format: { encoding: 'linear16', container: 'wav', sampleRate: 24000 },
  contentType: 'audio/wav',
};

const byType: ReadonlyMap<string, Offer> = new Map([
  ['audio/mpeg', mpeg],
  ['audio/mp3', mpeg],
  ['audio/*', mpeg],
  ['*/*', mpeg],
  ['audio/wav', wav],
  ['audio/x-wav', wav],
  ['audio/wave', wav],
]);

const l16Rates: readonly number[] = [8000, 16000, 24000, 32000, 48000];

/** The best that an `Accept` header names. MPEG for who names nothing: a live call of jambonz decodes any answer as that.
 *  Throws `unsupported-format`. */
export function acceptedFormat(accept: string | null): Offer {
  if (accept === null || accept.trim() === '') return mpeg;
  for (const { type, parameters } of preferences(accept)) {
    const offer = type === 'audio/l16' ? l16(parameters.get('rate')) : byType.get(type);
    if (offer !== undefined) return offer;
  }
  throw new SpeechError(
    'unsupported-format',
    `the media type asked for is not offered; use audio/mpeg, audio/wav or audio/l16 with a rate of ${listed(l16Rates)}`,
  );
}

function l16(rate: string | undefined): Offer | undefined {
  const sampleRate = rate === undefined ? usualRate : Number(rate);
  if (!l16Rates.includes(sampleRate)) return undefined;
  return {
    format: { encoding: 'linear16', container: 'none', sampleRate },
    contentType: `audio/l16;rate=${sampleRate}`,
  };
}

interface Preference {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly quality: number;
}

/** Media types, the most wanted first; equals stay in their order. */
function preferences(accept: string): readonly Preference[] {
  return accept
    .toLowerCase()
    .split(',')
    .map(preference)
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
}

function preference(part: string): Preference {
  const [type = '', ...rest] = part.split(';').map((piece) => piece.trim());
  const parameters = new Map(
    rest.map((parameter) => {
      const [name = '', value = ''] = parameter.split('=');
      return [name.trim(), value.trim()] as const;
    }),
  );
  return { type, parameters, quality: Number(parameters.get('q') ?? 1) };
}
