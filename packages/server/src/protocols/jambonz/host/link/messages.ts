/** The messages between us and an application, as they stand on the wire. */
import { isDeeperThan } from './depth.js';
import type { Command, Notification, Question, WireData } from './link.js';
import { snakeCased } from './snake-case.js';

/** What an application sent. `malformed` is what jambonz answers with an InvalidMessage; the connection stays. */
export type Received =
  | { readonly type: 'ack'; readonly msgid: string; readonly verbs: readonly unknown[] }
  | { readonly type: 'command'; readonly command: Command }
  | { readonly type: 'malformed'; readonly details: string };

/** What we send. `callSid` is left out where the application does not know the session yet. */
export interface Envelope {
  readonly type: Notification | Question | 'session:reconnect';
  readonly msgid: string;
  readonly callSid: string | undefined;
  /** As the application wrote it; clients use it as the name of an event. */
  readonly hook?: string | undefined;
  readonly data: WireData;
}

/** Reads what an application sent. Never throws. */
export function parse(text: string): Received {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    // It quotes the text, and goes to nobody but whoever wrote that.
    return malformed((error as SyntaxError).message);
  }
  if (isDeeperThan(value, maxLevels)) return malformed(`nested deeper than ${maxLevels} levels`);
  const message: Fields = Object(value);
  if (!message.type) return malformed('type property not supplied');
  switch (message.type) {
    case 'ack':
      return readAck(message);
    case 'command':
      return readCommand(message, text);
    default:
      return malformed(`invalid type property: ${shown(message.type)}`);
  }
}

/** Writes a message. A `hook` appears with the types that have one only. */
export function format({ type, msgid, callSid, hook, data }: Envelope): string {
  return JSON.stringify({
    type,
    msgid,
    call_sid: callSid,
    hook: typesWithHook.has(type) ? hook : undefined,
    data: snakeCased(data),
  });
}

type Fields = Readonly<Record<string, unknown>>;

/** No application nests a tenth of it, and JSON of some thousand levels can be read, but not be written again. */
const maxLevels = 100;

const typesWithHook: ReadonlySet<string> = new Set([
  'verb:hook',
  'dial:confirm',
  'session:redirect',
  'llm:event',
  'llm:tool-call',
]);

const commandsWithoutData: ReadonlySet<string> = new Set(['tts:flush', 'tts:clear', 'llm:tool-output']);

function readAck({ msgid, data }: Fields): Received {
  if (typeof msgid !== 'string' || msgid === '') return malformed('msgid not supplied');
  return { type: 'ack', msgid, verbs: Array.isArray(data) ? data : [] };
}

function readCommand({ command, data, queueCommand, callSid }: Fields, text: string): Received {
  if (typeof command !== 'string' || command === '') return malformed('command property not supplied');
  if (!data && !commandsWithoutData.has(command)) return malformed('data property not supplied');
  return {
    type: 'command',
    command: {
      command,
      data,
      queued: Boolean(queueCommand),
      callSid: typeof callSid === 'string' && callSid !== '' ? callSid : undefined,
      text,
    },
  };
}

function malformed(details: string): Received {
  return { type: 'malformed', details };
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
