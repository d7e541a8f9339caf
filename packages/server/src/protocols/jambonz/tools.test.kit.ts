/** What the server lends to this protocol, where a test has no use for it. */
import type { Clock } from '../../clock.js';
import { noDial } from '../../testing/no-dial.js';
import { noOutgoing } from '../../testing/no-outgoing.js';
import type { ProtocolTools } from '../definition.js';

export function testTools(clock: Clock): ProtocolTools {
  return { clock, outgoing: noOutgoing, dial: noDial, warn: () => undefined };
}
