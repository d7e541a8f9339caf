/** What an operator may set for a jambonz that speaks through us. */
import { z } from 'zod';

const limit = (description: string, fallback: number) =>
  z.number().int().positive().default(fallback).meta({ description });

export const vendorOptions = z.strictObject({
  lullMs: z.number().int().min(0).max(5000).default(20).meta({
    description: 'how long the last words of a chunk wait for the next chunk, before they are spoken as they are',
  }),
  base64: z.boolean().default(false).meta({
    description: 'whether audio on the WebSocket is base64 in JSON instead of binary; jambonz is told which it is',
  }),
  requestCharacters: limit('characters in the text of one HTTP request', 50_000),
  frameBytes: limit(
    'bytes in one WebSocket message, which ends the connection beyond, and in one HTTP body',
    1_048_576,
  ),
  idleSeconds: z.number().int().positive().nullable().default(3600).meta({
    description: 'how long a WebSocket may be without a message in either direction, or a ping of jambonz',
  }),
});

export type VendorOptions = z.output<typeof vendorOptions>;
