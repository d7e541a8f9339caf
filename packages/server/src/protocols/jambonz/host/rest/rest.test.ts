import { describe, expect, it } from 'vitest';
import { SpeechError } from '../../../../errors.js';
import { answered, completed, keyed, openDoors, rest } from '../doors.test.kit.js';

const order = { application_sid: 'agent', from: '+1555', to: { type: 'phone', number: '+1556' } };

async function placed(body: object = order) {
  const doors = await openDoors();
  const answer = await rest(doors, 'POST', '/Calls', { body });
  return { ...doors, answer, call: doors.host.calls[0]!, path: `/Calls/${answer.body.sid}` };
}

describe('placing a call', () => {
  it('is answered with its sid', async () => {
    const { answer, call } = await placed();
    expect(answer).toEqual({ status: 201, body: { sid: call.sid, callId: call.info.callId } });
  });

  it('brings a tag, variables over those of the operator, and who shall speak', async () => {
    const { call } = await placed({
      ...order,
      tag: { userId: 7 },
      env_vars: { TONE: 'stern' },
      speech_synthesis_vendor: 'glottis',
      speech_synthesis_voice: 'ava',
      trunk: 'is passed over',
    });
    expect(call.order).toMatchObject({
      direction: 'outbound',
      from: '+1555',
      to: '+1556',
      tag: { userId: 7 },
      envVars: { GREETING: 'Hello', TONE: 'stern' },
      synthesizer: { vendor: 'glottis', voice: 'ava' },
      application: { trusted: true },
    });
  });

  it.each([
    ['ws://localhost:3000/', { url: 'ws://localhost:3000/', trusted: false }],
    [
      { url: 'wss://a.example/', username: 'u', password: 'p', method: 'POST' },
      { url: 'wss://a.example/', username: 'u', password: 'p', trusted: false },
    ],
  ])('takes the address of an application: %j', async (call_hook, application) => {
    const { call } = await placed({ ...order, application_sid: undefined, call_hook });
    expect(call.order.application).toEqual(application);
  });

  it.each([
    [{ type: 'user', name: 'ann@host' }, 'ann'],
    [{ type: 'sip', sipUri: 'sip:ann@host;transport=tcp' }, 'ann'],
    [{ type: 'teams', number: '42' }, '42'],
  ])('calls by number or by user: %j', async (to, name) => {
    expect((await placed({ ...order, to })).call.order.to).toBe(name);
  });

  it.each<[string, unknown, number, string]>([
    ['no JSON', '{', 400, 'the body is not JSON'],
    ['no caller', { ...order, from: undefined }, 400, '`from`'],
    ['no callee', { ...order, to: undefined }, 400, '`to`'],
    ['a callee without a number', { ...order, to: { type: 'phone' } }, 400, '`to.number`'],
    ['no application', { ...order, application_sid: undefined }, 400, 'either call_hook or application_sid required'],
    ['an unknown application', { ...order, application_sid: 'agnet' }, 400, 'did you mean agent?'],
    ['a webhook', { ...order, application_sid: undefined, call_hook: 'https://a.example/' }, 400, 'ws:// or wss://'],
    ['a tag that is a text', { ...order, tag: 'x' }, 400, '`tag`'],
    ['a body without end', { ...order, tag: { text: 'a'.repeat(300_000) } }, 413, 'larger'],
  ])('is refused with a status and a message: %s', async (_, body, status, words) => {
    const doors = await openDoors();
    const answer = await rest(doors, 'POST', '/Calls', { body });
    expect(answer.status).toBe(status);
    expect(answer.body.msg).toContain(words);
    expect(doors.host.calls).toHaveLength(0);
  });

  it('is refused as jambonz does where there is no room', async () => {
    const doors = await openDoors();
    doors.host.refuseWith(new SpeechError('overloaded', 'too many calls'));
    expect(await rest(doors, 'POST', '/Calls', { body: order })).toEqual({
      status: 480,
      body: { msg: 'too many calls' },
    });
  });
});

