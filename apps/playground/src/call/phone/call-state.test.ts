import { describe, expect, it } from 'vitest';
import type { StatusEvent } from '../messages.js';
import { type CallState, clockTime, describeState, stateAfter } from './call-state.js';

function status(call_status: string, more: Partial<StatusEvent> = {}): StatusEvent {
  return { type: 'status', call_sid: 'c', call_status, sip_status: 200, sip_reason: 'OK', ...more };
}

function wordsAfter(state: CallState, event: StatusEvent): string {
  return describeState(stateAfter(state, event, 0));
}

const calling: CallState = { type: 'calling' };
const incoming: CallState = { type: 'incoming', from: 'Alice', to: 'console' };
const talking: CallState = { type: 'talking', sinceMs: 5 };

describe('the state of a call', () => {
  it('rings when the application has taken it, and is in progress when it is answered', () => {
    const ringing = stateAfter(calling, status('trying'), 1);
    expect(ringing).toEqual({ type: 'ringing' });
    expect(stateAfter(ringing, status('in-progress'), 7)).toEqual({ type: 'talking', sinceMs: 7 });
  });

  it('goes on ringing here until somebody answers', () => {
    expect(stateAfter(incoming, status('ringing'), 1)).toBe(incoming);
    expect(describeState(incoming)).toBe('Alice calls console');
  });

  it('begins its clock once', () => {
    expect(stateAfter(talking, status('in-progress'), 99)).toBe(talking);
  });

  it('ends with how it ended, and after how long', () => {
    expect(wordsAfter(talking, status('completed', { duration: 65, call_termination_by: 'caller' }))).toBe(
      'ended: you hung up after 1:05',
    );
    expect(wordsAfter(talking, status('completed', { call_termination_by: 'jambonz' }))).toBe(
      'ended: the other side hung up',
    );
    const terminated = { sip_status: 487, sip_reason: 'Request Terminated' };
    expect(wordsAfter(calling, status('no-answer', terminated))).toBe('ended: not answered (487 Request Terminated)');
    expect(wordsAfter(calling, status('busy', { sip_status: 486, sip_reason: 'Busy Here' }))).toBe(
      'busy: 486 Busy Here',
    );
  });

  it('stays over, whatever is told of a call that is', () => {
    const over = stateAfter(talking, status('completed'), 0);
    expect(stateAfter(over, status('in-progress'), 9)).toBe(over);
  });

  it('passes over a status that it does not know', () => {
    expect(stateAfter(calling, status('queued'), 0)).toBe(calling);
  });
});

it('a clock shows hours only where there are some', () => {
  expect([0, 9_999, 61_000, 3_661_000].map(clockTime)).toEqual(['0:00', '0:09', '1:01', '1:01:01']);
});
