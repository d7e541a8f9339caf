/** The catalogue: which voice a client gets for the name it asks for. */

import { SpeechError } from '../errors.js';
import { nearest } from '../nearest.js';
import { createLineup, type Lineup } from './lineup.js';
import type { Voice, VoiceAlias, VoiceCatalogue, VoiceFilter } from './voice.js';

/** Who speaks, and which names lead to them. */
export interface CatalogueOptions {
  /** What the engines offer. Where two voices fit equally well, the earlier one is taken. */
  readonly voices: readonly Voice[];
  /** Vendors' names, in the order in which they are given their timbres. */
  readonly aliases?: readonly VoiceAlias[];
  /** The operator's own names: each stands for a voice id or a vendor's name, and goes before a vendor's. */
  readonly names?: Readonly<Record<string, string>>;
  /** A voice id or a known name; left out, the first American English voice, or the first of all. */
  readonly defaultVoice?: string;
  /** Unknown names are refused instead of being replaced. */
  readonly strict?: boolean;
  /** Learns of every name that another voice stands in for. */
  readonly log?: (fields: { readonly asked: string; readonly voice: string }, message: string) => void;
}

/** Makes a catalogue. Throws a SpeechError when there is no voice at all, or the default or a name of the operator's leads nowhere. */
export function createCatalogue(options: CatalogueOptions): VoiceCatalogue {
  const lineup = createLineup(options.voices);
  const lineups = lineupsByEngine(options.voices);
  const known = knownNames(options, lineup);
  const fallback = defaultVoice(options, known, lineup);

  function resolve(name: string, language: string | undefined): Voice {
    if (name === '') return standIn(name, language, fallback, lineup);
    const entry = known.get(key(name));
    if (entry) return entry.speak(language);
    if (options.strict) throw notFound(name, known);
    const voice = standIn(name, language, fallback, lineup);
    options.log?.({ asked: name.slice(0, 64), voice: voice.id }, 'unknown voice name: another voice stands in');
    return voice;
  }

  /** The same voice, or, where another engine is wanted, that engine's nearest to it. */
  function ofEngine(synthesizer: string | undefined, voice: Voice, language = voice.language): Voice {
    if (synthesizer === undefined || voice.synthesizer === synthesizer) return voice;
    const own = lineups.get(synthesizer);
    if (own === undefined) throw new SpeechError('voice-not-found', `no synthesizer "${synthesizer}" is running`);
    return own.find(language, voice.gender) ?? own.voices[0]!;
  }

  return {
    list: (filter = {}) => lineup.voices.filter((voice) => matches(voice, filter, lineup)),
    resolve: (name, wish = {}) => ofEngine(wish.synthesizer, resolve(name, wish.language), wish.language),
  };
}

function lineupsByEngine(voices: readonly Voice[]): ReadonlyMap<string, Lineup> {
  const engines = new Set(voices.map(({ synthesizer }) => synthesizer));
  const own = (engine: string) => createLineup(voices.filter(({ synthesizer }) => synthesizer === engine));
  return new Map([...engines].map((engine) => [engine, own(engine)]));
}

/** A name that is known, and the voice it stands for. A vendor's name follows the wished language, as vendors' voices do. */
interface Entry {
  readonly name: string;
  speak(language?: string): Voice;
}

/** Names come from clients: they are compared as map keys and never become part of a path, an object or a pattern. */
type Names = ReadonlyMap<string, Entry>;

function knownNames({ aliases = [], names = {} }: CatalogueOptions, lineup: Lineup): Names {
  const known = new Map<string, Entry>();
  for (const alias of aliases) known.set(key(alias.name), { name: alias.name, speak: lineup.cast(alias) });
  for (const voice of lineup.voices) known.set(key(voice.id), { name: voice.id, speak: () => voice });
  const own = Object.entries(names).map(([name, target]) => ({ name, speak: known.get(key(target))?.speak, target }));
  for (const { name, speak, target } of own) {
    if (!speak) throw notFound(target, known, `voices.aliases.${name} leads nowhere: `);
    known.set(key(name), { name, speak });
  }
  return known;
}

function defaultVoice(options: CatalogueOptions, known: Names, lineup: Lineup): Voice {
  if (options.defaultVoice === undefined) return lineup.find('en-US', 'female') ?? lineup.voices[0]!;
  const entry = known.get(key(options.defaultVoice));
  if (!entry) throw notFound(options.defaultVoice, known, 'voices.default leads nowhere: ');
  return entry.speak();
}

/** The best for a name that nobody knows: its language decides, told apart or read from the name (`custom-anna-de`). */
function standIn(name: string, language: string | undefined, fallback: Voice, lineup: Lineup): Voice {
  const hints = language === undefined ? languageHints(name) : [language, ...languageHints(name)];
  for (const hint of hints) {
    const voice = lineup.find(hint, fallback.gender);
    if (voice) return voice.language === fallback.language ? fallback : voice;
  }
  return fallback;
}

/** Parts of a name that may be its language, the likeliest first: its end (`anna-pt-BR`, `anna-de`) or a full tag that begins it
 *  (`de-DE-Anna`). A bare first part is none: `my-voice` is no Burmese. */
function languageHints(name: string): readonly string[] {
  const parts = name.slice(-64).split(/[^A-Za-z0-9]/);
  const pairs = [parts.slice(-2), parts.slice(0, 2)].filter((pair) => pair.length === 2 && pair.every(isTwoLetters));
  return [...pairs.map((pair) => pair.join('-')), ...parts.slice(-1).filter(isTwoLetters)];
}

function isTwoLetters(part: string): boolean {
  return /^[A-Za-z]{2}$/.test(part);
}

function matches(voice: Voice, { language, gender, synthesizer }: VoiceFilter, lineup: Lineup): boolean {
  if (gender !== undefined && voice.gender !== gender) return false;
  if (synthesizer !== undefined && voice.synthesizer !== synthesizer) return false;
  return language === undefined || lineup.speaks(voice, language);
}

function notFound(name: string, known: Names, prefix = ''): SpeechError {
  const near = nearest(
    name,
    [...known.values()].map((entry) => entry.name),
  );
  const shown = name.length > 64 ? `${name.slice(0, 64)}…` : name;
  const advice = near.length > 0 ? `did you mean ${near.join(', ')}?` : '`glottis voices` lists those there are';
  return new SpeechError('voice-not-found', `${prefix}voice ${JSON.stringify(shown)} is not known; ${advice}`);
}

function key(name: string): string {
  return name.toLowerCase();
}
