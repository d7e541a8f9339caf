import { describe, expect, it } from 'vitest';
import { startCall, told } from './call.test.kit.js';

const said = (text: string) => ({ verb: 'say', text });

describe('an application that says goodbye', () => {
  it('has its verbs run to their end, then the call is over', async () => {
    const talk = await startCall([said('One two three.'), said('Four.')]);
    talk.app.drop(1000);
    await talk.pass(600);
    expect(talk.call.info.callStatus).toBe('in-progress');
    await talk.pass(800);
    await talk.call.ended;
    expect(talk.synthesizer.calls.length).toBe(2);
    expect(talk.call.info).toMatchObject({ callStatus: 'completed', callTerminationBy: 'jambonz' });
  });

  it('has its tokens heard to their end', async () => {
    const talk = await startCall([{ verb: 'config', ttsStream: { enable: true } }]);
    await talk.app.tokens(1, 'One two three four five.');
    talk.app.command('tts:flush');
    await talk.settle();
    talk.app.drop(1000);
    await talk.pass(600);
    expect(talk.call.info.callStatus).toBe('in-progress');
    await talk.pass(1000);
    await talk.call.ended;
    expect(talk.heardMs()).toBeGreaterThan(1100);
  });

  it('ends an idle call at once', async () => {
    const talk = await startCall([{ verb: 'answer' }]);
    talk.app.drop(1000);
    await talk.call.ended;
    expect(talk.call.info.callStatus).toBe('completed');
  });
});

describe('an application that is lost', () => {
  it('is introduced to the call again, as it was at first', async () => {
    const talk = await startCall([{ verb: 'answer' }, { verb: 'tag', data: { a: 1 } }]);
    talk.app.drop(1006);
    await talk.pass(600);
    const again = await talk.app.next('session:reconnect');
    expect(again.data).toEqual(talk.opening.data);
    talk.app.ack(again, [said('ignored')]);
    talk.app.command('call:status', { call_status: 'completed' });
    await talk.call.ended;
    expect(talk.synthesizer.calls).toEqual([]);
  });

  it('and does not want its call back keeps it, unless jambonz is to be copied', async () => {
    for (const [mode, callStatus] of [
      ['enhanced', 'in-progress'],
      ['exact', 'completed'],
    ] as const) {
      const talk = await startCall([{ verb: 'answer' }], { options: { mode } });
      talk.app.drop(1006);
      await talk.pass(600);
      await talk.app.next('session:reconnect');
      await talk.pass(5100);
      expect(talk.call.info.callStatus).toBe(callStatus);
    }
  });

  it('for good has its call ended', async () => {
    const talk = await startCall([{ verb: 'answer' }], {
      order: { application: { url: 'ws://app.example/#rc=1', trusted: true } },
    });
    talk.app.drop(1011);
    await talk.call.ended;
    expect(talk.call.info).toMatchObject({ callStatus: 'completed', callTerminationBy: 'jambonz' });
  });

  it('does not leave a verb waiting for its hook', async () => {
    const talk = await startCall([
      { verb: 'gather', numDigits: 1, actionHook: '/x' },
      { verb: 'tag', data: { after: true } },
    ]);
    talk.call.press('1');
    await talk.app.next('verb:hook');
    talk.app.drop(1006);
    await talk.settle();
    expect(talk.call.info.customerData).toEqual({ after: true });
    expect(told(talk.app.messages)).not.toContain('call:status completed');
  });
});
