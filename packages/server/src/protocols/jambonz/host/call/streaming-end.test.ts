import { describe, expect, it } from 'vitest';
import { SpeechError } from '../../../../errors.js';
import { testSpeech } from '../../../../testing/test-speech.js';
import { spokenMs, startCall, told } from './call.test.kit.js';

const exact = { mode: 'exact' } as const;
const background = { verb: 'config', ttsStream: { enable: true } };
const foreground = { verb: 'say', stream: true };
const tag = { verb: 'tag', data: { after: true } };
const sentence = 'One two three four five. ';
const [open, closed, empty] = ['open', 'closed', 'empty'].map((event) => `tts:streaming-event stream_${event}`);

describe('a voice that fails', () => {
  const failing = async (times: number) => {
    const service = await testSpeech();
    let failures = 0;
    const speech = {
      ...service,
      open: async (options: Parameters<typeof service.open>[0]) => {
        failures += 1;
        if (failures <= times) throw new SpeechError('overloaded', 'all engines are busy');
        return service.open(options);
      },
    };
    return startCall([background], { order: { speech } });
  };

  it('is tried again, unnoticed', async () => {
    const talk = await failing(2);
    await talk.pass(2000);
    expect(told(talk.app.messages).slice(3)).toEqual([open]);
  });

  it('is told, with a reason for every token until another one is opened', async () => {
    const talk = await failing(4);
    await talk.app.tokens(1, 'kept');
    await talk.pass(3000);
    expect(told(talk.app.messages).slice(4)).toEqual(['jambonz:error TTS error', closed]);
    expect(talk.app.messages.at(-2)!.data).toMatchObject({ details: 'all engines are busy', verb: 'say' });
    const refusal = { id: 2, status: 'failed', reason: 'connection to custom:glottis failed' };
    expect(await talk.app.tokens(2, 'lost')).toEqual(refusal);
    talk.app.command('config', { ttsStream: { enable: false } });
    talk.app.command('config', { ttsStream: { enable: true } });
    expect(await talk.app.tokens(3, sentence)).toEqual({ id: 3, status: 'ok' });
    await talk.settle();
    expect(told(talk.app.messages).at(-1)).toBe(open);
  });

  it.each([
    ['enhanced', 1],
    ['exact', 0],
  ] as const)('is known to the operator, and to the application where it is to be: %s', async (mode, count) => {
    const service = await testSpeech();
    const open = async () => {
      throw new SpeechError('voice-not-found', 'no such voice');
    };
    const talk = await startCall([background], { order: { speech: { ...service, open } }, options: { mode } });
    expect(talk.warnings).toEqual(['a voice of a call failed']);
    expect(talk.problems).toEqual(['no such voice']);
    expect(talk.app.messages.filter(({ type }) => type === 'jambonz:error').length).toBe(count);
  });

  it('does not hold the verbs back', async () => {
    const service = await testSpeech();
    const open = async () => {
      throw new SpeechError('voice-not-found', 'no such voice');
    };
    const talk = await startCall([foreground, tag], { order: { speech: { ...service, open } } });
    await talk.pass(100);
    expect(talk.call.info.customerData).toEqual({ after: true });
  });
});

describe('a streaming say that copies jambonz', () => {
  it('ends silently where jambonz does, and the next one finds it open', async () => {
    const talk = await startCall([foreground, { verb: 'pause', length: 1 }, foreground, tag], { options: exact });
    await talk.app.tokens(1, 'One two three four five.');
    await talk.pass(1600);
    expect(told(talk.app.messages).slice(3)).toEqual([open, 'tts:tokens-result ok']);
    talk.news();
    // Between the two nobody speaks.
    const before = talk.heardMs();
    await talk.app.tokens(2, 'One. ');
    talk.app.command('tts:flush');
    await talk.pass(2500);
    // What came between waits although there is a say again, until something else comes.
    expect(talk.heardMs()).toBe(before);
    expect(talk.call.info.customerData).toBeUndefined();
    await talk.app.tokens(3, 'Two.');
    await talk.pass(1000);
    expect(talk.synthesizer.calls.slice(1).flatMap(({ tasks }) => tasks.map(({ text }) => text))).toEqual([
      'One. ',
      'Two.',
    ]);
    expect(talk.news()).toEqual(['tts:tokens-result ok', 'tts:tokens-result ok']);
    expect(talk.call.info.customerData).toEqual({ after: true });
  });

  it('that has ended silently leaves nobody to be interrupted, until there is another one', async () => {
    const bargeIn = { enable: true, sticky: true, input: ['speech'] };
    const talk = await startCall([{ verb: 'config', bargeIn }, foreground], { options: exact });
    await talk.app.tokens(1, 'One.');
    await talk.pass(600);
    talk.news();
    talk.call.interrupt();
    await talk.settle();
    expect(talk.news()).toEqual([]);
    talk.app.command('redirect', [foreground]);
    await talk.settle();
    talk.call.interrupt();
    await talk.settle();
    expect(talk.news()).toEqual(['tts:streaming-event user_interruption', closed]);
  });
});

describe('a hangup', () => {
  const hangup = [{ verb: 'hangup' }];

  it('is carried out at once, whatever is being said', async () => {
    const talk = await startCall([background]);
    await talk.app.tokens(1, sentence);
    await talk.pass(200);
    talk.app.command('redirect', hangup);
    await talk.call.ended;
    expect(told(talk.app.messages).slice(-2)).toEqual([closed, 'call:status completed']);
    expect(talk.app.messages.at(-1)!.data.call_termination_by).toBe('jambonz');
    expect(talk.heardMs()).toBeLessThan(300);
  });

  it('that is queued waits until all has been heard', async () => {
    const talk = await startCall([background]);
    await talk.app.tokens(1, sentence);
    talk.app.command('tts:flush');
    talk.app.command('redirect', hangup, { queueCommand: true });
    await talk.pass(2000);
    await talk.call.ended;
    expect(talk.heardMs()).toBeGreaterThan(spokenMs(sentence) - 150);
    expect(told(talk.app.messages).slice(-3)).toEqual([empty, closed, 'call:status completed']);
  });

  it('that is queued waits for so long only', async () => {
    const talk = await startCall([background], { options: { hangupSeconds: 2 } });
    await talk.app.tokens(1, sentence.repeat(10));
    talk.app.command('redirect', hangup, { queueCommand: true });
    await talk.pass(1900);
    expect(talk.call.info.callStatus).toBe('in-progress');
    await talk.pass(200);
    await talk.call.ended;
  });

  it('that is queued and replaced is forgotten', async () => {
    const talk = await startCall([background]);
    await talk.app.tokens(1, sentence);
    talk.app.command('redirect', hangup, { queueCommand: true });
    await talk.pass(100);
    talk.app.command('redirect', [tag]);
    await talk.pass(2000);
    expect(talk.call.info.callStatus).toBe('in-progress');
  });

  it('that is queued waits for nothing where jambonz does not', async () => {
    const talk = await startCall([background], { options: exact });
    await talk.app.tokens(1, sentence);
    talk.app.command('redirect', hangup, { queueCommand: true });
    await talk.settle();
    await talk.call.ended;
  });
});
