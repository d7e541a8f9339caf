import { afterEach, describe, expect, it } from 'vitest';
import { createWorld, startCall, told } from './call.test.kit.js';

const elsewhere = 'ws://other.example/billing';
const third = 'ws://third.example/sales';
const answer = { verb: 'answer' };
const pause = { verb: 'pause', length: 60 };
const tagged = (by: string) => ({ verb: 'tag', data: { by } });

describe('of several redirects', () => {
  it('one is under way at a time: the newest', async () => {
    const talk = await startCall([answer]);
    const release = talk.app.hold();
    for (let at = 0; at < 50; at += 1) talk.app.command('redirect', { call_hook: `ws://${at}.example/` });
    await talk.settle();
    const given = talk.app.attempts.slice(1).map(({ options }) => options.signal!.aborted);
    expect(given.filter((isOver) => !isOver)).toEqual([false]);
    expect(given.at(-1)).toBe(false);
    release();
    const question = await talk.app.next('session:redirect');
    expect(question.hook).toBe('ws://49.example/');
    talk.app.ack(question, [tagged('newest')]);
    await talk.settle();
    expect(talk.app.connections.length).toBe(2);
    expect(talk.call.info.customerData).toEqual({ by: 'newest' });
    expect(talk.problems).toEqual([]);
    expect(told(talk.app.messages).filter((word) => word.startsWith('jambonz:error'))).toEqual([]);
  });

  it('an older one that was asked already is left, whatever it answers', async () => {
    const talk = await startCall([answer]);
    talk.app.command('redirect', { call_hook: elsewhere });
    const older = await talk.app.next('session:redirect');
    talk.app.connections[0]!.send({ type: 'command', command: 'redirect', data: { call_hook: third } });
    expect(await talk.app.connections[1]!.closed).toBe(1001);
    const newer = await talk.app.next('session:redirect');
    talk.app.ack(older, [tagged('older')]);
    talk.app.ack(newer, [tagged('newer')]);
    await talk.settle();
    expect(talk.call.info.customerData).toEqual({ by: 'newer' });
  });

  it('a newer one ends the verb that is about to hand the call on', async () => {
    const talk = await startCall([answer, { verb: 'redirect', actionHook: elsewhere }, tagged('old')]);
    await talk.app.next('session:redirect');
    talk.call.redirect('/billing');
    talk.app.ack(await talk.app.next('session:redirect'));
    await talk.settle();
    expect(talk.app.connections.map(({ isOpen }) => isOpen)).toEqual([true, false]);
    expect(talk.call.info.customerData).toBeUndefined();
    expect(talk.problems).toEqual([]);
  });

  it('none is begun where its address is none, and one that is under way goes on', async () => {
    const talk = await startCall([answer]);
    talk.app.command('redirect', { call_hook: elsewhere });
    const question = await talk.app.next('session:redirect');
    const [old] = talk.app.connections;
    old!.send({ type: 'command', command: 'redirect', data: { call_hook: 'https://webhook.example/' } });
    await talk.settle();
    talk.app.ack(question, [tagged('new')]);
    await talk.settle();
    expect(talk.call.info.customerData).toEqual({ by: 'new' });
  });

  it('a command of who was asked shows that it has the call, and the old application has it no longer', async () => {
    const talk = await startCall([answer]);
    talk.app.command('redirect', { call_hook: elsewhere });
    const question = await talk.app.next('session:redirect');
    talk.app.command('tag', { by: 'new' });
    await talk.settle();
    talk.app.connections[0]!.send({ type: 'command', command: 'redirect', data: { call_hook: third } });
    await talk.settle();
    expect(talk.app.attempts.length).toBe(2);
    talk.app.ack(question);
    await talk.settle();
    expect(talk.call.info.customerData).toEqual({ by: 'new' });
    expect(talk.app.connections[1]!.isOpen).toBe(true);
  });

  it('from outside there is none before the call is with an application', async () => {
    const world = await createWorld();
    const release = world.app.hold();
    const { call, problems } = world.place();
    call.redirect('/billing');
    await world.settle();
    expect(problems).toEqual(['the call is not with an application yet']);
    expect(world.warnings).toEqual([]);
    release();
    world.app.ack(await world.app.next('session:new'), [tagged('first')]);
    await world.settle();
    expect(call.info.customerData).toEqual({ by: 'first' });
  });
});

