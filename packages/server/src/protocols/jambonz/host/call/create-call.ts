/** One call's life, from the first attempt to reach its application to the last message to it. */
import { deferred } from '../../../../deferred.js';
import { SpeechError } from '../../../../errors.js';
import type { Hook } from '../hook.js';
import { createLine } from '../line/create-line.js';
import type { Line } from '../line/line.js';
import type { Step } from '../verbs/verb.js';
import { assemble } from './assemble.js';
import type { Call, CallOrder } from './call.js';
import { guarded } from './guarded-phone.js';
import type { CallInfo } from './info.js';
import type { CallParts, CallTools } from './parts.js';
import { createRecord, type StatusChange } from './record.js';
import { answered, reasonFor, ringing, terminated, unavailable } from './sip.js';
import { notice, redirectCall, takeVerbs } from './talk.js';
import { createWatch } from './watch.js';

/** Begins a call, and returns at once. */
export function createCall(order: CallOrder, shared: CallTools): Call {
  return new LiveCall(order, shared);
}

class LiveCall implements Call {
  readonly #order: CallOrder;
  readonly #shared: CallTools;
  readonly #parts: CallParts;
  readonly #over = new AbortController();
  readonly #left = new AbortController();
  readonly #ended = deferred();
  readonly #cancelLimit: () => void;
  #line: Line | undefined;
  /** The application's first verbs have come. */
  #hasBegun = false;

