import { describe, expect, it } from 'vitest';
import type { ConsoleCommand, ConsoleEvent } from '../messages.js';
import { fakeTimer } from '../timer.test.kit.js';
import { createStopwatch } from './stopwatch.js';
import { createTelephone, type Report } from './telephone.js';

const order = { type: 'call', application: 'ws://app/' } as const;

function status(call_status: string): ConsoleEvent {
  return { type: 'status', call_sid: 'c', call_status, sip_status: 200, sip_reason: 'OK' };
}

function logged(direction: 'to-app' | 'from-app', message: unknown): ConsoleEvent {
  return { type: 'log', direction, text: JSON.stringify(message), at_ms: 1 };
}

function setUp() {
  const timer = fakeTimer();
  const sent: ConsoleCommand[] = [];
  const reports: Report[] = [];
  const measured: [string, number][] = [];
  const ear = { rates: [] as number[], playedMs: 0, hushes: 0 };
  const telephone = createTelephone({
    timer,
    stopwatch: createStopwatch((...measure) => measured.push(measure)),
    earpiece: {
      open: (rate) => void ear.rates.push(rate),
      play(bytes) {
        const beginsAtMs = ear.playedMs;
        ear.playedMs += bytes.length / 48;
        return beginsAtMs;
      },
      async hush() {
        ear.hushes += 1;
      },
      level: () => 0,
    },
    send: (command) => sent.push(command),
    report: (report) => reports.push(report),
  });
  function talk(): void {
    telephone.call(order);
    telephone.receive({ type: 'calling', call_sid: 'c' });
    telephone.receive(status('in-progress'));
  }
  return { telephone, timer, sent, reports, measured, ear, talk, types: () => reports.map(({ type }) => type) };
}

describe('a call', () => {
  it('is placed once, and heard at the rate that was agreed', () => {
    const { telephone, sent, ear, types } = setUp();
    telephone.receive({ type: 'ready', sample_rate: 16000, name: 'console', applications: [] });
    telephone.call(order);
    telephone.call(order);
    expect(sent).toEqual([order]);
    expect(ear.rates).toEqual([16000]);
    expect(types()).toEqual(['began', 'state']);
  });

  it('takes what the caller does for as long as it lasts', () => {
    const { telephone, sent, reports, talk } = setUp();
    const act = () => {
      telephone.press('5');
      telephone.say('hel', false);
      telephone.interrupt();
      telephone.hangUp();
    };
    act();
    expect(sent).toEqual([]);
    talk();
    sent.length = 0;
    act();
    expect(sent).toEqual([
      { type: 'press', digit: '5' },
      { type: 'say', text: 'hel', final: false },
      { type: 'interrupt' },
      { type: 'hangup' },
    ]);
    expect(reports.slice(-3)).toEqual([
      { type: 'pressed', digit: '5' },
      { type: 'caller', text: 'hel', isFinal: false },
      { type: 'interrupted' },
    ]);
    telephone.receive(status('completed'));
    sent.length = 0;
    act();
    expect(sent).toEqual([]);
  });

  it('that rings here is answered or declined, and only then', () => {
    const { telephone, sent, ear } = setUp();
    telephone.answer();
    telephone.decline();
    expect(sent).toEqual([]);
    telephone.receive({ type: 'ringing', call_sid: 'c', from: 'Alice', to: 'console' });
    expect(telephone.state).toEqual({ type: 'incoming', from: 'Alice', to: 'console' });
    telephone.decline();
    telephone.answer();
    telephone.answer();
    expect(sent).toEqual([{ type: 'decline' }, { type: 'answer' }]);
    expect(ear.rates).toHaveLength(1);
    telephone.receive(status('in-progress'));
    expect(telephone.state.type).toBe('talking');
  });

  it('that the server does not begin is over, and one that goes on is not', () => {
    const { telephone, reports, talk } = setUp();
    telephone.call(order);
    telephone.receive({ type: 'error', error: 'too many calls' });
    expect(telephone.state.type).toBe('over');
    expect(reports).toContainEqual({ type: 'problem', message: 'too many calls' });
    talk();
    telephone.receive({ type: 'error', error: 'that is no key of a phone' });
    expect(telephone.state.type).toBe('talking');
  });

  it('is heard to its last word where the other side hangs up', () => {
    const { telephone, ear, talk } = setUp();
    talk();
    telephone.hear(new Uint8Array(4800));
    telephone.receive(status('completed'));
    expect(ear).toMatchObject({ playedMs: 100, hushes: 0 });
  });

  it('is silent at once for who hangs up, until the next one', () => {
    const { telephone, ear, talk } = setUp();
    talk();
    telephone.hangUp();
    telephone.hear(new Uint8Array(4800));
    expect(ear).toMatchObject({ playedMs: 0, hushes: 1 });
    telephone.receive(status('completed'));
    talk();
    telephone.hear(new Uint8Array(4800));
    expect(ear).toMatchObject({ playedMs: 100, hushes: 1 });
  });

  it('ends with the line, and falls silent', () => {
    const { telephone, ear, talk } = setUp();
    telephone.lose('nobody cares');
    expect(telephone.state.type).toBe('free');
    talk();
    telephone.lose('cut off');
    expect(telephone.state).toEqual({ type: 'over', how: 'cut off', isFailure: true });
    expect(ear.hushes).toBe(1);
  });
});

