/** A host whose calls are a test's to lead, and the doors to it. */
import { SpeechError } from '../../../errors.js';
import type { SpeechService } from '../../../session/speech.js';
import { dial, request } from '../../../testing/dial.js';
import { fakeClock } from '../../../testing/fake-clock.js';
import { noOutgoing } from '../../../testing/no-outgoing.js';
import { type TestSpeechOptions, testSpeech } from '../../../testing/test-speech.js';
import type { Protocol } from '../../protocol.js';
import { farewell, refuse } from '../errors.js';
import type { Call, CallOrder } from './call/call.js';
import type { CallInfo } from './call/info.js';
import type { DeskTools } from './desk.js';
import type { Host } from './host.js';
import { hostOptions } from './options.js';
import { hostRoutes } from './routes.js';

/** A call that does nothing by itself. */
export interface LedCall extends Call {
  readonly order: CallOrder;
  /** What was done to it, in order: `press 1`, `say hello!` (final), `end`. */
  readonly deeds: readonly string[];
  /** Settles when so many things have been done to it. */
  done(count: number): Promise<void>;
  /** It changes, and its observer is told. With a last status it is over. */
  become(change: Partial<CallInfo>): void;
}

export interface LedHost extends Host {
  /** All that were placed, the last one at the end. */
  readonly calls: readonly LedCall[];
  /** The next ones are refused with this. */
  refuseWith(error: SpeechError): void;
}

export function ledHost(): LedHost {
  const calls: LedCall[] = [];
  let refusal: SpeechError | undefined;
  const isUnderWay = ({ info }: Call) => ['trying', 'ringing', 'in-progress'].includes(info.callStatus);
  return {
    calls,
    refuseWith(error) {
      refusal = error;
    },
    place(order) {
      if (refusal) throw refusal;
      const call = ledCall(order, calls.length + 1);
      calls.push(call);
      return call;
    },
    list: (holderId) => calls.filter((call) => call.order.holder.id === holderId && isUnderWay(call)),
    close: async () => undefined,
  };
}

