import { describe, expect, it } from 'vitest';
import { createWorld, startCall, told } from './call.test.kit.js';

const elsewhere = 'ws://other.example/billing?x=1';
const tagged = (by: string) => ({ verb: 'tag', data: { by } });

describe('a call that is handed on', () => {
  it.each([
    ['a name', '/billing'],
    ['an address on the same server', 'ws://app.example/billing'],
  ])('to %s is asked about over the same connection', async (_, actionHook) => {
    const talk = await startCall([{ verb: 'answer' }, { verb: 'redirect', actionHook }, tagged('old')]);
    const question = await talk.app.next('session:redirect');
    expect(question).toMatchObject({ hook: actionHook, call_sid: talk.call.sid });
    expect(question.data).toMatchObject({ call_status: 'in-progress', fs_sip_address: '127.0.0.1:5060' });
    for (const key of ['sip', 'defaults', 'env_vars', 'service_provider_sid']) {
      expect(question.data).not.toHaveProperty(key);
    }
    talk.app.ack(question, [tagged('new')]);
    await talk.settle();
    expect(talk.call.info.customerData).toEqual({ by: 'new' });
    expect(talk.app.connections.length).toBe(1);
  });

  it('to another address gets a connection of its own, and the old one learns what becomes of it', async () => {
    const talk = await startCall([{ verb: 'answer' }, { verb: 'redirect', actionHook: elsewhere }, tagged('old')]);
    const question = await talk.app.next('session:redirect');
    expect(question.call_sid).toBeUndefined();
    expect(question.data.call_sid).toBe(talk.call.sid);
    expect(talk.app.attempts[1]).toMatchObject({ url: elsewhere, options: { trusted: false } });
    talk.app.ack(question, [tagged('new')]);
    await talk.settle();
    talk.app.command('call:status', { call_status: 'completed' });
    await talk.call.ended;
    expect(talk.call.info.customerData).toEqual({ by: 'new' });
    const [old, fresh] = talk.app.connections;
    expect(told(old!.messages).at(-1)).toBe('call:status completed');
    expect(told(fresh!.messages)).toEqual(['session:redirect', 'call:status completed']);
    expect(await Promise.all([old!.closed, fresh!.closed])).toEqual([1000, 1000]);
  });

  it('is let go of where its status goes elsewhere', async () => {
    const verbs = [{ verb: 'answer' }, { verb: 'redirect', actionHook: elsewhere, statusHook: '/status' }];
    const talk = await startCall(verbs);
    talk.app.ack(await talk.app.next('session:redirect'), [tagged('new')]);
    expect(await talk.app.connections[0]!.closed).toBe(1000);
    await talk.settle();
    expect(talk.call.info.customerData).toEqual({ by: 'new' });
  });

  it('stays where it is without new verbs, and waits for a command: that is how a client answers', async () => {
    const talk = await startCall([{ verb: 'answer' }, { verb: 'redirect', actionHook: elsewhere }, { verb: 'hangup' }]);
    talk.app.ack(await talk.app.next('session:redirect'));
    // In the same breath, before anything could come of the acknowledgement.
    talk.app.command('redirect', [tagged('new')]);
    await talk.pass(100);
    expect(talk.call.info).toMatchObject({ callStatus: 'in-progress', customerData: { by: 'new' } });
  });

  it('leaves the verbs behind that the old application had for it', async () => {
    const talk = await startCall([{ verb: 'answer' }, { verb: 'redirect', actionHook: '/billing' }, tagged('old')]);
    talk.app.ack(await talk.app.next('session:redirect'));
    await talk.settle();
    expect(talk.call.info.customerData).toBeUndefined();
  });

  it('is not commanded by who had it before', async () => {
    const talk = await startCall([{ verb: 'answer' }, { verb: 'redirect', actionHook: elsewhere }]);
    const oldCommand = talk.app.connections[0]!;
    talk.app.ack(await talk.app.next('session:redirect'), [{ verb: 'pause', length: 60 }]);
    await talk.settle();
    oldCommand.send({ type: 'command', command: 'call:status', data: { call_status: 'completed' } });
    await talk.settle();
    expect(talk.call.info.callStatus).toBe('in-progress');
  });

  it.each([
    ['does not answer in time', async (talk: Talk) => talk.pass(5200)],
    ['breaks', async (talk: Talk) => (await talk.app.next('session:redirect')) && talk.app.drop(1000)],
  ])('stays with the old application where the new one %s', async (_, act) => {
    const talk = await startCall([{ verb: 'answer' }, { verb: 'redirect', actionHook: elsewhere }, tagged('old')]);
    await act(talk);
    await talk.settle();
    expect(talk.call.info.customerData).toEqual({ by: 'old' });
    expect(talk.app.connections.map(({ isOpen }) => isOpen)).toEqual([true, false]);
    expect(told(talk.app.connections[0]!.messages).at(-1)).toBe('jambonz:error redirect failed');
  });

  it('stays where it is when the new one may not be called', async () => {
    const world = await createWorld();
    const { call } = world.place();
    const opening = await world.app.next('session:new');
    world.app.refuse('forbidden');
    world.app.ack(opening, [{ verb: 'redirect', actionHook: elsewhere }, tagged('old')]);
    await world.settle();
    expect(call.info.customerData).toEqual({ by: 'old' });
  });

  it('by a command keeps what runs until there is something else to do', async () => {
    const talk = await startCall([{ verb: 'say', text: 'One two three four five.' }]);
    talk.app.command('redirect', { call_hook: '/billing' });
    const question = await talk.app.next('session:redirect');
    await talk.pass(300);
    expect(talk.hushCount()).toBe(0);
    talk.app.ack(question, [tagged('new')]);
    await talk.settle();
    expect(talk.hushCount()).toBe(1);
    expect(talk.call.info.customerData).toEqual({ by: 'new' });
  });

  it('from outside is handed on in the same way', async () => {
    const talk = await startCall([{ verb: 'answer' }]);
    talk.call.redirect('/billing');
    talk.app.ack(await talk.app.next('session:redirect'), [tagged('hook')]);
    await talk.settle();
    expect(talk.call.info.customerData).toEqual({ by: 'hook' });
  });

  it('from outside to another address is known there by the credentials that came with it', async () => {
    const talk = await startCall([{ verb: 'answer' }]);
    talk.call.redirect({ url: elsewhere, username: 'user', password: 'secret' });
    await talk.app.next('session:redirect');
    expect(talk.app.connections[1]!.headers).toMatchObject({ Authorization: `Basic ${btoa('user:secret')}` });
  });
});

