/** The log: one JSON object per line. Spoken text, keys and query strings have no way into it. */

import { pino } from 'pino';
import { scrub } from './scrub.js';

/** Facts beside a message. `err` may be anything that was thrown; it is written with its stack and its causes. */
export type LogFields = Readonly<Record<string, unknown>>;

/** What the server writes for its operator. */
export interface Log {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
  /** The same log, with these fields on every line. */
  child(fields: LogFields): Log;
}

export const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];

/** A log whose level can be changed while the server runs. */
export interface LevelledLog extends Log {
  level: LogLevel;
}

export interface LogOptions {
  /** `info` unless told otherwise. */
  readonly level?: LogLevel;
  /** Where the lines go; standard output unless told otherwise. */
  readonly destination?: { write(line: string): void };
}

/** Names under which a secret or somebody's words could travel. Nobody should log them; this is the net below. */
const forbidden = [
  'authorization',
  'Authorization',
  'cookie',
  'credential',
  'headers',
  'key',
  'apiKey',
  'secret',
  'token',
  'password',
  'text',
  'query',
  '["sec-websocket-protocol"]',
  '["x-api-key"]',
];

export function createLog(options: LogOptions = {}): LevelledLog {
  const settings = {
    level: options.level ?? 'info',
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: (thrown: unknown) => describe(thrown), url: (url: unknown) => String(url).split('?', 1)[0] },
    redact: { paths: forbidden.flatMap((name) => [name, nested(name)]), censor: '[redacted]' },
  };
  const logger = options.destination === undefined ? pino(settings) : pino(settings, options.destination);
  return logger as LevelledLog;
}

/** Says nothing, at no cost. For tests, and for those who bring no log. */
export const silentLog: Log = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  child: () => silentLog,
};

const nested = (name: string) => (name.startsWith('[') ? `*${name}` : `*.${name}`);

/** Deep enough for the causes that wrappers add, shallow enough for causes that go in a circle. */
const maxCauses = 4;

function describe(thrown: unknown, depth = 0): unknown {
  if (!(thrown instanceof Error)) return scrub(String(thrown));
  return {
    type: thrown.name,
    code: 'code' in thrown ? thrown.code : undefined,
    message: scrub(thrown.message),
    stack: thrown.stack === undefined ? undefined : scrub(thrown.stack),
    cause: thrown.cause === undefined || depth === maxCauses ? undefined : describe(thrown.cause, depth + 1),
  };
}
