import { describe, expect, it } from 'vitest';
import { fakeApplication } from '../app.test.kit.js';
import { callSid, connect, converse, outcome, sessionData, settled } from './link.test.kit.js';

const typesOf = (messages: readonly { readonly type: string }[]) => messages.map(({ type }) => type);
const result = (id: number) => ({ id, status: 'ok' });

describe('jambonz 4: an application that closes', () => {
  it('with 1000 meant it: nothing more is sent, asked or dialled', async () => {
    const { app, link, gone, clock } = await converse();
    const hook = outcome(link.ask('verb:hook', {}, '/hook'));
    app.drop(1000);
    expect(await hook).toBe('dropped');
    await settled();
    expect(gone).toEqual(['deliberate']);
    link.notify('call:status', {});
    expect(await outcome(link.ask('verb:hook', {}, '/hook'))).toBe('dropped');
    expect(typesOf(app.messages)).toEqual(['session:new', 'verb:hook']);
    expect(clock.waiting).toBe(0);
  });

  it.each([1001, 1005, 1006, 1009, 1011, 1012])('with %d is called back', async (code) => {
    const { app, later, gone } = await converse();
    app.drop(code);
    await later(500);
    expect(await app.next('session:reconnect')).toMatchObject({
      call_sid: callSid,
      data: { call_sid: callSid, call_status: 'trying', env_vars: { someName: 1 } },
    });
    expect(gone).toEqual([]);
  });

  it('without a word, so that reading fails, is called back', async () => {
    const app = fakeApplication();
    const { later } = await converse({
      app,
      async dial(...at) {
        const socket = await app.dial(...at);
        const next = () => socket.next().then((message) => message ?? Promise.reject(new Error('reset')));
        return { ...socket, next };
      },
    });
    app.drop(1006);
    await later(500);
    expect((await app.next('session:reconnect')).call_sid).toBe(callSid);
  });

  it('after a session:redirect that was its first message is called back to the session', async () => {
    const { app, link, later } = await connect();
    const answer = outcome(link.ask('session:redirect', { callSid }, 'wss://other.example.com/'));
    app.drop(1006);
    expect(await answer).toBe('dropped');
    await later(500);
    expect(await app.next('session:reconnect')).toMatchObject({ call_sid: callSid, data: { call_sid: callSid } });
  });

  it('is heard to its last message before', async () => {
    const { app, commands } = await converse();
    app.command('tts:flush');
    app.drop(1006);
    await settled();
    expect(commands).toHaveLength(1);
  });

  it('and is down for three seconds finds everything in order when it is back', async () => {
    const { app, link, later, gone } = await converse();
    const before = outcome(link.ask('verb:hook', {}, '/before'));
    app.refuse('unreachable', { times: 2 });
    app.drop(1006);
    expect(await before).toBe('dropped');
    await later(500);
    link.notify('call:status', { callStatus: 'in-progress' });
    const after = link.ask('verb:hook', {}, '/after');
    await later(1000);
    link.notify('tts:tokens-result', result(7));
    expect(app.attempts).toHaveLength(3);
    await later(2000);
    const { messages } = app.connections[1]!;
    expect(typesOf(messages)).toEqual(['session:reconnect']);
    link.notify('verb:status', { event: 'finished' });
    expect(typesOf(messages)).toEqual(['session:reconnect']);
    app.ack(messages[0]!, [{ verb: 'ignored' }]);
    app.ack(await app.next((message) => message.hook === '/after'), [{ verb: 'say' }]);
    expect(await after).toEqual([{ verb: 'say' }]);
    expect(typesOf(messages)).toEqual([
      'session:reconnect',
      'call:status',
      'verb:hook',
      'tts:tokens-result',
      'verb:status',
    ]);
    link.notify('tts:tokens-result', result(8));
    expect(messages.at(-1)).toMatchObject({ data: result(8) });
    expect(gone).toEqual([]);
  });

  it('may do so four times; the delay grows over all of them, and the fifth time it is lost', async () => {
    const { app, later, gone, clock } = await converse();
    for (const delayMs of [500, 1000, 2000, 4000]) {
      app.drop(1006);
      await later(delayMs - 1);
      const before = app.attempts.length;
      await later(1);
      expect(app.attempts).toHaveLength(before + 1);
      app.ack(await app.next('session:reconnect'));
    }
    await settled();
    expect(gone).toEqual([]);
    app.drop(1006);
    await settled();
    expect(gone).toEqual(['lost']);
    expect(clock.waiting).toBe(0);
  });

  it('is not called back where its fragment allows one connection', async () => {
    const { app, gone } = await converse({ url: 'ws://app/#rc=1' });
    app.drop(1006);
    await settled();
    expect(gone).toEqual(['lost']);
  });

  it.each(['unreachable', 'timed-out', 'refused'] as const)(
    'and is %s from then on is lost after a minute',
    async (reason) => {
      const { app, link, later, gone, clock } = await converse();
      app.refuse(reason, { status: 503, times: 99 });
      app.drop(1006);
      const hook = outcome(link.ask('verb:hook', {}, '/hook'));
      for (const seconds of [0.5, 1, 2, 4, 6, 8, 10, 12, 14]) await later(seconds * 1000);
      expect(gone).toEqual([]);
      await later(16_000);
      expect(app.attempts).toHaveLength(11);
      expect(gone).toEqual(['lost']);
      expect(await hook).toBe('dropped');
      expect(clock.waiting).toBe(0);
    },
  );

  it('and has become forbidden is lost at once', async () => {
    const { app, later, gone, clock } = await converse();
    app.refuse('forbidden');
    app.drop(1006);
    await later(500);
    expect(gone).toEqual(['lost']);
    expect(clock.waiting).toBe(0);
  });
});

