import { type Dial, DialError } from '../protocols/dial.js';

/** A way out that leads nowhere, for protocols that call nobody. */
export const noDial: Dial = async () => {
  throw new DialError('forbidden', 'nothing is dialled in this test');
};
