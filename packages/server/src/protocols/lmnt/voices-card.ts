/** Voices as LMNT shows them: LMNT's own names and the engines' voices, and ids that only a client knows. */
import { SpeechError } from '../../errors.js';
import type { SpeechService } from '../../session/speech.js';
import { lmntVoices } from '../../voices/lmnt.js';
import type { Gender, Voice } from '../../voices/voice.js';

export interface VoiceCard {
  readonly id: string;
  readonly name: string;
  /** `me` is whoever asks. */
  readonly owner: 'system' | 'me';
  readonly state: 'ready';
  readonly type: 'instant';
  readonly description: string;
  readonly gender: string;
  readonly starred: boolean;
  readonly tags: readonly string[];
}

type Voices = SpeechService['voices'];

/** Longer than any id, and short enough to be kept. */
const maxIdLength = 128;

/** The server's voices: LMNT's names first, for each of which a voice of an engine stands in, then those voices. */
export function allVoices(voices: Voices): readonly VoiceCard[] {
  return [
    ...lmntVoices.map(({ name, gender }) => card(name, capitalised(name), gender, speaker(voices.resolve(name)))),
    ...voices.list().map((voice) => card(voice.id, voice.name, voice.gender, voice.language)),
  ];
}

/** One of the server's voices, or, for any other id, the one that would speak. Such ids come from clients that had
 *  voices cloned by LMNT, so they are shown as theirs. Throws `voice-not-found` where unknown names are refused. */
export function findVoice(id: string, voices: Voices): VoiceCard {
  const own = allVoices(voices).find((voice) => voice.id.toLowerCase() === id.toLowerCase());
  if (own !== undefined) return own;
  if (id.length > maxIdLength) throw new SpeechError('voice-not-found', 'no voice has an id as long as this');
  const voice = voices.resolve(id);
  return { ...card(id, voice.name, voice.gender, speaker(voice)), owner: 'me' };
}

function card(id: string, name: string, gender: Gender, description: string): VoiceCard {
  return {
    id,
    name,
    owner: 'system',
    state: 'ready',
    type: 'instant',
    description,
    gender: gender === 'neutral' ? 'nonbinary' : gender,
    starred: false,
    tags: [],
  };
}

function speaker({ id, language }: Voice): string {
  return `${language}, spoken by ${id}`;
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
