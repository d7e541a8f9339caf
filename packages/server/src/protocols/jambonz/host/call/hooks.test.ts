import { describe, expect, it } from 'vitest';
import { startCall, told } from './call.test.kit.js';

const gather = { verb: 'gather', numDigits: 1, actionHook: '/Digits?x=1' };
const said = (text: string) => ({ verb: 'say', text });

describe('a hook', () => {
  it('is asked with the call and the results, under the name that the application gave it', async () => {
    const talk = await startCall([{ ...gather, id: 'menu', actionHook: { url: '/Digits?x=1', method: 'POST' } }]);
    talk.call.press('4');
    const message = await talk.app.next('verb:hook');
    expect(message.hook).toBe('/Digits?x=1');
    expect(message.data).toMatchObject({
      call_sid: talk.call.sid,
      call_status: 'in-progress',
      from: 'alice',
      reason: 'dtmfDetected',
      digits: '4',
      verb_id: 'menu',
    });
    expect(message.data).not.toHaveProperty('defaults');
  });

  it('holds the verbs back until it is answered', async () => {
    const talk = await startCall([gather, { verb: 'tag', data: { after: true } }]);
    talk.call.press('4');
    const message = await talk.app.next('verb:hook');
    await talk.pass(2000);
    expect(talk.call.info.customerData).toBeUndefined();
    talk.app.ack(message);
    await talk.settle();
    expect(talk.call.info.customerData).toEqual({ after: true });
  });

  it('that brings verbs replaces those that wait', async () => {
    const talk = await startCall([gather, { verb: 'tag', data: { after: true } }]);
    talk.call.press('4');
    talk.app.ack(await talk.app.next('verb:hook'), [{ tag: { data: { instead: true } } }]);
    await talk.settle();
    expect(talk.call.info.customerData).toEqual({ instead: true });
  });

  it('that brings verbs that are none is told so, and the others go on', async () => {
    const talk = await startCall([gather, { verb: 'tag', data: { after: true } }], { options: { mode: 'exact' } });
    talk.call.press('4');
    talk.app.ack(await talk.app.next('verb:hook'), [{ verb: 'sing' }]);
    expect((await talk.app.next('jambonz:error')).data.verb).toBe('sing');
    await talk.settle();
    expect(talk.call.info.customerData).toEqual({ after: true });
  });

  it('that nobody answers holds the verbs back for five seconds', async () => {
    const talk = await startCall([gather, { verb: 'tag', data: { after: true } }]);
    talk.call.press('4');
    await talk.pass(4900);
    expect(talk.call.info.customerData).toBeUndefined();
    await talk.pass(200);
    expect(talk.call.info.customerData).toEqual({ after: true });
    expect(talk.problems).toContain('verb:hook was not acknowledged in time');
  });

  it('is answered by verbs for the end of the list, which a client sends instead', async () => {
    const talk = await startCall([gather, { verb: 'tag', data: { after: true } }]);
    talk.call.press('4');
    const message = await talk.app.next('verb:hook');
    talk.app.command('redirect', [said('Thank you.')], { queueCommand: true });
    await talk.pass(1000);
    expect(talk.call.info.customerData).toEqual({ after: true });
    expect(talk.synthesizer.calls.length).toBe(1);
    expect(talk.problems).toEqual([]);
    // What a client acknowledges behind that, without verbs, or not at all, changes nothing.
    talk.app.ack(message);
    await talk.pass(5000);
    expect(talk.problems).toEqual([]);
  });

  it('has the verbs of its answer run, though others for the end of the list came before', async () => {
    const talk = await startCall([gather, { verb: 'tag', data: { after: true } }]);
    talk.call.press('4');
    const message = await talk.app.next('verb:hook');
    talk.app.command('redirect', [said('One moment.'), { verb: 'pause', length: 60 }], { queueCommand: true });
    await talk.pass(1000);
    talk.app.ack(message, [said('Here it is.')]);
    await talk.pass(1000);
    expect(talk.synthesizer.calls.flatMap(({ tasks }) => tasks.map(({ text }) => text))).toEqual([
      'One moment.',
      'Here it is.',
    ]);
  });

  it('that is open when the call ends is no problem of anybody', async () => {
    const talk = await startCall([{ ...gather, partialResultHook: '/partial', input: ['digits', 'speech'] }]);
    talk.call.say('four', false);
    talk.call.press('4');
    await talk.app.next(({ hook }) => hook === '/Digits?x=1');
    talk.call.hangUp();
    await talk.call.ended;
    await talk.settle();
    expect(talk.problems).toEqual([]);
  });

  it('takes the first of two answers', async () => {
    const talk = await startCall([gather]);
    talk.call.press('4');
    const message = await talk.app.next('verb:hook');
    talk.app.ack(message, [said('One.')]);
    talk.app.ack(message, [said('Two.')]);
    await talk.pass(500);
    expect(talk.synthesizer.calls.flatMap(({ tasks }) => tasks.map(({ text }) => text))).toEqual(['One.']);
  });

  it('that nobody answers holds up neither other verbs nor the end of the call', async () => {
    const talk = await startCall([gather]);
    talk.call.press('4');
    await talk.app.next('verb:hook');
    talk.app.command('redirect', [{ ...gather, id: 'again' }]);
    await talk.settle();
    talk.call.press('5');
    expect((await talk.app.next('verb:hook')).data.verb_id).toBe('again');
    talk.call.hangUp();
    await talk.call.ended;
    expect(talk.call.info.callStatus).toBe('completed');
  });

  it('that is not given is not asked', async () => {
    const talk = await startCall([
      { verb: 'gather', numDigits: 1 },
      { verb: 'tag', data: { after: true } },
    ]);
    talk.call.press('4');
    await talk.settle();
    expect(told(talk.app.messages).filter((word) => word.startsWith('verb:hook'))).toEqual([]);
    expect(talk.call.info.customerData).toEqual({ after: true });
  });
});
