/** The telephone behind the page: what the server says becomes what is heard, seen and measured. */
import type { Earpiece } from '../ear/earpiece.js';
import type { CallCommand, ConsoleCommand, ConsoleEvent, LogEvent, OmittedEvent } from '../messages.js';
import type { Timer } from '../timer.js';
import { type AppMessage, readAppMessage } from './app-message.js';
import { type CallState, isBusy, stateAfter } from './call-state.js';
import type { Stopwatch } from './stopwatch.js';

export interface Telephone {
  readonly state: CallState;
  /** Browsers want this and `answer` in the handler of a click: only then do they let a page sound. */
  call(order: CallCommand): void;
  answer(): void;
  decline(): void;
  hangUp(): void;
  press(digit: string): void;
  say(text: string, isFinal: boolean): void;
  interrupt(): void;
  receive(event: ConsoleEvent): void;
  hear(bytes: Uint8Array): void;
  /** The line to the server is gone, and a call with it. */
  lose(problem: string): void;
}

export type Report =
  | { readonly type: 'state'; readonly state: CallState }
  /** Another call begins; what is shown of the last one may go. */
  | { readonly type: 'began' }
  | { readonly type: 'logged'; readonly message: LogEvent | OmittedEvent }
  | { readonly type: 'said'; readonly message: AppMessage; readonly isSilent: boolean }
  | { readonly type: 'caller'; readonly text: string; readonly isFinal: boolean }
  | { readonly type: 'pressed'; readonly digit: string }
  | { readonly type: 'interrupted' }
  | { readonly type: 'problem'; readonly message: string }
  /** The application has not said a word yet. */
  | { readonly type: 'unanswered'; readonly application: string };

export interface TelephoneParts {
  readonly earpiece: Earpiece;
  readonly stopwatch: Stopwatch;
  readonly timer: Timer;
  send(command: ConsoleCommand): void;
  report(report: Report): void;
}

/** What the server takes where nothing else was agreed. */
const defaultRate = 24_000;

/** An application that runs answers sooner, and one that may not be called is refused at once; but where nobody listens, the server
 *  goes on trying for longer than anybody wants to wait for advice. */
const patienceMs = 1500;

export function createTelephone({ earpiece, stopwatch, timer, send, report }: TelephoneParts): Telephone {
  const { now } = timer;
  let state: CallState = { type: 'free' };
  let sampleRate = defaultRate;
  /** Whether the server knows of the call. */
  let isPlaced = false;
  /** Who hangs up wants silence. Where the other side does, what it said last is still heard to its end. */
  let isHangingUp = false;
  let stopWaiting = () => {};

  function enter(next: CallState): void {
    if (next === state) return;
    state = next;
    report({ type: 'state', state });
    if (next.type === 'over') stopWaiting();
  }

  function begin(): void {
    isHangingUp = false;
    stopwatch.reset();
    report({ type: 'began' });
  }

  function log(message: LogEvent): void {
    report({ type: 'logged', message });
    if (message.direction === 'from-app') stopWaiting();
    for (const said of readAppMessage(message.direction, message.text)) {
      const nowMs = now();
      report({ type: 'said', message: said, isSilent: !stopwatch.isSounding(nowMs) });
      measure(said, nowMs);
    }
  }

  function measure(message: AppMessage, nowMs: number): void {
    if (message.type === 'tokens') stopwatch.tokens(message.text, nowMs);
    if (message.type === 'flush') stopwatch.flush(nowMs);
    if (message.type === 'clear') stopwatch.interrupt(nowMs);
    if (message.type === 'stream' && message.event === 'user_interruption') stopwatch.interrupt(nowMs);
  }

  async function hush(): Promise<void> {
    await earpiece.hush();
    stopwatch.silence(now());
  }

  const isTalking = () => state.type === 'talking';

  return {
    get state() {
      return state;
    },
    call(order) {
      if (isBusy(state)) return;
      isPlaced = false;
      begin();
      const { application } = order;
      stopWaiting = timer.after(patienceMs, () => report({ type: 'unanswered', application }));
      enter({ type: 'calling' });
      earpiece.open(sampleRate);
      send(order);
    },
    answer() {
      if (state.type !== 'incoming') return;
      earpiece.open(sampleRate);
      send({ type: 'answer' });
      enter({ type: 'calling' });
    },
    decline() {
      if (state.type === 'incoming') send({ type: 'decline' });
    },
    hangUp() {
      if (!isBusy(state)) return;
      isHangingUp = true;
      send({ type: 'hangup' });
      void hush();
    },
    press(digit) {
      if (!isTalking()) return;
      send({ type: 'press', digit });
      report({ type: 'pressed', digit });
    },
    say(text, isFinal) {
      if (!isTalking()) return;
      send({ type: 'say', text, final: isFinal });
      report({ type: 'caller', text, isFinal });
    },
    interrupt() {
      if (!isTalking()) return;
      stopwatch.interrupt(now());
      send({ type: 'interrupt' });
      report({ type: 'interrupted' });
    },
    receive(event) {
      switch (event.type) {
        case 'ready':
          sampleRate = event.sample_rate;
          break;
        case 'calling':
          isPlaced = true;
          break;
        case 'ringing':
          isPlaced = true;
          begin();
          enter({ type: 'incoming', from: event.from, to: event.to });
          break;
        case 'log':
          log(event);
          break;
        case 'omitted':
          report({ type: 'logged', message: event });
          break;
        case 'hush':
          void hush();
          break;
        case 'error':
          report({ type: 'problem', message: event.error });
          if (isBusy(state) && !isPlaced) enter({ type: 'over', how: 'it could not be placed', isFailure: false });
          break;
        case 'status':
          enter(stateAfter(state, event, now()));
          break;
        case 'described':
          break;
      }
    },
    hear(bytes) {
      if (isHangingUp) return;
      const beginsAtMs = earpiece.play(bytes);
      stopwatch.audio(beginsAtMs, (bytes.byteLength / 2 / sampleRate) * 1000, now());
    },
    lose(problem) {
      if (!isBusy(state)) return;
      enter({ type: 'over', how: problem, isFailure: true });
      void hush();
    },
  };
}
