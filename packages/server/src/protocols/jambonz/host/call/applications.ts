/** The application that has a call, and those that had it before. */
import { SpeechError } from '../../../../errors.js';
import { type Hook, hookName } from '../hook.js';
import type { AppLink, Application, Command, LinkOptions, Notification, WireData } from '../link/link.js';
import { onAbort, unlessAborted } from '../waiting.js';
import { openSeat, type Seat, type SeatTerms } from './seat.js';

export interface Applications {
  /** Whether somebody has the call, or is being asked to take it. */
  readonly isThere: boolean;
  /** Reaches the first one. Throws a DialError. */
  open(): Promise<void>;
  /** To the one that has the call. */
  notify(type: Notification, data: WireData): void;
  ask(type: 'session:new' | 'verb:hook', data: WireData, hook?: string): Promise<readonly unknown[]>;
  /** To all of them: one that gave the call away learns what becomes of it, unless it sent that elsewhere. */
  announceStatus(data: WireData): void;
  /** Asks who takes the call over: the same application, or one at another address, which then has it. Settles with its verbs;
   *  with undefined where it was called off: by its signal, by another redirect, or by the end of the call. Throws an AckError, a
   *  DialError, or a SpeechError for an address that is none; then nothing has changed. */
  redirect(hook: Hook, data: WireData, terms: RedirectTerms): Promise<readonly unknown[] | undefined>;
  close(code: 1000 | 1001): void;
}

export interface RedirectTerms {
  /** Where the call's status is told from then on, in place of the application that gave it away. */
  readonly statusHook?: Hook | undefined;
  /** Calls it off, until somebody has taken the call over. */
  readonly signal?: AbortSignal;
}

export interface ApplicationsOptions extends Omit<LinkOptions, 'listener'> {
  /** Of the one that has the call. `reply` goes to whoever sent the command. */
  onCommand(command: Command, reply: AppLink['notify']): void;
  /** Of one that gave the call away. */
  onLateCommand(command: Command, reply: AppLink['notify']): void;
  /** Nobody has the call, nor is anybody asked to take it. */
  onGone(): void;
  onUnacknowledged(): void;
  onSent(text: string): void;
  onReceived(text: string): void;
}

/** A call that is handed on and on leaves only so many behind. */
const maxFormer = 8;

export function createApplications(options: ApplicationsOptions): Applications {
  let current: Seat | undefined;
  let former: readonly Seat[] = [];
  /** The redirect that is under way. */
  let attempt: AbortController | undefined;

  const reach = (
    application: Application,
    terms: Pick<SeatTerms, 'calledOff' | 'sessionData'> & { take(seat: Seat): void },
  ): Promise<Seat> =>
    openSeat({
      ...options,
      ...{ application, calledOff: terms.calledOff, sessionData: terms.sessionData },
      onCommand(command, seat) {
        // Who commands has taken the call, whether it has acknowledged that yet or not.
        terms.take(seat);
        const reply = seat.link.notify.bind(seat.link);
        if (seat === current) options.onCommand(command, reply);
        else options.onLateCommand(command, reply);
      },
      onGone(seat) {
        former = former.filter((other) => other !== seat);
        if (seat === current) tellGone();
      },
      onUnacknowledged(seat) {
        if (seat === current) options.onUnacknowledged();
      },
    });

  /** Not while another one is asked to take the call. */
  const tellGone = () => {
    if (current?.isGone && attempt === undefined) options.onGone();
  };

  const handOver = (next: Seat, tellsStatus: boolean) => {
    const previous = current;
    next.keep();
    current = next;
    if (previous === undefined || previous.isGone) return;
    if (tellsStatus) former = [...former, previous];
    else previous.link.close(1000);
    if (former.length > maxFormer) former[0]?.link.close(1000);
    former = former.slice(-maxFormer);
  };

  /** When it comes back, it hears what it was asked with: the variables of the session are another application's. */
  const handOn = async (to: Application, question: Question, tellsStatus: boolean, calledOff: AbortSignal) => {
    const [, data] = question;
    let isTaken = false;
    const take = (seat: Seat) => {
      if (!isTaken) handOver(seat, tellsStatus);
      isTaken = true;
    };
    const seat = await reach(to, { calledOff, take, sessionData: () => data });
    try {
      const verbs = await seat.link.ask(...question);
      if (!isTaken) calledOff.throwIfAborted();
      take(seat);
      return seat === current ? verbs : undefined;
    } catch (error) {
      if (isTaken) return [];
      seat.link.close(1001);
      throw error;
    }
  };

  return {
    get isThere() {
      return attempt !== undefined || (current !== undefined && !current.isGone);
    },
    async open() {
      const { sessionData } = options;
      const calledOff = new AbortController().signal;
      current = await reach(options.application, { calledOff, take: () => {}, sessionData });
    },
    notify: (type, data) => current?.link.notify(type, data),
    ask: async (type, data, hook) => current!.link.ask(type, data, hook),
    announceStatus(data) {
      for (const { link } of former) link.notify('call:status', data);
      current?.link.notify('call:status', data);
    },
    async redirect(hook, data, { statusHook, signal }) {
      if (current === undefined) throw new SpeechError('invalid-request', 'the call is not with an application yet');
      const elsewhere = applicationOf(hook, current.application);
      attempt?.abort();
      const mine = new AbortController();
      attempt = mine;
      const stop = signal ? onAbort(signal, () => mine.abort()) : () => {};
      try {
        const question: Question = ['session:redirect', data, hookName(hook)];
        if (elsewhere) return await handOn(elsewhere, question, statusHook === undefined, mine.signal);
        return await unlessAborted(current.link.ask(...question), mine.signal);
      } catch (error) {
        if (mine.signal.aborted) return undefined;
        throw error;
      } finally {
        stop();
        if (attempt === mine) attempt = undefined;
        tellGone();
      }
    },
    close(code) {
      attempt?.abort();
      for (const { link } of former) link.close(1000);
      current?.link.close(code);
    },
  };
}

type Question = ['session:redirect', WireData, string];

/** Undefined for a hook of the same server. */
function applicationOf(hook: Hook, { url }: Application): Application | undefined {
  const name = hookName(hook);
  if (!/^[a-z][a-z\d+.-]*:/i.test(name)) return undefined;
  const address = URL.canParse(name) ? new URL(name) : undefined;
  if (address?.protocol !== 'ws:' && address?.protocol !== 'wss:') {
    throw new SpeechError(
      'invalid-request',
      'a call can be handed to a ws:// or wss:// address; webhooks are not called',
    );
  }
  if (address.origin === new URL(url).origin) return undefined;
  const { username, password } = typeof hook === 'string' ? {} : hook;
  // Whoever named it, it was not the operator.
  return {
    url: name,
    trusted: false,
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
  };
}
