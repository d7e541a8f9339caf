import { describe, expect, it } from 'vitest';
import { startCall, told } from '../call/call.test.kit.js';
import { bytes16, file, hosts, wavFile } from '../play/sounds.test.kit.js';

const tag = { verb: 'tag', data: { after: true } };
const notify = { verb: 'config', notifyEvents: true };

describe('play', () => {
  const url = 'https://sounds.example/a.wav';
  const { outgoing } = hosts({ [url]: file(wavFile(bytes16(Array.from({ length: 4000 }, () => 1000)))) });

  it('plays a file, then asks its hook with how much of it was heard', async () => {
    const talk = await startCall([notify, { verb: 'play', url, actionHook: '/played', id: 'p' }, tag], {
      tools: { outgoing },
    });
    await talk.pass(700);
    const hook = await talk.app.next('verb:hook');
    expect(hook.data).toMatchObject({
      reason: 'playCompleted',
      playback_seconds: 0,
      playback_milliseconds: 500,
      playback_last_offset_pos: '4000',
      verb_id: 'p',
    });
    expect(talk.call.info.customerData).toBeUndefined();
    talk.app.ack(hook);
    await talk.settle();
    expect(talk.heardMs()).toBe(500);
    expect(
      told(talk.app.messages)
        .filter((word) => word.startsWith('verb:'))
        .slice(1),
    ).toEqual([
      'verb:status play starting',
      'verb:status play start-playback',
      'verb:hook /played playCompleted',
      'verb:status play finished',
      'verb:status tag starting',
      'verb:status tag finished',
    ]);
  });

  it('says that it failed, to the application and to the hook', async () => {
    const talk = await startCall([{ verb: 'play', url: 'https://sounds.example/none', actionHook: '/played' }, tag]);
    const hook = await talk.app.next('verb:hook');
    expect(hook.data).toMatchObject({ status: 'fail', reason: 'playFailed' });
    expect(told(talk.app.messages)).toContain('jambonz:error playback failed');
    talk.app.ack(hook);
    await talk.settle();
    expect(talk.call.info.customerData).toEqual({ after: true });
  });

  it('is silent at once when it is killed, and asks nobody', async () => {
    const talk = await startCall([notify, { verb: 'play', url, loop: 'forever', actionHook: '/played' }], {
      tools: { outgoing },
    });
    await talk.pass(1000);
    talk.app.command('redirect', [tag]);
    await talk.pass(500);
    expect(talk.heardMs()).toBeLessThanOrEqual(1020);
    expect(told(talk.app.messages).slice(-4)).toEqual([
      'verb:status play kill-playback',
      'verb:status play finished',
      'verb:status tag starting',
      'verb:status tag finished',
    ]);
  });
});

describe('gather', () => {
  const gather = { verb: 'gather', input: ['digits', 'speech'], numDigits: 2, actionHook: '/gathered' };

  it('waits, from the end of its prompt, for as long as it says', async () => {
    const talk = await startCall([{ ...gather, timeout: 2, say: { text: 'One two three.' } }]);
    await talk.pass(2600);
    expect(told(talk.app.messages).at(-1)).toBe('call:status in-progress');
    await talk.pass(300);
    expect(told(talk.app.messages).at(-1)).toBe('verb:hook /gathered timeout');
  });

  it('takes keys during the prompt, which then ends', async () => {
    const talk = await startCall([notify, { ...gather, say: { text: 'One two three four five six.' } }]);
    await talk.pass(200);
    talk.news();
    talk.call.press('4');
    const before = talk.heardMs();
    await talk.pass(500);
    talk.call.press('2');
    const { data } = await talk.app.next('verb:hook');
    expect(data).toMatchObject({ reason: 'dtmfDetected', digits: '42' });
    expect(talk.heardMs() - before).toBeLessThanOrEqual(20);
    expect(talk.news().slice(0, 2)).toEqual([
      'verb:status say kill-playback',
      'verb:status gather dtmf-bargein-detected',
    ]);
  });

  it('takes words, and tells of those that come before the last', async () => {
    const talk = await startCall([{ ...gather, partialResultHook: '/partial' }]);
    talk.call.say('what are', false);
    talk.call.say('what are your', false);
    const partial = await talk.app.next('verb:hook');
    expect(partial).toMatchObject({ hook: '/partial', data: { speech: { is_final: false } } });
    talk.app.ack(partial, [tag]);
    await talk.settle();
    talk.call.say('what are your hours', true);
    const final = await talk.app.next('verb:hook');
    expect(final).toMatchObject({ hook: '/gathered', data: { reason: 'speechDetected', speech: { is_final: true } } });
    expect(talk.call.info.customerData).toBeUndefined();
  });

  it('that speech may interrupt also silences the stream', async () => {
    const talk = await startCall([
      { verb: 'config', ttsStream: { enable: true } },
      { ...gather, input: ['speech'], bargein: true, say: { text: 'One two three four five.' } },
    ]);
    await talk.pass(200);
    talk.call.say('stop', false);
    await talk.settle();
    expect(told(talk.app.messages).at(-1)).toBe('tts:streaming-event user_interruption');
  });

  it('leaves listening to the background where that listens already', async () => {
    const bargeIn = { enable: true, input: ['digits'], numDigits: 1, actionHook: '/background' };
    const talk = await startCall([
      { verb: 'config', bargeIn },
      { verb: 'gather', input: ['digits'], timeout: 3, say: { text: 'One.' }, actionHook: '/gathered' },
      tag,
    ]);
    await talk.pass(300);
    expect(talk.call.info.customerData).toEqual({ after: true });
    await talk.pass(3100);
    expect(told(talk.app.messages).at(-1)).toBe('verb:hook /background timeout');
  });

  it('goes on listening where its prompt cannot be played', async () => {
    const talk = await startCall([{ ...gather, numDigits: 1, play: { url: 'https://sounds.example/none' } }]);
    await talk.settle();
    talk.call.press('7');
    expect((await talk.app.next('verb:hook')).data.digits).toBe('7');
  });
});