describe('an application that says goodbye while the next one is being reached', () => {
  it.each([
    ['before it opens', async (talk: Talk) => talk.app.hold()],
    ['while it thinks', async () => () => undefined],
  ])('leaves the call to that: %s', async (_, prepare) => {
    const talk = await startCall([answer]);
    const release = await prepare(talk);
    talk.app.command('redirect', { call_hook: elsewhere });
    await talk.settle();
    talk.app.connections[0]!.drop(1000);
    await talk.pass(1000);
    expect(talk.call.info.callStatus).toBe('in-progress');
    expect(talk.problems).toEqual([]);
    release();
    await talk.settle();
    talk.app.ack(await talk.app.next('session:redirect'));
    await talk.pass(1000);
    talk.app.command('redirect', [tagged('new')]);
    await talk.pass(1000);
    expect(talk.call.info).toMatchObject({ callStatus: 'in-progress', customerData: { by: 'new' } });
  });

  it('ends the call where that does not take it', async () => {
    const talk = await startCall([answer]);
    talk.app.command('redirect', { call_hook: elsewhere });
    await talk.app.next('session:redirect');
    talk.app.connections[0]!.drop(1000);
    await talk.pass(4000);
    expect(talk.call.info.callStatus).toBe('in-progress');
    await talk.pass(1200);
    await talk.call.ended;
    expect(talk.call.info).toMatchObject({ callStatus: 'completed', callTerminationBy: 'jambonz' });
  });

  it('and was gone before: the call that is handed on from outside stays, though it has nothing to do', async () => {
    const talk = await startCall([pause]);
    talk.app.drop(1000);
    await talk.settle();
    talk.call.redirect(elsewhere);
    await talk.settle();
    talk.app.ack(await talk.app.next('session:redirect'));
    await talk.pass(60_500);
    expect(talk.call.info.callStatus).toBe('trying');
    talk.app.command('redirect', [tagged('new')]);
    await talk.settle();
    expect(talk.call.info.customerData).toEqual({ by: 'new' });
  });

  it('and was gone before: its verbs may come to their end meanwhile', async () => {
    const talk = await startCall([answer, { verb: 'pause', length: 1 }]);
    talk.app.drop(1000);
    await talk.settle();
    const release = talk.app.hold();
    talk.call.redirect(elsewhere);
    await talk.pass(2000);
    expect(talk.call.info.callStatus).toBe('in-progress');
    release();
    await talk.settle();
    talk.app.ack(await talk.app.next('session:redirect'), [tagged('new')]);
    await talk.settle();
    expect(talk.call.info).toMatchObject({ callStatus: 'in-progress', customerData: { by: 'new' } });
  });

  it('the next one may say goodbye as well, and the call ends', async () => {
    const talk = await startCall([answer]);
    talk.app.command('redirect', { call_hook: elsewhere });
    const question = await talk.app.next('session:redirect');
    talk.app.connections[0]!.drop(1000);
    talk.app.ack(question);
    await talk.settle();
    talk.app.drop(1000);
    await talk.call.ended;
    expect(talk.call.info.callStatus).toBe('completed');
  });
});

it('an application that the call was handed to hears nothing of who speaks and listens elsewhere when it comes back', async () => {
  const order = { envVars: { KEY: 'secret' }, synthesizer: { voice: 'anna' } };
  const talk = await startCall([answer, { verb: 'redirect', actionHook: elsewhere }], { order });
  const question = await talk.app.next('session:redirect');
  talk.app.ack(question);
  await talk.settle();
  talk.app.drop(1006);
  await talk.pass(600);
  expect((await talk.app.next('session:reconnect')).data).toEqual(question.data);
});

describe('the end of a call', () => {
  it.each(['/billing', elsewhere])('during a redirect to %s is no problem of anybody', async (call_hook) => {
    const talk = await startCall([answer]);
    for (let at = 0; at < 20; at += 1) talk.app.command('redirect', { call_hook });
    await talk.app.next('session:redirect');
    talk.call.hangUp();
    await talk.call.ended;
    await talk.settle();
    expect(talk.problems).toEqual([]);
    expect(talk.warnings).toEqual([]);
  });

  it('while the next application is being reached is no problem either', async () => {
    const talk = await startCall([answer]);
    talk.app.hold();
    talk.app.command('redirect', { call_hook: elsewhere });
    await talk.settle();
    talk.call.hangUp();
    await talk.call.ended;
    await talk.settle();
    talk.call.redirect(elsewhere);
    await talk.settle();
    expect([talk.problems, talk.warnings]).toEqual([[], []]);
    expect(talk.app.attempts.length).toBe(2);
  });
});

describe('a flood of commands', () => {
  const warnings: string[] = [];
  const onWarning = ({ name }: Error) => void warnings.push(name);
  afterEach(() => void process.off('warning', onWarning));

  it('leaves no heap of listeners behind', async () => {
    process.on('warning', onWarning);
    const talk = await startCall([answer]);
    for (let at = 0; at < 40; at += 1) {
      talk.app.command('dtmf', { digit: '1', duration: 5000 });
      talk.app.command('config', { ttsStream: { enable: at % 2 === 0 } });
      talk.app.command('redirect', { call_hook: `ws://${at}.example/` });
      talk.app.command('tts:tokens', { id: at, tokens: 'x' });
    }
    await talk.settle();
    talk.call.hangUp();
    await talk.call.ended;
    expect(warnings).toEqual([]);
  });
});

type Talk = Awaited<ReturnType<typeof startCall>>;
