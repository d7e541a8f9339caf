/** What an operator may set for this protocol. */
import { z } from 'zod';

const limit = (description: string, fallback: number | null = null) =>
  z.number().int().positive().nullable().default(fallback).meta({ description });

const limits = z.strictObject({
  flushesPerMinute: limit('Flush messages per socket; one too many is ignored, with a warning'),
  charactersPerMinute: limit('characters per socket, over all of its messages'),
  charactersPerMessage: limit('characters in one Speak message'),
  restCharacters: limit('characters in one REST request', 100_000),
  sessionMinutes: limit('how long a socket may stay open'),
  drainSeconds: limit('after Close: how long nothing may go out before the socket is closed all the same', 30),
});

export const deepgramOptions = z.strictObject({
  limits: limits.prefault({}),
  closeMode: z
    .enum(['finish', 'immediate'])
    .default('finish')
    .meta({ description: 'whether Close sends what is on its way first, or drops it' }),
  // The JavaScript SDKs 3 and 4 decode binary messages late in that mode, and hand out first what follows them.
  subprotocolGapMs: z.number().int().min(0).max(1000).default(5).meta({
    description: 'how long Flushed and Cleared wait behind the audio for clients that authenticate by subprotocol',
  }),
});

export type DeepgramOptions = z.output<typeof deepgramOptions>;
export type DeepgramLimits = DeepgramOptions['limits'];

/** The limits of Deepgram's cloud, for those who test against them. */
export const strictDefaults = {
  limits: {
    flushesPerMinute: 20,
    charactersPerMinute: 2400,
    charactersPerMessage: 2000,
    restCharacters: 2000,
    sessionMinutes: 60,
  },
} satisfies z.input<typeof deepgramOptions>;