describe('config', () => {
  it('says once for each property that has no effect, to whoever watches', async () => {
    const config = { verb: 'config', fillerNoise: { enable: true }, vad: { enable: true } };
    const talk = await startCall([config, config]);
    expect(talk.problems).toEqual(['config: fillerNoise has no effect here', 'config: vad has no effect here']);
    expect(told(talk.app.messages).some((word) => word.startsWith('jambonz:error'))).toBe(false);
  });

  it('sets who speaks, for verbs that do not say, until it is reset', async () => {
    const [male, female] = ['male', 'female'].map((gender) => ({ vendor: 'tone', voice: `tone/en/${gender}` }));
    const talk = await startCall([
      { verb: 'say', text: 'A.' },
      { verb: 'config', synthesizer: male },
      { verb: 'say', text: 'B.' },
      { verb: 'say', text: 'C.', synthesizer: female },
      { verb: 'say', text: 'D.', synthesizer: { vendor: 'default', voice: 'default', language: 'default' } },
      { verb: 'config', reset: 'synthesizer' },
      { verb: 'say', text: 'E.' },
    ]);
    await talk.pass(1000);
    const voices = talk.synthesizer.calls.map(({ request }) => request.voice.gender);
    expect(voices).toEqual(['female', 'male', 'female', 'male', 'female']);
  });

  it('gives a stream a voice of its own', async () => {
    const synthesizer = { vendor: 'tone', voice: 'en/male' };
    const talk = await startCall([
      { verb: 'config', ttsStream: { enable: true, synthesizer } },
      { verb: 'say', text: 'A.' },
    ]);
    await talk.app.tokens(1, 'B.');
    talk.app.command('tts:flush');
    await talk.pass(500);
    expect(talk.synthesizer.calls.map(({ request }) => request.voice.gender).sort()).toEqual(['female', 'male']);
  });
});

describe('the others', () => {
  it('pause lets nothing happen for so long', async () => {
    const talk = await startCall([{ verb: 'pause', length: 1.5 }, tag]);
    await talk.pass(1480);
    expect(talk.call.info.customerData).toBeUndefined();
    await talk.pass(40);
    expect(talk.call.info.customerData).toEqual({ after: true });
  });

  it('dtmf is heard, key by key', async () => {
    const talk = await startCall([{ verb: 'dtmf', dtmf: '1w2', duration: 100 }, tag]);
    await talk.pass(780);
    expect(talk.call.info.customerData).toBeUndefined();
    await talk.pass(60);
    expect(talk.heardMs()).toBeGreaterThan(180);
    expect(talk.heardMs()).toBeLessThanOrEqual(200);
    expect(talk.call.info.customerData).toEqual({ after: true });
  });

  it('alert is taken', async () => {
    const talk = await startCall([{ verb: 'alert', message: 'hello' }, tag]);
    expect(talk.call.info.customerData).toEqual({ after: true });
  });

  it.each(['dial', 'llm', 'transcribe', 'openai_s2s', 'sip:refer'])('%s is answered honestly', async (verb) => {
    const talk = await startCall([{ verb, id: 'x', target: [], whatever: 1 }, tag]);
    expect(talk.app.messages.at(-1)!.data).toMatchObject({ msg: 'verb not offered', verb, id: 'x' });
    expect(talk.call.info.customerData).toEqual({ after: true });
  });
});