function ledCall(order: CallOrder, number: number): LedCall {
  const deeds: string[] = [];
  const sid = `call-${number}`;
  let info = infoOf(order, sid);
  let settle = () => {};
  const ended = new Promise<void>((resolve) => {
    settle = resolve;
  });
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  const did = (deed: string) => {
    deeds.push(deed);
    for (const { count, resolve } of waiting) if (deeds.length >= count) resolve();
  };
  return {
    sid,
    order,
    deeds,
    done: (count) => new Promise((resolve) => (deeds.length >= count ? resolve() : waiting.push({ count, resolve }))),
    ended,
    get info() {
      return info;
    },
    press(digit) {
      if (!/^[0-9*#A-D]$/.test(digit)) throw new SpeechError('invalid-message', 'that is no key');
      did(`press ${digit}`);
    },
    say: (text, isFinal) => did(`say ${text}${isFinal ? '!' : ''}`),
    interrupt: () => did('interrupt'),
    hangUp: () => did('hang up'),
    end: () => did('end'),
    redirect: (hook) => did(`redirect ${JSON.stringify(hook)}`),
    become(change) {
      info = { ...info, ...change };
      order.observer?.onStatus?.(info);
      if (!['trying', 'ringing', 'in-progress'].includes(info.callStatus)) settle();
    },
  };
}

function infoOf({ direction, from, to, tag }: CallOrder, callSid: string): CallInfo {
  return {
    callSid,
    direction,
    from,
    to,
    callId: `id of ${callSid}`,
    sbcCallid: 'sbc',
    accountSid: 'account',
    applicationSid: 'application',
    traceId: 'trace',
    callStatus: 'trying',
    sipStatus: 100,
    sipReason: 'Trying',
    fsSipAddress: '127.0.0.1:5060',
    ...(tag && { customerData: tag }),
  };
}

/** What was answered, and 200 OK. */
export const answered = { callStatus: 'in-progress', sipStatus: 200, sipReason: 'OK' } as const;
export const completed = { ...answered, callStatus: 'completed', duration: 7, callTerminationBy: 'caller' } as const;

export interface Setting {
  readonly speech?: TestSpeechOptions;
  readonly outgoing?: DeskTools['outgoing'];
}

/** The only application that is configured here. */
export const configured = {
  url: 'wss://agent.example/call',
  username: 'user',
  password: 'secret',
  envVars: { GREETING: 'Hello', TONE: 'kind' },
};

/** Both doors, over a host that a test leads, by a clock that stands still. */
export async function openDoors(setting: Setting = {}) {
  const clock = fakeClock();
  const host = ledHost();
  const warnings: string[] = [];
  const warn = (message: string) => void warnings.push(message);
  const options = hostOptions.parse({ applications: { agent: configured } });
  const routes = hostRoutes(options, host, { clock, outgoing: setting.outgoing ?? noOutgoing, warn });
  const protocol: Protocol = { name: 'jambonz', routes, refuse, farewell };
  const speech = await testSpeech(setting.speech);
  return { clock, host, protocol, speech, warnings };
}

/** A service that knows two keys: `key-of-ann` and `key-of-bob`. */
export const keyed: TestSpeechOptions = {
  access: {
    async authenticate(credential) {
      const [, id] = /^key-of-(ann|bob)$/.exec(credential?.secret ?? '') ?? [];
      if (id === undefined) throw new SpeechError('unauthorized', 'the credential is not known');
      return { id };
    },
    grant: async () => 'token',
  },
};

/** One request to the REST of calls; its status and what was answered. */
export async function rest(
  { protocol, speech }: { readonly protocol: Protocol; readonly speech: SpeechService },
  method: string,
  path: string,
  { body, key }: { readonly body?: unknown; readonly key?: string } = {},
) {
  const response = await request(
    protocol,
    speech,
    new Request(`http://localhost/v1/Accounts/acct${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...(key !== undefined && { authorization: `Bearer ${key}` }) },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    }),
  );
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return { status: response.status, body: isJson ? JSON.parse(text) : text };
}

export type Message = Readonly<Record<string, unknown>> & { readonly type: string };

/** A console's socket. Returns the refusal where there is one. */
export async function dialConsole(
  { protocol, speech }: { readonly protocol: Protocol; readonly speech: SpeechService },
  headers: Record<string, string> = {},
) {
  const dialled = await dial(protocol, speech, new Request('http://localhost/jambonz/console', { headers }));
  if (dialled instanceof Response) return dialled;
  const { client } = dialled;
  const read = (message: string | Uint8Array): Message =>
    typeof message === 'string' ? JSON.parse(message) : { type: 'audio', data: [...message] };
  return {
    ...dialled,
    say: (...messages: readonly (object | string | Uint8Array)[]) => {
      for (const message of messages) {
        client.send(typeof message === 'string' || message instanceof Uint8Array ? message : JSON.stringify(message));
      }
    },
    /** The next message; fails when the socket is closed. */
    async hear(): Promise<Message> {
      const message = await client.next();
      if (message === undefined) throw new Error('the socket was closed');
      return read(message);
    },
    /** Everything that is there once the event loop has nothing left to do. */
    async soFar(): Promise<readonly Message[]> {
      for (let turn = 0; turn < 30; turn += 1) await new Promise(setImmediate);
      return client.take().map(read);
    },
  };
}

/** The same after its hello and the answer to it. */
export async function readyConsole(doors: Awaited<ReturnType<typeof openDoors>>, hello: object = {}) {
  const console = await dialConsole(doors);
  if (console instanceof Response) throw new Error(`refused: ${console.status}`);
  console.say({ type: 'hello', ...hello });
  return { ...console, ready: await console.hear() };
}
