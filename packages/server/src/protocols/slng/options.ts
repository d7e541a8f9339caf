/** What an operator may set for this protocol. */
import { z } from 'zod';

const atMost = (description: string) => z.number().int().positive().meta({ description });
const limit = (description: string, fallback: number) => atMost(description).default(fallback);
const optional = (description: string, fallback: number | null) => atMost(description).nullable().default(fallback);

const limits = z.strictObject({
  messageCharacters: limit('characters in one text message; one that has more is refused', 5000),
  requestCharacters: limit('characters in the text of one HTTP request', 50_000),
  frameBytes: limit(
    'bytes in one WebSocket message, which ends the connection beyond, and in one HTTP body',
    1_048_576,
  ),
  mistakes: limit('messages in a row that are not understood, before the connection is closed', 20),
  idleSeconds: optional(
    'how long a connection may be without a message in either direction, or a ping of the client',
    300,
  ),
  sessionMinutes: optional('how long a socket may stay open', null),
});

const frames = z.enum(['auto', 'json', 'binary']);

const model = z.strictObject({
  /** The engine that speaks for this model. */
  engine: z.string().min(1).optional(),
  /** The voice of those who name none. */
  voice: z.string().min(1).optional(),
  /** BCP 47, for voices whose names do not tell. */
  language: z.string().min(2).optional(),
  audioFrames: frames.optional(),
});

/** A name alone is the model's voice. */
const modelOrVoice = z.union([
  z
    .string()
    .min(1)
    .transform((voice): z.output<typeof model> => ({ voice })),
  model,
]);

export const slngOptions = z.strictObject({
  models: z
    .record(z.string(), modelOrVoice)
    .default({})
    .meta({ description: 'model ids, each with its voice; in a file also with its engine, language, audioFrames' }),
  unknownModels: z
    .enum(['speak', 'refuse'])
    .default('speak')
    .meta({ description: "whether a model id that nobody knows gets the server's default voice, or 404" }),
  audioFrames: frames
    .default('auto')
    .meta({ description: 'how audio is framed on a WebSocket; auto looks at who is calling' }),
  audioFramesByKey: z
    .record(z.string(), frames)
    .default({})
    .meta({ description: 'the same for single API keys, by their names' }),
  limits: limits.prefault({}),
});

export type SlngOptions = z.output<typeof slngOptions>;
export type SlngLimits = SlngOptions['limits'];
/** What the operator says of one model. */
export type ModelSettings = z.output<typeof model>;
/** How audio goes out; `auto` is left to the handshake. */
export type AudioFrames = z.output<typeof frames>;

/** Refuses what SLNG would not know either. */
export const strictDefaults = { unknownModels: 'refuse' } satisfies z.input<typeof slngOptions>;
