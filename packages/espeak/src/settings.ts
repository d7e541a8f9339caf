/** Voice, speed and pitch in the engine's own terms. */

import type { Engine } from './engine.js';
import type { EspeakVoice, SpeakOptions } from './espeak.js';
import { variantOf } from './variants.js';

/** Words per minute. Below the least and above the most, the engine changes no more. */
const normalRate = 175;
const minRate = 80;
const maxRate = 450;

/** Makes what prepares the engine for one text. Every call sets everything, so nothing of an earlier text stays.
 *  It throws RangeError for an unknown voice and for numbers that are not finite. */
export function createSettings(engine: Engine, voices: readonly EspeakVoice[]): (options: SpeakOptions) => void {
  const known = new Map(voices.map((voice) => [voice.id, voice]));
  let current = '';
  // Loading takes half a millisecond, as long as making the first sound: a voice that is loaded stays.
  const load = (name: string): void => {
    current = '';
    if (engine.set_voice(name) !== 0) throw new Error(`eSpeak could not load its voice ${name}`);
    current = name;
  };
  return ({ voice: id, gender, timbre, speed = 1, pitch = 0 }) => {
    const voice = known.get(id);
    if (voice === undefined) throw new RangeError(`voice ${id} is not one of eSpeak's, which are listed in its voices`);
    for (const [name, value] of Object.entries({ timbre: timbre ?? 0, speed, pitch })) {
      if (!Number.isFinite(value)) throw new RangeError(`${name} must be a finite number, not ${value}`);
    }
    const name = voice.id + variantOf(gender ?? (timbre === undefined ? undefined : voice.gender), timbre ?? 0);
    if (name !== current) load(name);
    engine.set_rate(clamp(Math.round(normalRate * speed), minRate, maxRate));
    engine.set_pitch(clamp(Math.round(50 + pitch * pitchPerSemitone), 0, 99));
    engine.set_range(clamp(Math.round(50 * 2 ** (pitch / 12)), 0, 99));
  };
}

/** The engine moves the lowest tone by its pitch and the melody's width by its range, both 0 to 99 around 50. With the
 *  width in proportion, its pitch takes this many steps to the semitone: measured over three voices, within a third of a
 *  semitone from 8 below to 9 above, which is as far as the engine goes. */
const pitchPerSemitone = 5.3;

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}