describe('jambonz 5: a drop while session:new is unanswered', () => {
  it('lets the answer to session:reconnect begin the call', async () => {
    const { app, link, later, timesUnacknowledged } = await connect();
    const answer = link.ask('session:new', sessionData);
    await later(4000);
    app.drop(1012);
    await later(500);
    const question = await app.next('session:reconnect');
    await later(4900);
    app.ack(question, [{ verb: 'say' }]);
    expect(await answer).toEqual([{ verb: 'say' }]);
    expect(timesUnacknowledged()).toBe(0);
  });

  it('and another drop, does too', async () => {
    const { app, link, later } = await connect();
    const answer = link.ask('session:new', sessionData);
    app.drop(1006);
    await later(500);
    app.drop(1006);
    await later(1000);
    await app.next('session:reconnect');
    app.ack(await app.next('session:reconnect'), [{ verb: 'say' }]);
    expect(await answer).toEqual([{ verb: 'say' }]);
  });

  it('leaves it unanswered where that is not answered either', async () => {
    const { app, link, later, timesUnacknowledged } = await connect();
    const answer = outcome(link.ask('session:new', sessionData));
    app.drop(1006);
    await later(500);
    await later(5000);
    expect(await answer).toBe('timed-out');
    expect(timesUnacknowledged()).toBe(0);
  });

  it('leaves it unanswered where the application does not come back', async () => {
    const { app, link, later, gone } = await connect();
    const answer = outcome(link.ask('session:new', sessionData));
    app.refuse('forbidden');
    app.drop(1006);
    await later(500);
    expect(await answer).toBe('dropped');
    expect(gone).toEqual(['lost']);
  });

  it('is none where session:new was never sent: it comes first, and alone introduces the call', async () => {
    const { app, link, later } = await connect();
    link.notify('call:status', { callStatus: 'trying' });
    app.drop(1006);
    await settled();
    const answer = link.ask('session:new', sessionData);
    await later(500);
    expect(typesOf(app.connections[1]!.messages)).toEqual(['session:new']);
    app.ack(await app.next('session:new'), [{ verb: 'say' }]);
    expect(await answer).toEqual([{ verb: 'say' }]);
  });
});
