/** One application on the other end of a call: reached, spoken to, and found again when the connection breaks. */
import { setImmediate as turn } from 'node:timers/promises';
import type { DialledSocket } from '../../../dial.js';
import { createComposer } from './composer.js';
import { type Connection, createConnection, type PauseNews } from './connection.js';
import { type Connector, createConnector } from './connector.js';
import { AckError, type AppLink, type LinkOptions, type Notification, type Question, type WireData } from './link.js';
import { parse } from './messages.js';
import { createOutbox, type OutgoingMessage } from './outbox.js';
import { type Asker, createQuestions } from './questions.js';

/** Connects to an application, trying again as its address says. Throws the DialError of the last attempt, or the reason of the
 *  signal. Nothing is delivered before whoever awaits the link has it. When the signal aborts, the link closes with 1001. */
export async function openLink(options: LinkOptions): Promise<AppLink> {
  const connector = createConnector(options);
  const socket = await connector.connect(options.signal);
  if (options.signal.aborted) {
    socket.close(1001);
    throw options.signal.reason;
  }
  const link = createLink(options, connector);
  const connection = link.adopt(socket);
  setImmediate(connection.read);
  return link;
}

/** What may be lost where too much waits for an application that is away: it tells of what has passed when it is back. A result or
 *  a question that never came would leave the application, or the call, waiting for good. */
const isExpendable = {
  'tts:streaming-event': true,
  'verb:status': true,
  'jambonz:error': true,
  'tts:tokens-result': false,
  'call:status': false,
} satisfies Record<Notification, boolean>;

/** The clients pause by themselves where tokens are refused as full, whether they were told to or not. */
function pauseNews(type: Notification, { eventType, reason }: WireData): PauseNews | undefined {
  if (type === 'tts:tokens-result') return reason === 'full' ? 'begun' : undefined;
  if (type !== 'tts:streaming-event') return undefined;
  if (eventType === 'stream_paused') return 'begun';
  return eventType === 'stream_resumed' ? 'over' : undefined;
}

interface Link extends AppLink {
  /** Speaks over this socket from now on; the caller begins to read it. */
  adopt(socket: DialledSocket): Connection;
}

function createLink(options: LinkOptions, connector: Connector): Link {
  const { listener } = options;
  const compose = createComposer(options.callSid);
  const questions = createQuestions(options.clock, options.answerMs);
  const outbox = createOutbox();
  /** Aborted when the link is over, by whichever side. */
  const over = new AbortController();
  let isClosed = false;
  /** Undefined while the application is away. */
  let connection: Connection | undefined;
  let connections = 0;
  /** A session:reconnect is on the wire; until it is acknowledged, all else waits. */
  let isRejoining = false;
  /** A question went over a wire, the first of which is the session's: there is something to reconnect to. */
  let isSessionKnown = false;
  /** Whoever waits for the answer to session:new, while it is on the wire or will be put again. */
  let opening: Asker | undefined;

  options.signal.addEventListener('abort', () => close(1001), { signal: over.signal });

  function notify(type: Notification, data: WireData): void {
    send({ text: compose(type, data).text, isExpendable: isExpendable[type], pause: pauseNews(type, data) });
  }

  function ask(type: Question, data: WireData, hook?: string): Promise<readonly unknown[]> {
    return new Promise((answered, reject) => {
      const asker: Asker = { answered, failed: (reason) => reject(new AckError(reason, type)) };
      const { msgid, text } = compose(type, data, hook);
      const onWritten = () => {
        isSessionKnown = true;
        questions.put(msgid, type === 'session:new' ? beginSession(asker) : asker);
      };
      send({ text, isExpendable: false, onWritten, onDropped: () => asker.failed('dropped') });
    });
  }

  /** session:new outlives its connection: where that drops, the answer to session:reconnect is the one that is waited for. */
  function beginSession(asker: Asker): Asker {
    opening = asker;
    return {
      answered: (verbs) => takeOpening()?.answered(verbs),
      failed: (reason) => reason === 'timed-out' && takeOpening()?.failed(reason),
    };
  }

  function takeOpening(): Asker | undefined {
    const asker = opening;
    opening = undefined;
    return asker;
  }

  function send(message: OutgoingMessage): void {
    if (over.signal.aborted) message.onDropped?.();
    else if (connection !== undefined && !isRejoining) write(connection, message);
    // More than is kept, and nothing of it may be lost.
    else if (!outbox.put(message)) gone('lost');
  }

  function write(to: Connection, message: OutgoingMessage): void {
    message.onWritten?.();
    if (to.write(message)) listener.onSent?.(message.text);
  }

  function release(): void {
    isRejoining = false;
    for (const message of outbox.takeAll()) send(message);
  }

  function adopt(socket: DialledSocket): Connection {
    connections += 1;
    connection = createConnection(socket, { onText: receive, onEnd });
    return connection;
  }

  function receive(text: string): Promise<void> | void {
    if (over.signal.aborted) return;
    listener.onReceived?.(text);
    const message = parse(text);
    switch (message.type) {
      case 'ack':
        questions.answer(message.msgid, message.verbs);
        // Whoever asked acts on it before a command is heard that came in the same breath, and may add to it.
        return turn();
      case 'command':
        listener.onCommand(message.command);
        break;
      case 'malformed':
        notify('jambonz:error', { msg: 'InvalidMessage', details: message.details, content: text });
        break;
    }
  }

  function onEnd(code: number): void {
    if (over.signal.aborted) return;
    connection = undefined;
    if (code === 1000) gone('deliberate');
    else if (connections >= connector.maxConnections) gone('lost');
    else void comeBack();
  }

  async function comeBack(): Promise<void> {
    questions.drop();
    let socket: DialledSocket;
    try {
      socket = await connector.reconnect(over.signal);
    } catch {
      return gone('lost');
    }
    if (over.signal.aborted) return socket.close(1001);
    const back = adopt(socket);
    // Clients take the first of these messages for the call itself: one that was not introduced cannot be rejoined.
    if (isSessionKnown) rejoin(back);
    else release();
    back.read();
  }

  function rejoin(back: Connection): void {
    isRejoining = true;
    const { msgid, text } = compose('session:reconnect', options.sessionData());
    const onWritten = () => questions.put(msgid, { answered: onRejoined, failed: onNotRejoined });
    write(back, { text, isExpendable: false, onWritten });
  }

  function onRejoined(verbs: readonly unknown[]): void {
    release();
    takeOpening()?.answered(verbs);
  }

  function onNotRejoined(reason: AckError['reason']): void {
    if (reason === 'dropped') return;
    release();
    const asker = takeOpening();
    if (asker === undefined) listener.onUnacknowledged();
    else asker.failed(reason);
  }

  /** The listener is told in a turn of its own: it may just be sending what was one message too many. */
  function gone(reason: 'deliberate' | 'lost'): void {
    if (over.signal.aborted) return;
    end(1008);
    queueMicrotask(() => {
      if (!isClosed) listener.onGone(reason);
    });
  }

  function close(code: 1000 | 1001): void {
    isClosed = true;
    if (over.signal.aborted) return;
    // It may not have acknowledged that it is back, but it is there, and is to hear how the call ended.
    if (connection !== undefined && isRejoining) release();
    end(code);
  }

  function end(code: number): void {
    over.abort();
    questions.drop();
    takeOpening()?.failed('dropped');
    for (const message of outbox.takeAll()) message.onDropped?.();
    connection?.close(code);
  }

  return { notify, ask, close, adopt };
}
