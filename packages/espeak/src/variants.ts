/** Which of the engine's voice variants speak for which gender. */

import type { Gender } from './espeak.js';

/** Chosen by measuring all that the data file has: any two of a list differ by two semitones or clearly in spectrum, and
 *  all are about equally loud and fast. Whispers, croaks, echoes and robots were left out. The first is the default. */
const variants: Readonly<Record<Gender, readonly string[]>> = {
  female: ['f2', 'Annie', 'steph', 'shelby', 'belinda', 'aunty'],
  male: ['m3', 'm7', 'david', 'sandro', 'pablo', 'Diogo', 'm4'],
  neutral: ['Nguyen', 'f1'],
};

/** What goes behind the voice's name. Without a gender, the voice stays as the engine made it. */
export function variantOf(gender: Gender | undefined, timbre: number): string {
  if (gender === undefined) return '';
  const names = variants[gender];
  const index = Math.trunc(timbre) % names.length;
  return `+${names.at(index)}`;
}
