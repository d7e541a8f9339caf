/** The list of drivers, in the order in which they are offered. */
import type { About } from '../../shell/about.js';
import { deepgram } from './deepgram.js';
import type { Driver } from './driver.js';
import { glottis } from './glottis.js';
import { lmnt } from './lmnt.js';
import { slng } from './slng.js';

const drivers: readonly Driver[] = [glottis, deepgram, lmnt, slng];

/** Those that this server can be spoken to with. Tokens are granted by Deepgram's protocol, so where a key is asked for, no driver
 *  that needs one is offered without it. */
export function driversFor({ protocols, keyed }: About): readonly Driver[] {
  return drivers.filter(
    ({ protocol, needsToken = false }) =>
      protocols.includes(protocol) && !(keyed && needsToken && !protocols.includes('deepgram')),
  );
}
