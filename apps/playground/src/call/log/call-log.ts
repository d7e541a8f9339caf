/** The newest messages between the server and the application, and no more of them than can be looked at. */
import type { Direction, LogEvent, OmittedEvent } from '../messages.js';
import { isTokenTraffic } from '../phone/app-message.js';

export interface LogEntry {
  /** Of none, where it stands for messages that are not shown. */
  readonly direction: Direction | 'none';
  readonly text: string;
  /** Since the call was placed, where that is known. */
  readonly atMs: number | undefined;
  readonly isToken: boolean;
}

export interface CallLog {
  readonly entries: readonly LogEntry[];
  add(message: LogEvent | OmittedEvent): LogEntry;
  /** `secrets` are not shown, wherever a message repeats them as a JSON string. */
  begin(secrets: readonly string[]): void;
}

export const maxEntries = 1000;

/** A message longer than this is kept in part. */
const maxCharacters = 4000;

export function createCallLog(): CallLog {
  const entries: LogEntry[] = [];
  let hidden: readonly string[] = [];
  return {
    entries,
    add(message) {
      const entry = message.type === 'log' ? entryOf(message, hidden) : omission(message);
      entries.push(entry);
      if (entries.length > maxEntries) entries.shift();
      return entry;
    },
    begin(secrets) {
      entries.length = 0;
      hidden = secrets.filter((secret) => secret !== '').map((secret) => JSON.stringify(secret));
    },
  };
}

function entryOf({ direction, text, at_ms }: LogEvent, hidden: readonly string[]): LogEntry {
  const shown = hidden.reduce((rest, secret) => rest.replaceAll(secret, '"…"'), text);
  return { direction, text: shortened(shown), atMs: at_ms, isToken: isTokenTraffic(text) };
}

function omission({ messages }: OmittedEvent): LogEntry {
  const text = `${messages.toLocaleString('en')} ${messages === 1 ? 'message' : 'messages'} not shown`;
  return { direction: 'none', text, atMs: undefined, isToken: false };
}

function shortened(text: string): string {
  if (text.length <= maxCharacters) return text;
  return `${text.slice(0, maxCharacters)}… (${text.length.toLocaleString('en')} characters)`;
}

/** As this project writes conversations down: `>` is the one who dialled, and that is the server; `<` the application. */
export function transcriptOf(entries: readonly LogEntry[]): string {
  return entries.map(({ direction, text }) => `${arrows[direction]} ${text}\n`).join('');
}

export const arrows = { 'to-app': '>', 'from-app': '<', none: '…' } satisfies Record<LogEntry['direction'], string>;
