/** The doors that are measured against each other, in the order of their rows. */

import { deepgram } from './deepgram.js';
import type { Door } from './door.js';
import { lmnt, lmntTimed } from './lmnt.js';
import { slngBinary, slngJson } from './slng.js';

export const doors: readonly Door[] = [deepgram, lmnt, lmntTimed, slngJson, slngBinary];

/** Those of them that are asked for the same work; word times are work of their own. */
export const sameWork: readonly Door[] = [deepgram, lmnt, slngJson, slngBinary];
