import { createOutgoing, type Outgoing } from '../access/outgoing.js';

/** A way out whose operator allows no hosts, for protocols that call nobody. A `trusted` request still goes out. */
export const noOutgoing: Outgoing = createOutgoing({ allowedHosts: [] });
