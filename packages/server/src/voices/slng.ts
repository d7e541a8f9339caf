/** Voices that clients of SLNG ask for, beside Deepgram's, as its own playground and the makers of the models list them:
 *  who each name sounds like, so that ours can stand in. */

import type { Gender, VoiceAlias } from './voice.js';

/** In the order in which names are given their timbres: new ones go last. Orpheus's Leah and Zoe are LMNT's names too, for
 *  voices that sound alike enough, and stand there. */
const names: readonly (readonly [language: string, gender: Gender, names: readonly string[]])[] = [
  // Canopy Labs' Orpheus
  ['en-US', 'female', ['tara', 'jess', 'mia']],
  ['en-US', 'male', ['leo', 'dan', 'zac']],
  // Rime's Arcana
  ['en-US', 'female', ['astra', 'luna', 'lyra', 'celeste', 'estelle', 'esther', 'andromeda', 'vashti']],
  ['en-US', 'male', ['orion', 'ursa', 'arcade', 'albion', 'sirius', 'bond', 'eliphas']],
  ['es', 'female', ['seraphina', 'nova', 'luz', 'pola']],
  ['es', 'male', ['aurelio', 'celestino']],
  ['fr-FR', 'female', ['amarante', 'aurelie', 'morel_marianne', 'solstice']],
  ['fr-FR', 'male', ['destin']],
  ['de', 'female', ['lorelei', 'alfhild', 'liesel', 'runa']],
  ['de', 'male', ['baldur']],
  ['ar', 'female', ['sakina', 'layla']],
  ['ar', 'male', ['batin', 'qadir']],
  ['hi', 'female', ['anaya', 'arya']],
  ['hi', 'male', ['anil']],
];

/** The names of Orpheus and Arcana. */
export const slngVoices: readonly VoiceAlias[] = names.flatMap(([language, gender, group]) =>
  group.map((name) => ({ name, language, gender })),
);
