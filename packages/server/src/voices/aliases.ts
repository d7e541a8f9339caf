/** Whose voice names are understood: one table per vendor, one line for each here. */

import { deepgramVoices } from './deepgram.js';
import { lmntVoices } from './lmnt.js';
import { slngVoices } from './slng.js';
import type { VoiceAlias } from './voice.js';

/** Every vendor's names, in the order in which they are given their timbres. */
export const voiceAliases: readonly VoiceAlias[] = [...deepgramVoices, ...lmntVoices, ...slngVoices];
