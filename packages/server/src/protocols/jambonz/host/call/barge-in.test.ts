import { describe, expect, it } from 'vitest';
import { startCall, told } from './call.test.kit.js';

const bargeIn = { enable: true, sticky: true, actionHook: '/heard', input: ['speech', 'digits'], numDigits: 1 };
const listening = { verb: 'config', ttsStream: { enable: true }, notifyEvents: true, bargeIn };
const interrupted = 'tts:streaming-event user_interruption';
const killed = ['verb:status say kill-playback', 'verb:status say finished'];
const prompt = { verb: 'say', text: 'One two three four five.' };

describe('the caller interrupts', () => {
  it('by speaking: the prompt ends, the application is told, then asked', async () => {
    const talk = await startCall([listening, prompt, { verb: 'tag', data: { after: true } }]);
    await talk.pass(300);
    talk.news();
    const before = talk.heardMs();
    talk.call.say('wait', false);
    await talk.pass(500);
    talk.call.say('wait a moment', true);
    await talk.settle();
    const words = talk.news();
    expect(words.filter((word) => word !== 'verb:status say finished')).toEqual([
      killed[0],
      'verb:status gather speech-bargein-detected',
      interrupted,
      'verb:hook /heard speechDetected',
    ]);
    expect(talk.heardMs() - before).toBeLessThanOrEqual(20);
    expect(talk.call.info.customerData).toBeUndefined();
  });

  it('by a key: the prompt ends last', async () => {
    const talk = await startCall([{ ...listening, bargeIn: { ...bargeIn, dtmfBargein: true } }, prompt]);
    await talk.pass(300);
    talk.news();
    talk.call.press('5');
    await talk.settle();
    expect(talk.news().slice(0, 3)).toEqual([
      'verb:status gather dtmf-bargein-detected',
      interrupted,
      'verb:status say kill-playback',
    ]);
    expect(told(talk.app.messages)).toContain('verb:hook /heard dtmfDetected');
  });

  it('though nothing is being said: it means that they begin to talk', async () => {
    const talk = await startCall([listening]);
    talk.call.say('hello', true);
    await talk.settle();
    const words = told(talk.app.messages);
    expect(words.indexOf(interrupted)).toBeGreaterThan(0);
    expect(words.indexOf('verb:hook /heard speechDetected')).toBeGreaterThan(words.indexOf(interrupted));
    expect(words.filter((word) => word === interrupted).length).toBe(1);
  });

  it('and what was streamed is dropped, and never told to go on', async () => {
    const talk = await startCall([listening]);
    await talk.app.tokens(1, 'One two three four five. Six seven.');
    await talk.pass(300);
    talk.call.interrupt();
    const before = talk.heardMs();
    await talk.pass(2000);
    expect(talk.heardMs() - before).toBeLessThanOrEqual(20);
    expect(told(talk.app.messages).at(-1)).toBe(interrupted);
  });

  it('and verbs behind the one that takes their right away are kept', async () => {
    const talk = await startCall([
      listening,
      prompt,
      { verb: 'tag', data: { dropped: true } },
      { verb: 'config', bargeIn: { enable: false } },
      { verb: 'say', text: 'Kept.' },
    ]);
    await talk.pass(300);
    talk.call.interrupt();
    await talk.pass(600);
    expect(talk.call.info.customerData).toBeUndefined();
    expect(talk.synthesizer.calls.at(-1)!.tasks.map(({ text }) => text)).toEqual(['Kept.']);
    talk.news();
    talk.call.say('hello', true);
    await talk.settle();
    expect(talk.news()).toEqual([]);
  });

  it('and the verbs of the answer are run', async () => {
    const talk = await startCall([listening]);
    talk.call.say('hello', true);
    talk.app.ack(await talk.app.next('verb:hook'), [{ verb: 'tag', data: { answered: true } }]);
    await talk.settle();
    expect(talk.call.info.customerData).toEqual({ answered: true });
  });
});