describe('an application that says nothing', () => {
  it('is told of while the call is still tried', () => {
    const { telephone, timer, reports } = setUp();
    telephone.call(order);
    timer.pass(1499);
    expect(reports).not.toContainEqual({ type: 'unanswered', application: 'ws://app/' });
    timer.pass(1);
    expect(reports).toContainEqual({ type: 'unanswered', application: 'ws://app/' });
  });

  it('is not told of once it has spoken, or the call is over', () => {
    const { telephone, timer, types } = setUp();
    telephone.call(order);
    telephone.receive(logged('from-app', { type: 'ack', data: [] }));
    expect(timer.pending).toBe(0);
    telephone.receive(status('completed'));
    telephone.call(order);
    telephone.receive(status('failed'));
    expect(timer.pending).toBe(0);
    expect(types()).not.toContain('unanswered');
  });
});

describe('following a call', () => {
  it('shows each message, and what it means, and whether it was silent', () => {
    const { telephone, reports, talk } = setUp();
    talk();
    reports.length = 0;
    telephone.receive(logged('from-app', { type: 'ack', data: [{ verb: 'say', text: 'Hi' }] }));
    telephone.hear(new Uint8Array(960));
    telephone.receive(logged('from-app', { type: 'command', command: 'tts:clear' }));
    expect(
      reports.map((report) => (report.type === 'said' ? [report.message.type, report.isSilent] : report.type)),
    ).toEqual(['logged', ['says', true], 'logged', ['clear', false]]);
  });

  it('shows that messages are not shown', () => {
    const { telephone, reports } = setUp();
    telephone.receive({ type: 'omitted', messages: 7 });
    expect(reports).toEqual([{ type: 'logged', message: { type: 'omitted', messages: 7 } }]);
  });

  it('measures from tokens to audio, and from the interruption to silence', async () => {
    const { telephone, timer, measured, ear, talk } = setUp();
    talk();
    telephone.receive(logged('from-app', { type: 'command', command: 'tts:tokens', data: { tokens: 'Yes.' } }));
    timer.pass(30);
    telephone.hear(new Uint8Array(9600));
    timer.pass(10);
    telephone.interrupt();
    timer.pass(20);
    telephone.receive({ type: 'hush' });
    await Promise.resolve();
    expect(ear.hushes).toBe(1);
    expect(measured).toEqual([
      ['firstAudio', 30],
      ['sentenceAudio', 30],
      ['silent', 20],
    ]);
  });
});
