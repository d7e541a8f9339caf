/** LMNT's system voices, as those who integrated them have listed them: who each name sounds like, since the voices
 *  themselves ended with the vendor. */

import type { VoiceAlias } from './voice.js';

/** In the order in which names are given their timbres: those that clients hard-code first, new ones last. Morgan was
 *  listed as neither; engines have hardly a voice that is. */
const names = {
  female: [
    'leah',
    'ava',
    'lily',
    'morgan',
    'elowen',
    'amy',
    'autumn',
    'bella',
    'chloe',
    'juniper',
    'kennedy',
    'lauren',
    'natalie',
    'nyssa',
    'paige',
    'sadie',
    'sophie',
    'stella',
    'vesper',
    'violet',
    'zoe',
    'shanti',
  ],
  male: [
    'brandon',
    'ansel',
    'zeke',
    'daniel',
    'dalton',
    'caleb',
    'cassian',
    'dustin',
    'evander',
    'huxley',
    'jacob',
    'james',
    'lucas',
    'magnus',
    'miles',
    'nathan',
    'noah',
    'oliver',
    'ryan',
    'terrence',
    'tyler',
    'warrick',
    'zain',
    'curtis',
  ],
};

/** Every system voice of LMNT's. They speak whatever language they are asked for, American English at home. */
export const lmntVoices: readonly VoiceAlias[] = (['female', 'male'] as const).flatMap((gender) =>
  names[gender].map((name) => ({ name, language: 'en-US', gender })),
);
