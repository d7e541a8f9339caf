/** What an operator may set for the calls that we host. */
import { z } from 'zod';

const count = (description: string, fallback: number) =>
  z.number().int().positive().default(fallback).meta({ description });

const application = z.strictObject({
  url: z.string().regex(/^wss?:\/\//, { error: 'an application is a ws:// or wss:// address' }),
  username: z.string().optional(),
  password: z.string().optional(),
  envVars: z.record(z.string(), z.unknown()).optional(),
});

export const hostOptions = z.strictObject({
  mode: z.enum(['enhanced', 'exact']).default('enhanced').meta({
    description: 'exact does with streamed tokens what jambonz does, its delays and dead ends included',
  }),
  applications: z.record(z.string(), application).default({}).meta({
    description: 'applications that may be called by name: { "name": { "url": "wss://…", "username", "password" } }',
    secret: true,
  }),
  voice: z.string().default('').meta({ description: 'the voice of calls whose application names none' }),
  language: z.string().default('en-US').meta({ description: 'the language of calls whose application names none' }),
  idleMs: z.number().int().min(20).max(10_000).default(400).meta({
    description: 'how long after the last token an unfinished sentence is spoken to its end (enhanced)',
  }),
  backlogSeconds: count('speech that may wait to be played before tokens are refused as full (enhanced)', 300),
  hangupSeconds: count('how long a queued hangup waits for what is being spoken (enhanced)', 30),
  handshakeMs: count('how long an application may take to open its WebSocket', 1500),
  answerMs: count('how long an application may take to acknowledge what must be acknowledged', 5000),
  pingMs: z.number().int().min(1000).nullable().default(null).meta({
    description: 'how often applications are pinged, to be lost when they are silent; jambonz does not',
  }),
  frameBytes: count('bytes in one message of an application', 24_576),
  soundBytes: count('memory that sound files of all calls may take, as files and decoded', 256 * 1024 * 1024),
  calls: count('calls at once; more are refused as overloaded', 1000),
  callsPerKey: z.number().int().positive().nullable().default(null).meta({ description: 'calls at once of one key' }),
  callMinutes: count('how long a call may last', 240),
});

export type HostOptions = z.output<typeof hostOptions>;
