import { describe, expect, it } from 'vitest';
import { createWorld, startCall, told } from './call.test.kit.js';

describe('an inbound call', () => {
  it('asks the application first, then says that it is tried, answered and over', async () => {
    const talk = await startCall([{ verb: 'answer' }]);
    await talk.pass(2500);
    talk.call.hangUp();
    await talk.call.ended;
    expect(told(talk.app.messages)).toEqual([
      'session:new',
      'call:status trying',
      'call:status in-progress',
      'call:status completed',
    ]);
    const [, trying, inProgress, completed] = talk.app.messages;
    expect(trying!.data).toMatchObject({ sip_status: 100, sip_reason: 'Trying' });
    expect(inProgress!.data).toMatchObject({ sip_status: 200, sip_reason: 'OK' });
    expect(completed!.data).toMatchObject({ sip_status: 200, duration: 2, call_termination_by: 'caller' });
    expect(inProgress!.data).not.toHaveProperty('duration');
    expect(await talk.app.connections[0]!.closed).toBe(1000);
    expect(talk.statuses.map(({ callStatus }) => callStatus)).toEqual(['in-progress', 'completed']);
    expect(talk.call.info).toMatchObject({ callStatus: 'completed', duration: 2 });
  });

  it('introduces itself with what an application needs to know, and no key of a client of ours', async () => {
    const { opening, call } = await startCall([{ verb: 'answer' }], {
      options: { language: 'de-DE' },
      order: {
        ...{ callerName: 'Alice', envVars: { GREETING_TEXT: 'Hi' }, synthesizer: { voice: 'anna' } },
        application: { url: 'ws://app.example/', username: 'user', password: 'secret', trusted: true },
      },
    });
    expect(opening.call_sid).toBe(call.sid);
    expect(opening.data).toMatchObject({
      call_sid: call.sid,
      direction: 'inbound',
      from: 'alice',
      to: 'demo',
      caller_name: 'Alice',
      call_status: 'trying',
      sip_status: 100,
      sip_reason: 'Trying',
      has_recording: false,
      local_sip_address: '127.0.0.1:5060',
      defaults: {
        synthesizer: { vendor: 'custom:glottis', language: 'de-DE', voice: 'anna' },
        recognizer: { vendor: 'none', language: 'de-DE' },
      },
      env_vars: { GREETING_TEXT: 'Hi' },
    });
    expect(opening.data.sip).toMatchObject({ method: 'INVITE', headers: { 'user-agent': 'glottis' } });
    expect(opening.data.trace_id).toMatch(/^[\da-f]{32}$/);
    expect(JSON.stringify(opening)).not.toContain('secret');
    // These are members of a session of node-client-ws, which takes every key for itself.
    const members = [
      'ws',
      'logger',
      'msgid',
      'payload',
      'locals',
      'data',
      'send',
      'reply',
      'close',
      'on',
      'emit',
      'say',
    ];
    expect(Object.keys(opening.data).filter((key) => members.includes(key) || key.startsWith('_'))).toEqual([]);
  });

  it.each([
    ['says nothing in time', async ({ pass }: Setup) => pass(5100), /not acknowledged in time/],
    ['has no verbs', async ({ app }: Setup) => app.ack(await app.next('session:new'), []), /no verbs/],
    ['acknowledges without data', async ({ app }: Setup) => app.ack(await app.next('session:new')), /no verbs/],
    ['closes', async ({ app }: Setup) => app.drop(1000), /broke before/],
  ])('fails with 480 where the application %s', async (_, act, reason) => {
    const world = await createWorld();
    const placed = world.place();
    await world.settle();
    await act(world);
    await placed.call.ended;
    expect(placed.call.info).toMatchObject({ callStatus: 'failed', sipStatus: 480 });
    expect(placed.problems.join()).toMatch(reason);
    expect(told(world.app.messages)).toEqual(['session:new']);
  });

  it('closes with 1001 where it never began', async () => {
    const { app, call } = await startCall([]);
    await call.ended;
    expect(await app.connections[0]!.closed).toBe(1001);
  });

  it('fails with 480 where the application cannot be reached', async () => {
    const world = await createWorld();
    world.app.refuse('forbidden');
    const { call, statuses, problems } = world.place();
    await call.ended;
    expect(statuses).toMatchObject([{ callStatus: 'failed', sipStatus: 480, sipReason: 'Temporarily Unavailable' }]);
    expect(problems).toEqual(['the application is forbidden']);
  });

  it('fails where one of the verbs is none, and says which, unless jambonz is to be copied', async () => {
    const verbs = [{ verb: 'answer' }, { verb: 'say', text: 'Hi', loudness: 3 }];
    const enhanced = await startCall(verbs);
    expect(told(enhanced.app.messages)).toEqual(['session:new', 'jambonz:error invalid verbs']);
    expect(enhanced.app.messages[1]!.data).toMatchObject({ verb: 'say', details: 'say: unknown property "loudness"' });
    expect(enhanced.call.info.callStatus).toBe('failed');
    const exact = await startCall(verbs, { options: { mode: 'exact' } });
    expect(told(exact.app.messages)).toEqual(['session:new']);
    expect(exact.call.info.callStatus).toBe('failed');
  });

  it('is terminated where the caller gives up before it is answered', async () => {
    const talk = await startCall([{ verb: 'pause', length: 9 }]);
    talk.call.hangUp();
    await talk.call.ended;
    expect(told(talk.app.messages).slice(1)).toEqual(['call:status trying', 'call:status no-answer']);
    expect(talk.app.messages.at(-1)!.data).toMatchObject({ sip_status: 487, sip_reason: 'Request Terminated' });
    expect(talk.app.messages.at(-1)!.data).not.toHaveProperty('duration');
  });

  it('is given up while the application is being reached', async () => {
    const world = await createWorld();
    world.app.hold();
    const { call } = world.place();
    await world.settle();
    call.hangUp();
    await call.ended;
    expect(call.info.callStatus).toBe('no-answer');
    expect(world.clock.waiting).toBe(0);
  });

  it('is rejected by a verb, with its code', async () => {
    const talk = await startCall([{ verb: 'sip:decline', status: 486 }, { verb: 'answer' }]);
    await talk.call.ended;
    expect(talk.app.messages.at(-1)!.data).toMatchObject({
      call_status: 'failed',
      sip_status: 486,
      sip_reason: 'Busy Here',
    });
  });

  it('cannot be rejected any more when it was answered', async () => {
    const talk = await startCall([{ verb: 'answer' }, { verb: 'sip:decline', status: 486 }]);
    expect(told(talk.app.messages).at(-1)).toBe('jambonz:error sip:decline failed');
    expect(talk.call.info.callStatus).toBe('in-progress');
  });

  it.each([
    ['answer', true],
    ['say', true, { text: 'Hi' }],
    ['say for early media', false, { text: 'Hi', earlyMedia: true }],
    ['pause', false, { length: 1 }],
    ['gather', true],
    ['config', false, { notifyEvents: true }],
    ['config of a stream', true, { ttsStream: { enable: true } }],
    ['config of barge-in', true, { bargeIn: { enable: true } }],
    ['config without barge-in', false, { bargeIn: { enable: false } }],
    ['config of a recording', true, { record: { action: 'startCallRecording' } }],
  ])('is answered by %s: %s', async (verb, isAnswered, properties: object = {}) => {
    const talk = await startCall([{ verb: verb.split(' ')[0], ...properties }]);
    expect(talk.call.info.callStatus).toBe(isAnswered ? 'in-progress' : 'trying');
  });

  it('lets early media be heard before it is answered', async () => {
    const talk = await startCall([{ verb: 'say', text: 'Hello there', earlyMedia: true }]);
    await talk.pass(1000);
    expect(talk.heardMs()).toBeGreaterThan(400);
    expect(talk.call.info.callStatus).toBe('trying');
  });

  it('stays, idle, when the verbs have run out', async () => {
    const talk = await startCall([{ verb: 'say', text: 'Hi' }]);
    await talk.pass(10_000);
    expect(talk.call.info.callStatus).toBe('in-progress');
  });

  it('ends when it has lasted as long as a call may', async () => {
    const talk = await startCall([{ verb: 'answer' }], { options: { callMinutes: 2 } });
    talk.clock.advance(120_000);
    await talk.call.ended;
    expect(talk.call.info).toMatchObject({ duration: 120, callTerminationBy: 'jambonz' });
    expect(talk.problems.join()).toContain('2 minutes');
  });

  it('leaves no timer and no work behind', async () => {
    const verbs = [
      { verb: 'config', ttsStream: { enable: true }, bargeIn: { enable: true, input: ['digits'], actionHook: '/x' } },
      { verb: 'gather', input: ['digits'], timeout: 5, say: { text: 'One two three four five' }, actionHook: '/y' },
    ];
    const talk = await startCall(verbs);
    talk.app.command('tts:tokens', { id: 1, tokens: 'Some words without an end' });
    await talk.pass(300);
    talk.call.hangUp();
    await talk.call.ended;
    await talk.settle();
    expect(talk.clock.waiting).toBe(0);
    await Promise.all(talk.synthesizer.calls.map(({ ended }) => ended));
    const count = talk.app.messages.length;
    talk.call.press('1');
    talk.call.say('Hello', true);
    await talk.pass(100);
    expect(talk.app.messages.length).toBe(count);
  });
});

type Setup = Awaited<ReturnType<typeof createWorld>>;
