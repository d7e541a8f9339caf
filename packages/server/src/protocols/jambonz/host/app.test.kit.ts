/** A jambonz application that exists in memory only: a test says what it does. Nothing in it waits for time. */
import { deferred } from '../../../deferred.js';
import { socketPair } from '../../../testing/socket-pair.js';
import { type Dial, DialError, type DialFailure, type DialledSocket, type DialOptions } from '../../dial.js';

/** A message to the application. */
export interface AppMessage {
  readonly type: string;
  readonly msgid: string;
  readonly call_sid?: string;
  readonly hook?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** One attempt to reach the application, whether it came to a socket or not. */
export interface AppAttempt {
  readonly url: string;
  readonly options: DialOptions;
}

/** One socket that was opened to it. */
export interface AppConnection {
  readonly url: string;
  /** What was offered. */
  readonly subprotocol: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** What came over this one, in order. */
  readonly messages: readonly AppMessage[];
  readonly isOpen: boolean;
  /** Settles with the code it was closed with, by whichever side. */
  readonly closed: Promise<number>;
  /** Anything at all, over this one. */
  send(message: object | string | Uint8Array): void;
  /** Closes it. 1006 is a connection that breaks. */
  drop(code: number): void;
  /** From now on it takes nothing, so that our `send` waits; and back. */
  stall(): void;
  resume(): void;
}

export interface FakeApplication {
  readonly dial: Dial;
  readonly attempts: readonly AppAttempt[];
  /** Those that were opened; the last one is what `command`, `tokens` and `send` use. */
  readonly connections: readonly AppConnection[];
  /** Everything that ever came, in order; a message is here as soon as it was sent. */
  readonly messages: readonly AppMessage[];
  /** The next message of a type, or one that the function wants, or simply the next one. Each message is given out once, and
   *  those of other types stay for those who ask for them. Fails when nothing can come any more. */
  next(wanted?: string | ((message: AppMessage) => boolean)): Promise<AppMessage>;
  /** Answers a message over the connection that it came by; without verbs the answer has no `data`. */
  ack(message: AppMessage, verbs?: unknown): void;
  command(name: string, data?: unknown, envelope?: Readonly<Record<string, unknown>>): void;
  /** Sends tokens; the `data` of the next result that nobody has taken. */
  tokens(id: unknown, text: unknown): Promise<AppMessage['data']>;
  /** Anything at all; text and bytes go as they are. */
  send(message: object | string | Uint8Array): void;
  /** Closes the last connection. 1006 is a connection that breaks. */
  drop(code?: number): void;
  /** The next attempts to reach it fail. */
  refuse(reason?: DialFailure, options?: { readonly status?: number; readonly times?: number }): void;
  /** Attempts from now on get no answer until the returned function is called. */
  hold(): () => void;
}

export interface FakeApplicationOptions {
  /** Whether it chooses the subprotocol that is offered. Default: true. */
  readonly choosesSubprotocol?: boolean;
}

export function fakeApplication({ choosesSubprotocol = true }: FakeApplicationOptions = {}): FakeApplication {
  const inbox = createInbox();
  const attempts: AppAttempt[] = [];
  const connections: Connection[] = [];
  const origins = new WeakMap<AppMessage, Connection>();
  const refusals: DialError[] = [];
  let gate: Promise<void> | undefined;

  const dial: Dial = async (url, options) => {
    attempts.push({ url, options });
    await within(gate, options.signal);
    const refusal = refusals.shift();
    if (refusal) throw refusal;
    const connection = connect(url, options, (message) => {
      origins.set(message, connection);
      inbox.put(message);
    });
    connections.push(connection);
    void connection.closed.then((code) => {
      if (isFinal(code) && connections.every(({ isOpen }) => !isOpen)) inbox.end();
    });
    return choosesSubprotocol ? connection.socket : { ...connection.socket, subprotocol: undefined };
  };
  const last = () => {
    const connection = connections.at(-1);
    if (!connection) throw new Error('nobody has called this application yet');
    return connection;
  };
  const send: FakeApplication['send'] = (message) => last().send(message);

  return {
    dial,
    attempts,
    connections,
    messages: inbox.all,
    next: (wanted) => inbox.next(wanted),
    ack(message, data) {
      const connection = origins.get(message) ?? last();
      connection.send({ type: 'ack', msgid: message.msgid, ...(data !== undefined && { data }) });
    },
    command: (command, data, envelope) =>
      send({ type: 'command', command, ...envelope, ...(data !== undefined && { data }) }),
    async tokens(id, tokens) {
      send({ type: 'command', command: 'tts:tokens', data: { id, tokens } });
      return (await inbox.next('tts:tokens-result')).data;
    },
    send,
    drop: (code = 1006) => last().drop(code),
    refuse(reason = 'unreachable', { times = 1, ...options } = {}) {
      for (let at = 0; at < times; at += 1) {
        refusals.push(new DialError(reason, `the application is ${reason}`, options));
      }
    },
    hold() {
      const { promise, resolve } = deferred();
      gate = promise;
      return () => {
        gate = undefined;
        resolve();
      };
    },
  };
}

/** Goodbye: whoever closes so does not come back. */
const isFinal = (code: number) => code === 1000 || code === 1001;

/** Waits at the gate, if there is one, for as long as the caller wants to. */
async function within(gate: Promise<void> | undefined, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  if (!gate) return;
  await new Promise<void>((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    void gate.then(resolve);
  });
}

interface Connection extends AppConnection {
  readonly socket: DialledSocket;
}

function connect(url: string, options: DialOptions, onMessage: (message: AppMessage) => void): Connection {
  const { server, client } = socketPair();
  const closed = client.closed.then(({ code }) => code);
  const messages: AppMessage[] = [];
  const socket: DialledSocket = {
    ...server,
    subprotocol: options.subprotocol,
    closed,
    terminate: () => client.close(1006),
    send(text) {
      if (server.signal.aborted) return Promise.resolve();
      const message = JSON.parse(String(text)) as AppMessage;
      messages.push(message);
      onMessage(message);
      return server.send(text);
    },
  };
  return {
    url,
    subprotocol: options.subprotocol,
    headers: options.headers ?? {},
    messages,
    get isOpen() {
      return !server.signal.aborted;
    },
    closed,
    stall: () => client.stall(),
    resume: () => client.resume(),
    socket,
    send(message) {
      const wire = typeof message === 'string' || message instanceof Uint8Array ? message : JSON.stringify(message);
      if (Buffer.byteLength(wire) > options.maxMessageBytes) client.close(1009);
      else client.send(wire);
    },
    drop: (code) => client.close(code),
  };
}

/** Messages that wait for those who ask, and those who ask for messages. */
function createInbox() {
  const all: AppMessage[] = [];
  const untaken: AppMessage[] = [];
  const asking: Asking[] = [];
  let ended = false;

  const nothingMore = (wanted: Wanted) =>
    new Error(`the connection was closed before ${String(wanted ?? 'a message')}; there were ${all.map(typeOf)}`);
  return {
    all,
    put(message: AppMessage): void {
      all.push(message);
      const at = asking.findIndex(({ wanted }) => isWanted(message, wanted));
      if (at < 0) untaken.push(message);
      else asking.splice(at, 1)[0]!.resolve(message);
    },
    async next(wanted: Wanted): Promise<AppMessage> {
      const at = untaken.findIndex((message) => isWanted(message, wanted));
      if (at >= 0) return untaken.splice(at, 1)[0]!;
      if (ended) throw nothingMore(wanted);
      return new Promise((resolve, reject) => asking.push({ wanted, resolve, reject }));
    },
    end(): void {
      ended = true;
      for (const { wanted, reject } of asking.splice(0)) reject(nothingMore(wanted));
    },
  };
}

type Wanted = string | ((message: AppMessage) => boolean) | undefined;

interface Asking {
  readonly wanted: Wanted;
  resolve(message: AppMessage): void;
  reject(error: Error): void;
}

const typeOf = ({ type }: AppMessage) => type;

function isWanted(message: AppMessage, wanted: Wanted): boolean {
  if (wanted === undefined) return true;
  return typeof wanted === 'string' ? message.type === wanted : wanted(message);
}