describe('a call', () => {
  it('tells the operator what goes wrong first, as nobody else would know', async () => {
    const { call, warnings } = await placed();
    call.order.observer!.onProblem!('the application cannot be reached');
    call.order.observer!.onProblem!('the call failed');
    expect(warnings).toEqual(['a call that was placed over REST: the application cannot be reached']);
  });

  it('is shown as it is now', async () => {
    const { call, path, ...doors } = await placed({ ...order, tag: { userId: 7 } });
    call.become(answered);
    expect((await rest(doors, 'GET', path)).body).toEqual({
      call_sid: 'call-1',
      account_sid: 'account',
      application_sid: 'application',
      call_id: 'id of call-1',
      call_status: 'in-progress',
      direction: 'outbound',
      from: '+1555',
      to: '+1556',
      sip_status: 200,
      sip_reason: 'OK',
      duration: 0,
      trace_id: 'trace',
      customer_data: { userId: 7 },
    });
  });

  it.each([
    [{ call_hook: '/next' }, 'redirect "/next"'],
    [
      { call_hook: { url: 'wss://a.example/', username: 'u', password: 'p' } },
      'redirect {"url":"wss://a.example/","username":"u","password":"p"}',
    ],
    [{ call_status: 'completed' }, 'end'],
  ])('is changed by PUT, and by POST: %j', async (body, deed) => {
    const { call, path, ...doors } = await placed();
    call.become(answered);
    expect((await rest(doors, 'PUT', path, { body })).status).toBe(202);
    expect((await rest(doors, 'POST', path, { body })).status).toBe(202);
    expect(call.deeds).toEqual([deed, deed]);
  });

  it('is cancelled by no-answer while it rings, and only then', async () => {
    const { call, path, ...doors } = await placed();
    expect((await rest(doors, 'PUT', path, { body: { call_status: 'no-answer' } })).status).toBe(202);
    expect((await rest(doors, 'PUT', path, { body: { call_status: 'completed' } })).status).toBe(422);
    call.become(answered);
    expect((await rest(doors, 'PUT', path, { body: { call_status: 'no-answer' } })).status).toBe(422);
    expect(call.deeds).toEqual(['end']);
  });

  it.each([
    [{}, 400, 'no valid options'],
    [{ call_hook: '/a', call_status: 'completed' }, 400, 'multiple options'],
    [{ call_status: 'busy' }, 400, '`call_status`'],
    [{ whisper: { verb: 'say' } }, 422, 'whisper is not offered'],
    [{ call_hook: '/a', mute_status: 'mute' }, 422, 'mute_status is not offered'],
    [{ call_hook: 'https://a.example/' }, 422, 'webhooks'],
  ])('is left alone by %j, which is answered', async (body, status, words) => {
    const { call, path, ...doors } = await placed();
    call.become(answered);
    const answer = await rest(doors, 'PUT', path, { body });
    expect(answer.status).toBe(status);
    expect(answer.body.msg).toContain(words);
    expect(call.deeds).toEqual([]);
  });

  it('is hung up by DELETE', async () => {
    const { call, path, ...doors } = await placed();
    expect(await rest(doors, 'DELETE', path)).toEqual({ status: 204, body: '' });
    expect(call.deeds).toEqual(['end']);
  });

  it('is gone when it is over', async () => {
    const { call, path, ...doors } = await placed();
    call.become(completed);
    for (const method of ['GET', 'DELETE', 'PUT']) {
      const body = method === 'PUT' ? { call_status: 'completed' } : undefined;
      expect(await rest(doors, method, path, { body })).toMatchObject({
        status: 404,
        body: { msg: expect.any(String) },
      });
    }
    expect((await rest(doors, 'GET', '/Calls')).body).toEqual([]);
  });
});

describe('all calls', () => {
  it('are listed, or those that are like that', async () => {
    const doors = await openDoors();
    await rest(doors, 'POST', '/Calls', { body: order });
    await rest(doors, 'POST', '/Calls', { body: { ...order, from: '+2' } });
    doors.host.calls[1]!.become(answered);
    const sids = async (query: string) =>
      (await rest(doors, 'GET', `/Calls${query}`)).body.map((call: { readonly call_sid: string }) => call.call_sid);
    expect(await sids('')).toEqual(['call-1', 'call-2']);
    expect(await sids('?from=%2B2')).toEqual(['call-2']);
    expect(await sids('?callStatus=trying&direction=outbound')).toEqual(['call-1']);
    expect(await sids('?to=nobody')).toEqual([]);
    expect(await sids('?direction=inbound')).toEqual([]);
    expect((await rest(doors, 'GET', '/CallCount')).body).toEqual({ inbound: 0, outbound: 2 });
  });

  it("are a holder's own", async () => {
    const doors = await openDoors({ speech: keyed });
    const { body } = await rest(doors, 'POST', '/Calls', { body: order, key: 'key-of-ann' });
    const bob = { key: 'key-of-bob' };
    expect((await rest(doors, 'GET', '/Calls', bob)).body).toEqual([]);
    expect((await rest(doors, 'GET', '/CallCount', bob)).body).toEqual({ inbound: 0, outbound: 0 });
    expect((await rest(doors, 'GET', `/Calls/${body.sid}`, bob)).status).toBe(404);
    expect((await rest(doors, 'DELETE', `/Calls/${body.sid}`, bob)).status).toBe(404);
    expect(doors.host.calls[0]!.deeds).toEqual([]);
  });

  it.each(['GET', 'POST'])('need a key where the server does (%s)', async (method) => {
    const doors = await openDoors({ speech: keyed });
    const answer = await rest(doors, method, '/Calls', { body: method === 'POST' ? order : undefined });
    expect(answer).toEqual({ status: 401, body: { msg: 'the credential is not known' } });
    expect(doors.host.calls).toHaveLength(0);
  });
});
