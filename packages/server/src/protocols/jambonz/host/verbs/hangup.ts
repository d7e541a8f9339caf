/** `hangup`: at once. One that was put behind others waits until the caller has heard all that the application said. */
import { z } from 'zod';
import { common, defineVerb } from './verb.js';

export const hangup = defineVerb({
  name: 'hangup',
  // Headers are for a SIP BYE, and no SIP is spoken here.
  properties: z.strictObject({ ...common, headers: z.record(z.string(), z.unknown()).optional() }),
  async run(_, stage) {
    if (stage.isPatient) await stage.quiet();
    if (!stage.signal.aborted) stage.hangUp();
  },
});
