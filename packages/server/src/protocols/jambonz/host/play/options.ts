/** What an application may say about a sound that it has played. The hook and the id belong to the verb, which extends this. */
import { z } from 'zod';
import { shortList } from '../short-list.js';

/** Numbers may come as text. */
const numeric = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/, { error: 'that is no number' })
    .transform(Number),
]);

export const playOptions = z.strictObject({
  /** Several are played one after the other, as one sound. */
  url: z.union([z.string(), shortList(z.string(), { min: 1, max: 50 })]),
  /** How often; 0 is once, as jambonz has it. */
  loop: z.union([z.literal('forever'), numeric]).default(1),
  /** Samples of 8000 Hz that are left out at the beginning, the first time. */
  seekOffset: numeric.default(0),
  /** 0: as long as it takes. */
  timeoutSecs: numeric.default(0),
  earlyMedia: z.boolean().default(false),
});

export type PlayOptions = z.output<typeof playOptions>;
