/** Every setting of the server itself: its name, its bounds, its default and what it means. Protocols and engines bring the
 *  schemas of their own options; nothing here knows their names. */

import { z } from 'zod';
import type { ApiKey } from '../access/keyring.js';

/** A host name or a bracketed IPv6 address, a colon, a port. */
const hostAndPort = /^(?<host>\[[^\]]+\]|[^:[\]]+):(?<port>\d{1,5})$/;

const wholeNumber = z.number().int();
const bytes = wholeNumber.min(1024);
const digest = /^sha256:[0-9a-fA-F]{64}$/;

const apiKey = z
  .string()
  .min(1)
  .refine((key) => !key.startsWith('sha256:') || digest.test(key), {
    error: 'after "sha256:" come the 64 hex digits of the key\'s SHA-256 digest',
  });

const bareKey = apiKey.transform((key): ApiKey => ({ key }));
const namedKey = z.strictObject({ name: z.string().min(1).optional(), key: apiKey });

const limits = z.strictObject({
  connections: wholeNumber.min(1).default(20_000).meta({ description: 'connections at once, speaking or not' }),
  sessions: wholeNumber
    .min(1)
    .default(10_000)
    .meta({ description: 'sessions at once; more are refused as overloaded' }),
  sessionsPerKey: wholeNumber.min(1).nullable().default(null).meta({ description: 'sessions at once of one key' }),
  maxBufferedCharacters: wholeNumber
    .min(100)
    .default(100_000)
    .meta({ description: 'unspoken text that a session holds, in characters' }),
  outputSeconds: z.number().min(0.1).max(60).default(2).meta({ description: 'audio made ahead of a slow client' }),
  maxUnanswered: wholeNumber
    .min(10)
    .default(10_000)
    .meta({ description: 'commands of a session whose answers nobody has fetched' }),
  maxBodyBytes: bytes
    .max(64 * 1024 * 1024)
    .default(2_097_152)
    .meta({ description: 'the largest HTTP request body' }),
  slowReaderMs: wholeNumber
    .min(100)
    .default(30_000)
    .meta({ description: 'a client that takes no audio for this long is cut off' }),
  pingMs: wholeNumber
    .min(100)
    .default(20_000)
    .meta({ description: 'how often connections are asked for a sign of life' }),
});

const voices = z.strictObject({
  default: z.string().min(1).optional().meta({ description: 'a voice id or name, for unknown names' }),
  aliases: z
    .record(z.string(), z.string().min(1))
    .default({})
    .meta({ description: 'names of your own: each stands for a voice id or a known name' }),
  strict: z.boolean().optional().meta({ description: 'refuse unknown names; follows the profile where not set' }),
});

/** Variables and flags bring their numbers as text. */
const portNumber = z
  .union([wholeNumber, z.string().regex(/^\d+$/).transform(Number)], { error: 'write port numbers, such as 443,8443' })
  .pipe(wholeNumber.min(1).max(65_535));

const outgoing = z.strictObject({
  allowedHosts: z
    .array(z.string().min(1))
    .default([])
    .meta({ description: 'hosts that a client may have the server call: hooks.example.com, *.example.com' }),
  allowPrivate: z
    .array(z.string().min(1))
    .default([])
    .meta({ description: 'addresses among them that are not public: 10.0.0.7' }),
  ports: z
    .array(portNumber)
    .default([80, 443, 8080, 8443])
    .meta({ description: 'the ports of those hosts that may be called' }),
  allowLoopback: z.boolean().optional().meta({
    description:
      'let clients have this machine called too, on any port; unless set, where only it can connect, without keys',
  }),
});

/** The settings that every server has. */
export const coreSchema = z.strictObject({
  host: z.string().min(1).default('127.0.0.1').meta({ description: 'the address to listen on; 0.0.0.0 is every one' }),
  port: wholeNumber.min(0).max(65_535).default(8080).meta({ description: 'the port to listen on; 0 takes a free one' }),
  profile: z
    .enum(['lenient', 'strict'])
    .default('lenient')
    .meta({ description: "strict keeps the vendors' own limits and refusals; --strict for short" }),
  apiKeys: z
    .array(z.union([bareKey, namedKey], { error: 'write a key, or { "name": "alice", "key": "…" } in a file' }))
    .default([])
    .meta({ description: 'who may connect: keys, or sha256:<digest of a key>', secret: true }),
  tokenSecret: z
    .string()
    .min(16)
    .optional()
    .meta({ description: "signs short-lived tokens; servers that share it accept each other's", secret: true }),
  allowOpen: z
    .boolean()
    .default(false)
    .meta({ description: 'let other machines connect without any key', name: 'insecure-open' }),
  origins: z
    .array(z.string().min(1))
    .default([])
    .meta({ description: 'web pages that may connect: https://app.example.com, or * for all' }),
  pathPrefix: z
    .string()
    .regex(/^(\/[\w.~-]+)*$/, { error: 'a path prefix begins with a slash and ends without one: /speech' })
    .default('')
    .meta({ description: 'stands before every path: /speech' }),
  limits: limits.prefault({}),
  voices: voices.prefault({}),
  outgoing: outgoing.prefault({}),
  playground: z
    .boolean()
    .default(true)
    .meta({ description: 'serve the page to try everything on, at / below the path prefix' }),
  drainSeconds: z
    .number()
    .min(0)
    .max(86_400)
    .default(30)
    .meta({ description: 'how long a stop waits for what is spoken' }),
  metrics: z
    .string()
    .refine((text) => text === 'same' || text === 'off' || hostAndPort.test(text), {
      error: 'metrics are served on the "same" address, "off", or on an address of their own: 127.0.0.1:9090',
    })
    .transform(toMetrics)
    .optional()
    .meta({
      description: 'where /metrics is: same, off, or host:port; unless set, same on a loopback host and off elsewhere',
    }),
  logLevel: z
    .enum(['silent', 'error', 'warn', 'info', 'debug'])
    .default('info')
    .meta({ description: 'how much is logged' }),
});

/** The settings that every server has, checked and complete. */
export type CoreConfig = z.output<typeof coreSchema>;

/** Where the metrics are: on the main listener, nowhere, or on a listener of their own. */
export type MetricsPlace = 'same' | false | { readonly host: string; readonly port: number };

function toMetrics(text: string): MetricsPlace {
  if (text === 'same') return text;
  const { host, port } = hostAndPort.exec(text)?.groups ?? {};
  return host === undefined ? false : { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}