  constructor(order: CallOrder, shared: CallTools) {
    const { clock, warn } = shared.tools;
    this.#order = order;
    this.#shared = shared;
    const watch = createWatch(order.observer ?? {}, (message, cause) => warn(message, cause, this.sid));
    this.#parts = assemble(order, shared, {
      record: createRecord(order, clock, watch.status),
      watch,
      over: this.#over.signal,
      left: this.#left.signal,
      answer: () => this.#answer(),
      line: () => this.#openLine(),
      hangUp: () => this.end(),
      decline: (sipStatus, sipReason) => this.#decline(sipStatus, sipReason),
      onIdle: () => void this.#rest(),
      onGone: () => this.#beAlone(),
      onUnacknowledged: () => this.#beUnwanted(),
    });
    this.#cancelLimit = clock.after(shared.options.callMinutes * 60_000, () => this.#expire());
    void this.#begin();
  }

  get sid(): string {
    return this.info.callSid;
  }

  get info(): CallInfo {
    return this.#parts.record.info;
  }

  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  press(digit: string): void {
    this.#parts.ear.press(digit);
  }

  say(text: string, isFinal: boolean): void {
    this.#parts.ear.say(text, isFinal);
  }

  interrupt(): void {
    this.#parts.ear.interrupt();
  }

  hangUp(): void {
    this.#hangUp('caller');
  }

  end(): void {
    this.#hangUp('jambonz');
  }

  redirect(hook: Hook): void {
    if (this.#isOver) return;
    redirectCall(this.#parts, hook).catch((error: unknown) => notice(error, this.#parts));
  }

  async #begin(): Promise<void> {
    const { applications, watch } = this.#parts;
    try {
      await applications.open();
      if (this.#order.direction === 'inbound') await this.#arrive();
      else await this.#callOut();
    } catch (error) {
      if (this.#isOver) return;
      watch.fault(error);
      this.#fail();
    }
  }

  /** Somebody calls: nobody has answered yet, and the verbs decide whether anybody does. */
  async #arrive(): Promise<void> {
    const steps = await this.#introduce();
    if (this.#isOver) return;
    this.#announce();
    this.#start(steps);
  }

  /** The phone rings: what the application has to say is asked for when it was picked up. */
  async #callOut(): Promise<void> {
    this.#announce();
    this.#change(ringing);
    const isPickedUp = await (this.#order.pickedUp ?? true);
    if (this.#isOver) return;
    if (!isPickedUp) return this.#finish(terminated, 1000);
    this.#answer();
    const steps = await this.#introduce();
    if (!this.#isOver) this.#start(steps);
  }

  /** The first verbs of the application. Throws where there are none. */
  async #introduce(): Promise<readonly Step[]> {
    const { applications, sessionData, isExact } = this.#parts;
    const verbs = await applications.ask('session:new', sessionData());
    if (this.#isOver) return [];
    if (verbs.length === 0) throw new SpeechError('invalid-message', 'the application has no verbs for this call');
    const steps = takeVerbs(verbs, this.#parts, { isTold: !isExact });
    if (!steps) throw new SpeechError('invalid-message', "the application's verbs cannot be run");
    return steps;
  }

  #start(steps: readonly Step[]): void {
    this.#hasBegun = true;
    this.#parts.foreground.replace(steps);
  }

  #answer(): void {
    if (this.#isOver || this.#parts.record.wasAnswered) return;
    this.#openLine();
    this.#change(answered);
  }

  #openLine(): Line {
    const { phone } = this.#order;
    this.#line ??= createLine({
      sampleRate: phone.sampleRate,
      phone: guarded(phone, (error) => {
        this.#parts.watch.fault(error);
        this.hangUp();
      }),
      metronome: this.#shared.metronome,
    });
    if (this.#isOver) this.#line.close();
    return this.#line;
  }

  #decline(sipStatus: number, sipReason = reasonFor(sipStatus)): boolean {
    if (this.#parts.record.wasAnswered) return false;
    this.#finish({ callStatus: 'failed', sipStatus, sipReason }, 1000);
    return true;
  }

  #hangUp(callTerminationBy: 'caller' | 'jambonz'): void {
    const { record } = this.#parts;
    const isRejected = this.#order.direction === 'inbound' && callTerminationBy === 'jambonz';
    if (record.wasAnswered) this.#finish({ callStatus: 'completed', callTerminationBy }, 1000);
    else if (isRejected) this.#finish({ callStatus: 'failed', ...unavailable, callTerminationBy }, 1000);
    else this.#finish({ ...terminated, callTerminationBy }, 1000);
  }

  /** It never really began. */
  #fail(): void {
    if (this.#parts.record.wasAnswered) this.#finish({ callStatus: 'completed', callTerminationBy: 'jambonz' }, 1001);
    else this.#finish({ callStatus: 'failed', ...unavailable }, 1001);
  }

  /** An idle call stays, as long as somebody may still have something for it to do. */
  async #rest(): Promise<void> {
    const { applications, foreground } = this.#parts;
    if (applications.isThere) return;
    await this.#parts.quiet(this.#over.signal);
    if (!applications.isThere && foreground.isIdle) this.end();
  }

  #beAlone(): void {
    if (this.#isOver) return;
    this.#parts.watch.remark('the application is gone; what it asked for is carried out, then the call ends');
    if (this.#hasBegun && this.#parts.foreground.isIdle) void this.#rest();
  }

  #beUnwanted(): void {
    this.#parts.watch.problem('the application came back and did not acknowledge the call');
    if (this.#parts.isExact) this.end();
  }

  #expire(): void {
    this.#parts.watch.problem(`the call reached its limit of ${this.#shared.options.callMinutes} minutes`);
    this.end();
  }

  #change(change: StatusChange): void {
    this.#parts.record.change(change);
    this.#announce();
  }

  #announce(): void {
    this.#parts.applications.announceStatus({ ...this.info });
  }

  get #isOver(): boolean {
    return this.#over.signal.aborted;
  }

  /** The caller hears nothing more from here on; what is told in the end is told in its order. */
  #finish(change: StatusChange, code: 1000 | 1001): void {
    if (this.#isOver) return;
    this.#over.abort();
    this.#cancelLimit();
    this.#parts.ear.close();
    this.#parts.bargeIn.disable();
    this.#line?.close();
    void this.#leave(change, code);
  }

  async #leave(change: StatusChange, code: 1000 | 1001): Promise<void> {
    const { foreground, streaming, applications, record, watch } = this.#parts;
    try {
      await foreground.close();
      await streaming.close();
      record.change(change);
      // An application that never took the call is not told how it ended, unless it had been told that it was answered.
      if (code === 1000 || record.wasAnswered) this.#announce();
      applications.close(code);
    } catch (error) {
      watch.fault(error);
    }
    this.#left.abort();
    this.#ended.resolve();
  }
}
