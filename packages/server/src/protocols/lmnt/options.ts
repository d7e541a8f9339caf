/** What an operator may set for this protocol. */
import { z } from 'zod';

const limits = z.strictObject({
  restCharacters: z.number().int().positive().nullable().default(5000).meta({
    description: 'characters in one REST request',
  }),
  initSeconds: z.number().positive().max(600).default(10).meta({
    description: 'how long a socket may stay open without its first message',
  }),
  idleMinutes: z.number().positive().nullable().default(null).meta({
    description: 'how long a socket may stay open while nothing is said on it, in either direction',
  }),
});

export const lmntOptions = z.strictObject({
  limits: limits.prefault({}),
  bareUlaw: z.boolean().default(false).meta({
    description: 'µ-law comes without the WAV header that LMNT puts in front of it, as telephony wants it',
  }),
  // lmnt-node up to 2.11.2 waits for ever when the socket closes on messages that its user has not yet taken.
  lingerMs: z.number().int().min(0).max(10_000).default(300).meta({
    description: 'how long the close waits behind the last message for clients of the older dialects',
  }),
});

export type LmntOptions = z.output<typeof lmntOptions>;
