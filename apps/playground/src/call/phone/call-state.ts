/** Where a call stands. */
import type { StatusEvent } from '../messages.js';

export type CallState =
  | { readonly type: 'free' }
  /** Placed, and the application has not said that it takes it. */
  | { readonly type: 'calling' }
  /** The application has it, and has not answered yet. */
  | { readonly type: 'ringing' }
  /** It rings here. */
  | { readonly type: 'incoming'; readonly from: string; readonly to: string }
  | { readonly type: 'talking'; readonly sinceMs: number }
  | { readonly type: 'over'; readonly how: string; readonly isFailure: boolean };

/** Whether there is a call to hang up. */
export function isBusy({ type }: CallState): boolean {
  return type !== 'free' && type !== 'over';
}

/** The state after a status of the call. */
export function stateAfter(state: CallState, event: StatusEvent, nowMs: number): CallState {
  if (!isBusy(state)) return state;
  switch (event.call_status) {
    case 'trying':
    case 'ringing':
      return state.type === 'calling' ? { type: 'ringing' } : state;
    case 'in-progress':
      return state.type === 'talking' ? state : { type: 'talking', sinceMs: nowMs };
    case 'completed':
      return { type: 'over', how: `${whoHungUp(event)} ${after(event.duration)}`.trim(), isFailure: false };
    case 'no-answer':
      return { type: 'over', how: `not answered (${answer(event)})`, isFailure: false };
    case 'busy':
    case 'failed':
      return { type: 'over', how: `${event.call_status}: ${answer(event)}`, isFailure: true };
    default:
      return state;
  }
}

function whoHungUp({ call_termination_by }: StatusEvent): string {
  return call_termination_by === 'caller' ? 'you hung up' : 'the other side hung up';
}

function after(durationS: number | undefined): string {
  return durationS === undefined ? '' : `after ${clockTime(durationS * 1000)}`;
}

function answer({ sip_status, sip_reason }: StatusEvent): string {
  return `${sip_status} ${sip_reason}`.trim();
}

/** The state for people. */
export function describeState(state: CallState): string {
  switch (state.type) {
    case 'free':
      return 'no call';
    case 'calling':
      return 'calling';
    case 'ringing':
      return 'ringing';
    case 'incoming':
      return `${state.from} calls ${state.to}`;
    case 'talking':
      return 'in progress';
    case 'over':
      return state.isFailure ? state.how : `ended: ${state.how}`;
  }
}

/** `1:05`, or `1:02:05` from an hour on. */
export function clockTime(durationMs: number): string {
  const seconds = Math.floor(durationMs / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = String(seconds % 60).padStart(2, '0');
  return hours === 0 ? `${minutes}:${rest}` : `${hours}:${String(minutes).padStart(2, '0')}:${rest}`;
}
