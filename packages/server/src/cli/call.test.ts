import { describe, expect, it } from 'vitest';
import { SpeechError } from '../errors.js';
import { address, answered, calling, completed, ledCalls, settle } from './calls.test.kit.js';
import { testWorld } from './world.test.kit.js';

describe('glottis call', () => {
  it('calls the application that was named, as the flags say', async () => {
    const { order, calls, done } = await calling(
      ['--from', 'ann', '--to', 'shop', '-e', 'A=1', '--env', 'B=x=y', '--voice', 'leah'].flat(),
    );
    expect(order).toMatchObject({
      application: address,
      from: 'ann',
      to: 'shop',
      envVars: { A: '1', B: 'x=y' },
      voice: 'leah',
    });
    calls.become(completed);
    expect(await done).toBe(0);
    expect(calls.isClosed).toBe(true);
  });

  it('fails for a call that is not answered, and says why', async () => {
    const { calls, done, messages } = await calling(['--quiet']);
    calls.become({ callStatus: 'failed', sipStatus: 480, sipReason: 'Temporarily Unavailable' });
    expect(await done).toBe(1);
    expect(messages()).toBe('glottis: the call was not answered: failed 480 Temporarily Unavailable\n');
  });

  it('tells what goes wrong in the call', async () => {
    const { calls, done, order, messages } = await calling(['--quiet']);
    order.observer.onProblem('the application cannot be reached');
    calls.become(completed);
    await done;
    expect(messages()).toBe('the application cannot be reached\n');
  });

  it('lets nothing that an application says command the terminal', async () => {
    const { calls, done, order, messages } = await calling();
    order.observer.onProblem('\u001b[2J\u009bno verb was run: \u202esing');
    order.observer.onReceived(JSON.stringify({ type: 'command', command: '\u001b]0;x\u0007', data: {} }));
    calls.become({ callStatus: 'failed', sipStatus: 486, sipReason: 'Busy\u001b[31m\nglottis: all is well' });
    await done;
    expect(messages()).toContain('no verb was run');
    expect(messages()).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
    expect(messages()).not.toContain('\nglottis: all is well');
  });

  it('hangs up at Ctrl-C, waits for the end, and ends at once at the next one', async () => {
    const { calls, done, stop, exits } = await calling();
    calls.become(answered);
    stop();
    expect(await done).toBe(130);
    expect(calls.deeds).toEqual(['hang up']);
    expect(exits).toEqual([]);
  });

  it('gives up at Ctrl-C while it is not answered', async () => {
    const { calls, done, stop } = await calling();
    stop();
    expect(await done).toBe(130);
    expect(calls.deeds).toEqual(['hang up']);
  });

  it.each<[string[], string]>([
    [[], 'call whom?'],
    [[address, 'another'], '"another" is not understood here'],
    [[address, '--env', 'GREETING'], '--env GREETING=Hello'],
    [[address, '--press', '1x'], '--press is "1x"'],
    [[address, '--say', 'a'.repeat(5001)], 'at most 5000 are said at once'],
    [[address, '--out', 'call'], 'does not say its format'],
  ])('%j is answered: %s', async (args, message) => {
    const world = testWorld();
    expect(await world.run('call', ...args)).toBe(2);
    expect(world.messages()).toContain(message);
  });

  it('says in one line what is no application, and stops the engines', async () => {
    const calls = ledCalls();
    calls.place = () => {
      throw new SpeechError('invalid-request', 'no application is configured by that name');
    };
    const world = testWorld({ startCalls: async () => calls });
    expect(await world.run('call', 'nobody')).toBe(1);
    expect(world.messages()).toBe('glottis: no application is configured by that name\n');
    expect(calls.isClosed).toBe(true);
  });
});

describe('what the caller does', () => {
  it('is done in the order of the flags, each when the application has spoken and is silent', async () => {
    const { calls, clock, order } = await calling(['--say', 'one', '--press', '2#', '--say', 'three']);
    calls.become(answered);
    await settle();
    clock.advance(500);
    order.phone.hear(new Int16Array(160), 500);
    clock.advance(999);
    await settle();
    expect(calls.deeds).toEqual([]);
    clock.advance(1);
    await settle();
    expect(calls.deeds).toEqual(['say one']);
    clock.advance(9000);
    await settle();
    expect(calls.deeds).toEqual(['say one']);
    order.phone.hear(new Int16Array(160), 10_500);
    clock.advance(2000);
    await settle();
    expect(calls.deeds).toEqual(['say one', 'press 2', 'press #']);
  });

  it('does not wait for more than ten seconds, and may end with a hang-up', async () => {
    const { calls, clock, done } = await calling(['--say', 'hello', '--hangup']);
    calls.become(answered);
    await settle();
    clock.advance(10_000);
    await settle();
    expect(calls.deeds).toEqual(['say hello']);
    clock.advance(10_000);
    expect(await done).toBe(0);
    expect(calls.deeds).toEqual(['say hello', 'hang up']);
  });

  it('goes on with the next, and hangs up, where something cannot be done', async () => {
    const { calls, clock, done, messages } = await calling(['--say', 'one', '--say', 'two', '--hangup'], {}, 'one');
    calls.become(answered);
    for (let turn = 0; turn < 3; turn += 1) {
      await settle();
      clock.advance(10_000);
    }
    expect(await done).toBe(0);
    expect(calls.deeds).toEqual(['say two', 'hang up']);
    expect(messages()).toContain('glottis: that is not said');
  });

  it('is not done before the call is answered', async () => {
    const { calls, clock, done } = await calling(['--say', 'hello'], { input: typed('typed\n') });
    await settle();
    clock.advance(60_000);
    await settle();
    expect(calls.deeds).toEqual([]);
    calls.become({ ...completed, callStatus: 'no-answer' });
    await done;
    expect(clock.waiting).toBe(0);
  });

  it('leaves no timer behind', async () => {
    const { calls, clock, done } = await calling(['--say', 'hello']);
    calls.become(answered);
    await settle();
    expect(clock.waiting).toBe(1);
    calls.become(completed);
    await done;
    expect(clock.waiting).toBe(0);
  });

  it('is also what is typed, line by line', async () => {
    const input = typed('hel', 'lo\r\n\n/press 1 2\n/inter', 'rupt\n/dance\n/press x\nKöln 🦢\n/hangup');
    const { calls, done, messages } = await calling([], { input });
    calls.become(answered);
    expect(await done).toBe(0);
    expect(calls.deeds).toEqual(['say hello', 'press 1', 'press 2', 'interrupt', 'say Köln 🦢', 'hang up']);
    expect(messages()).toContain('/dance is not known');
    expect(messages()).toContain('--press is "x"');
  });

  it('is taken in parts where a line does not end', async () => {
    const { calls, done } = await calling([], { input: typed('a'.repeat(5000), '\n/hangup\n') });
    calls.become(answered);
    await done;
    expect(calls.deeds.map(({ length }) => length - 'say '.length)).toEqual([4100, 900, 3]);
  });
});

async function* typed(...pieces: string[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    const bytes = Buffer.from(piece);
    for (let at = 0; at < bytes.length; at += 5) yield bytes.subarray(at, at + 5);
  }
}
