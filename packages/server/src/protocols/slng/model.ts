/** Model identifiers, and what is known of them: `deepgram/aura:2` is an external model, `slng/deepgram/aura:2-en` one that
 *  SLNG hosts itself. Here both are spoken by a voice of ours. */
import { SpeechError } from '../../errors.js';
import type { ModelSettings, SlngOptions } from './options.js';

export interface Model {
  /** As it was asked for, without a slash at the end. */
  readonly id: string;
  /** The id begins with `slng/`. */
  readonly hosted: boolean;
  /** Whose model it is: `deepgram`. */
  readonly provider: string;
  /** The language that its variant names: `es` of `aura:2-es`, `fr` of `arcana:fr`. */
  readonly language: string | undefined;
  /** The voices of those who name none, by language. */
  readonly voices: Voices;
  readonly settings: ModelSettings;
}

/** Voice names by language. */
type Voices = Readonly<Record<string, string>>;

/** The models that SLNG offers, whatever their variant, and the voices that its older clients take where none is named. */
const families: Readonly<Record<string, Voices>> = {
  'deepgram/aura': { en: 'aura-2-thalia-en', es: 'aura-2-celeste-es' },
  'rime/arcana': {
    en: 'astra',
    es: 'seraphina',
    fr: 'destin',
    de: 'lorelei',
    ar: 'sakina',
    hi: 'anaya',
  },
  'canopylabs/orpheus': { en: 'tara' },
  'rime/coda': {},
  'inworld/max': {},
  'cartesia/sonic': {},
  'elevenlabs/eleven': {},
  'elevenlabs/eleven-flash': {},
  'elevenlabs/eleven-multilingual': {},
  'kugelaudio/kugel': {},
  'murf/murftts': {},
  'sarvam/bulbul': {},
  'soniox/tts-rt': {},
};

/** Two parts or more, and a variant. Each part begins with a letter or a digit. */
const identifier = /^(?<name>[a-z\d][\w.-]*(?:\/[a-z\d][\w.-]*)+)(?::(?<variant>[a-z\d][\w.-]*))?$/i;

/** Reads what stands behind `/tts/`. Throws `invalid-request` for what is no identifier, and `not-found` for a model that
 *  nobody knows where the operator wants such models refused. */
export function findModel(path: string, options: Pick<SlngOptions, 'models' | 'unknownModels'>): Model {
  const id = path.replace(/\/$/, '');
  const { name, variant = '' } = identifier.exec(id)?.groups ?? {};
  if (name === undefined) {
    throw new SpeechError(
      'invalid-request',
      `${shown(id)} is no model; write provider/model:variant, such as deepgram/aura:2`,
    );
  }
  const lowerCase = name.toLowerCase();
  const hosted = lowerCase.startsWith('slng/');
  const family = hosted ? lowerCase.slice('slng/'.length) : lowerCase;
  const settings = settingsOf(options.models, id, name);
  const voices = Object.hasOwn(families, family) ? families[family] : undefined;
  if (options.unknownModels === 'refuse' && settings === undefined && voices === undefined) {
    throw new SpeechError('not-found', `the model ${shown(id)} is not known here; deepgram/aura:2 is`);
  }
  return {
    id,
    hosted,
    provider: family.split('/')[0]!,
    language: settings?.language ?? /(?:^|-)(?<language>[a-z]{2})$/i.exec(variant)?.groups?.language?.toLowerCase(),
    voices: voices ?? {},
    settings: settings ?? {},
  };
}

/** The operator names models with their variants, or without, which is for all that have no entry of their own. */
function settingsOf(models: SlngOptions['models'], id: string, name: string): ModelSettings | undefined {
  const entries = new Map(Object.entries(models).map(([key, settings]) => [key.toLowerCase(), settings]));
  return entries.get(id.toLowerCase()) ?? entries.get(name.toLowerCase());
}

function shown(id: string): string {
  return JSON.stringify(id.slice(0, 80));
}
