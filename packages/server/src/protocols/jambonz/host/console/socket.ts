/** The conversation with a console: a hello, then whatever its user does. */
import { setImmediate } from 'node:timers/promises';
import { SpeechError } from '../../../../errors.js';
import type { Holder, SpeechService } from '../../../../session/speech.js';
import type { Conversation, MessageSocket } from '../../../protocol.js';
import type { Desk } from '../desk.js';
import { parseCommand } from './commands.js';
import { greeted, type Hello } from './greet.js';
import { createHandset, type Handset } from './handset.js';
import type { ConsoleCommand } from './messages.js';
import { createReception } from './receive.js';
import { createWire, type Wire } from './wire.js';

export interface ConsoleTerms extends Desk {
  readonly speech: SpeechService;
  /** Undefined where the hello must say it. */
  readonly holder: Holder | undefined;
}

const defaultName = 'console';
const defaultRate = 24_000;

/** A console that sends more than this at once lets others have their turn in between. */
const messagesPerTurn = 32;

/** Serves one console until it goes away, which ends its call. */
export function consoleConversation(terms: ConsoleTerms): Conversation {
  return async (socket) => {
    const wire = createWire(socket);
    await Promise.race([attend(socket, wire, terms), wire.failed]);
  };
}

async function attend(socket: MessageSocket, wire: Wire, terms: ConsoleTerms): Promise<void> {
  const { speech, phones, options, tools } = terms;
  const complain = (cause: unknown) => {
    const error = SpeechError.from(cause);
    if (error.code === 'internal') throw error; // no mistake of the console's: the log has to know
    wire.tell({ type: 'error', error: error.message });
  };
  const hello = await greeted(socket, tools.clock, complain);
  if (hello === undefined) return;
  const holder = terms.holder ?? (await authenticate(hello, speech));
  const { name = defaultName, sample_rate = defaultRate } = hello;
  const handset = createHandset({ sampleRate: sample_rate, wire, clock: tools.clock });
  const leave = phones.add(holder.id, name, handset);
  const gone = new AbortController();
  wire.tell({ type: 'ready', sample_rate, name, applications: Object.keys(options.applications) });
  const receive = createReception({ ...terms, holder, name, handset, wire, signal: gone.signal });
  try {
    await Promise.race([listen(socket, receive, complain), drained(socket, handset, gone.signal), wire.failed]);
  } finally {
    gone.abort();
    leave();
    if (!handset.isFree) handset.hangUp();
  }
}

function authenticate({ key }: Hello, speech: SpeechService): Promise<Holder> {
  return speech.authenticate(key === undefined ? undefined : { kind: 'either', secret: key });
}

/** Settles when the console is gone. What cannot be done is answered, and disturbs nothing. */
async function listen(
  socket: MessageSocket,
  receive: (command: ConsoleCommand) => void,
  complain: (error: unknown) => void,
): Promise<void> {
  let received = 0;
  for await (const message of socket) {
    try {
      receive(parseCommand(message));
    } catch (error) {
      complain(error);
    }
    received += 1;
    if (received % messagesPerTurn === 0) await setImmediate();
  }
}

/** Fails with the reason for draining, once no call is left; a call may end as it would. Does not listen for longer than the
 *  console is there. */
async function drained({ draining }: MessageSocket, handset: Handset, gone: AbortSignal): Promise<never> {
  await new Promise<void>((resolve) => {
    draining.addEventListener('abort', () => resolve(), { once: true, signal: gone });
    if (draining.aborted) resolve();
  });
  await handset.free();
  throw draining.reason;
}
