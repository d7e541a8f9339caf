/** Which of the engine's voice variants speak for which gender. */

import type { Gender } from './espeak.js';

/** Chosen by measuring all that the data file has: any two of a list differ by two semitones or clearly in spectrum, all
 *  are about equally loud, and none costs more than the engine's plain voice (some cost five times as much). Whispers,
 *  croaks, echoes and robots were left out. The first is the default. */
const variants: Readonly<Record<Gender, readonly string[]>> = {
  female: ['f4', 'anika', 'grandma', 'Annie', 'steph', 'shelby'],
  male: ['m3', 'm7', 'max', 'rob', 'marcelo', 'miguel', 'm1'],
  neutral: ['Nguyen', 'aunty'],
};

/** What goes behind the voice's name. Without a gender, the voice stays as the engine made it. */
export function variantOf(gender: Gender | undefined, timbre: number): string {
  if (gender === undefined) return '';
  const names = variants[gender];
  const index = Math.trunc(timbre) % names.length;
  return `+${names.at(index)}`;
}
