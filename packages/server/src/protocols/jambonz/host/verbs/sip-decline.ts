/** `sip:decline`: rejects a call that was not answered. */
import { z } from 'zod';
import { common, defineVerb } from './verb.js';

export const sipDecline = defineVerb({
  name: 'sip:decline',
  properties: z.strictObject({
    ...common,
    status: z.number().int().min(400).max(699),
    reason: z.string().max(200).optional(),
    headers: z.record(z.string(), z.unknown()).optional(),
  }),
  run({ status, reason }, stage) {
    if (!stage.decline(status, reason)) stage.complain('sip:decline failed', 'the call has been answered');
  },
});