describe('a call that is to be handed on, and then is not', () => {
  const away = { verb: 'redirect', actionHook: elsewhere };

  it('is not taken by an application that is only being reached', async () => {
    const talk = await startCall([{ verb: 'answer' }]);
    const release = talk.app.hold();
    talk.app.command('redirect', [away]);
    await talk.settle();
    expect(talk.app.attempts.length).toBe(2);
    talk.app.command('redirect', [tagged('old')]);
    await talk.settle();
    expect(talk.app.attempts[1]!.options.signal!.aborted).toBe(true);
    release();
    await talk.settle();
    expect(talk.app.connections.length).toBe(1);
    expect(talk.call.info).toMatchObject({ callStatus: 'in-progress', customerData: { by: 'old' } });
  });

  it('is not taken by an application that is tried again later', async () => {
    const talk = await startCall([{ verb: 'answer' }]);
    talk.app.refuse();
    talk.app.command('redirect', [away]);
    await talk.settle();
    talk.app.command('redirect', [tagged('old')]);
    await talk.pass(5000);
    expect(talk.app.attempts.length).toBe(2);
    expect(talk.problems).toEqual([]);
  });

  it('is not taken by an application that has not answered yet', async () => {
    const talk = await startCall([{ verb: 'answer' }, away]);
    const question = await talk.app.next('session:redirect');
    const [old, other] = talk.app.connections;
    old!.send({ type: 'command', command: 'redirect', data: [tagged('old')] });
    expect(await other!.closed).toBe(1001);
    talk.app.ack(question, [tagged('new')]);
    await talk.settle();
    expect(talk.call.info.customerData).toEqual({ by: 'old' });
    old!.send({ type: 'command', command: 'call:status', data: { call_status: 'completed' } });
    await talk.call.ended;
  });

  it('is not given the verbs of a hook that answers too late', async () => {
    const talk = await startCall([{ verb: 'answer' }, { verb: 'redirect', actionHook: '/billing' }]);
    const question = await talk.app.next('session:redirect');
    talk.app.command('redirect', [tagged('old')]);
    talk.app.ack(question, [tagged('new')]);
    await talk.settle();
    expect(talk.call.info.customerData).toEqual({ by: 'old' });
  });

  it('stays with an application that has taken it, whatever becomes of the verb', async () => {
    const talk = await startCall([{ verb: 'answer' }, away]);
    const question = await talk.app.next('session:redirect');
    // A command shows that it has the call, before its acknowledgement does.
    talk.app.command('redirect', [tagged('new')]);
    talk.app.ack(question);
    await talk.settle();
    talk.app.command('call:status', { call_status: 'completed' });
    await talk.call.ended;
    expect(talk.call.info.customerData).toEqual({ by: 'new' });
    expect(await talk.app.connections[1]!.closed).toBe(1000);
  });
});

type Talk = Awaited<ReturnType<typeof startCall>>;
