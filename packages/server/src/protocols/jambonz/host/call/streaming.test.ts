import { describe, expect, it } from 'vitest';
import { spokenMs, startCall, told } from './call.test.kit.js';

const exact = { mode: 'exact' } as const;
const background = { verb: 'config', ttsStream: { enable: true } };
const foreground = { verb: 'say', stream: true };
const tag = { verb: 'tag', data: { after: true } };
const sentence = 'One two three four five. ';
const [open, closed, empty] = ['open', 'closed', 'empty'].map((event) => `tts:streaming-event stream_${event}`);

describe('a background stream', () => {
  it('goes as an application for language models expects it', async () => {
    const talk = await startCall([
      { verb: 'config', ttsStream: { enable: true }, bargeIn: { enable: true, sticky: true, actionHook: '/speech' } },
      { verb: 'say', text: 'Hi.' },
    ]);
    await talk.pass(400);
    talk.call.say('what are your', false);
    talk.call.say('what are your hours', true);
    const hook = await talk.app.next('verb:hook');
    talk.app.ack(hook);
    expect(await talk.app.tokens(1, 'We open ')).toEqual({ id: 1, status: 'ok' });
    expect(await talk.app.tokens(2, 'at nine.')).toEqual({ id: 2, status: 'ok' });
    talk.app.command('tts:flush');
    await talk.pass(1500);
    talk.call.hangUp();
    await talk.call.ended;
    expect(told(talk.app.messages)).toEqual([
      'session:new',
      'call:status trying',
      'call:status in-progress',
      open,
      'tts:streaming-event user_interruption',
      'verb:hook /speech speechDetected',
      'tts:tokens-result ok',
      'tts:tokens-result ok',
      empty,
      closed,
      'call:status completed',
    ]);
    expect(hook.data.speech).toMatchObject({
      is_final: true,
      alternatives: [{ transcript: 'what are your hours', confidence: 1 }],
    });
  });

  it('speaks what came before it was there, before it says that it is', async () => {
    const talk = await startCall([{ verb: 'answer' }]);
    await talk.app.tokens(1, sentence);
    talk.app.command('tts:flush');
    talk.app.command('config', { ttsStream: { enable: true } });
    await talk.app.next('tts:streaming-event');
    await talk.pass(1500);
    expect(talk.heardMs()).toBeGreaterThan(spokenMs(sentence) - 150);
    expect(told(talk.app.messages).slice(-2)).toEqual([open, empty]);
  });

  it('is told to pause once and to go on once, before and after the refusal', async () => {
    const talk = await startCall([{ verb: 'answer' }]);
    talk.news();
    await talk.app.tokens(1, 'x'.repeat(1000));
    expect(await talk.app.tokens(2, 'more')).toEqual({ id: 2, status: 'failed', reason: 'full' });
    await talk.app.tokens(2, 'more');
    talk.app.command('config', { ttsStream: { enable: true } });
    await talk.settle();
    expect(talk.news()).toEqual([
      'tts:tokens-result ok',
      'tts:streaming-event stream_paused',
      'tts:tokens-result failed full',
      'tts:tokens-result failed full',
      'tts:streaming-event stream_resumed',
      open,
    ]);
    expect(await talk.app.tokens(2, 'more')).toEqual({ id: 2, status: 'ok' });
  });

  it('is opened once, however often it is enabled, and again with another voice after it was disabled', async () => {
    const talk = await startCall([background, background]);
    await talk.app.tokens(1, 'One. ');
    talk.app.command('tts:flush');
    await talk.pass(500);
    expect(told(talk.app.messages).filter((word) => word === open).length).toBe(1);
    talk.app.command('config', { ttsStream: { enable: false } });
    talk.app.command('config', { ttsStream: { enable: false } });
    const synthesizer = { vendor: 'tone', voice: 'en/male' };
    talk.app.command('config', { ttsStream: { enable: true, synthesizer } });
    await talk.app.tokens(2, 'Two. ');
    talk.app.command('tts:flush');
    await talk.pass(500);
    expect(told(talk.app.messages).filter((word) => [open, closed].includes(word))).toEqual([open, closed, open]);
    expect(talk.synthesizer.calls.map(({ request }) => request.voice.id)).toEqual(['tone/en/female', 'tone/en/male']);
  });

  it('takes its turn behind a prompt that is being played', async () => {
    const talk = await startCall([background, { verb: 'say', text: sentence.repeat(2) }]);
    await talk.pass(200);
    await talk.app.tokens(1, 'Two. ');
    talk.app.command('tts:flush');
    await talk.pass(4000);
    const gaps = talk.heard.filter(({ atMs }, at) => at > 0 && atMs < talk.heard[at - 1]!.atMs);
    expect(gaps).toEqual([]);
    expect(talk.heardMs()).toBeGreaterThan(spokenMs(sentence.repeat(2)));
    expect(told(talk.app.messages).at(-1)).toBe(empty);
  });

  it('says nothing when the call ends, where jambonz does not', async () => {
    const talk = await startCall([background], { options: exact });
    talk.call.hangUp();
    await talk.call.ended;
    expect(told(talk.app.messages).slice(-2)).toEqual([open, 'call:status completed']);
  });

  it('is silent within a frame of a clear, and says nothing of it', async () => {
    const talk = await startCall([background]);
    await talk.app.tokens(1, sentence);
    await talk.pass(300);
    const before = talk.heardMs();
    talk.news();
    talk.app.command('tts:clear');
    await talk.pass(2000);
    expect(talk.heardMs() - before).toBeLessThanOrEqual(20);
    expect(talk.hushCount()).toBe(1);
    expect(talk.news()).toEqual([]);
  });

  it('tells what was heard, where the application wants to know, and how much before an interruption', async () => {
    const verbs = [{ ...background, trackTtsPlayout: true, bargeIn: { enable: true, actionHook: '/x' } }];
    const talk = await startCall(verbs);
    await talk.app.tokens(1, 'One two. ');
    talk.app.command('tts:flush');
    await talk.pass(800);
    await talk.app.tokens(2, sentence);
    await talk.pass(500);
    talk.call.interrupt();
    await talk.settle();
    const spoken = talk.app.messages.filter(({ data }) => data.event_type === 'tts_spoken').map(({ data }) => data);
    expect(spoken).toEqual([
      { event_type: 'tts_spoken', text: 'One two. ', bargein: false },
      { event_type: 'tts_spoken', text: expect.stringMatching(/^One two/), bargein: true },
    ]);
  });
});

describe('a streaming say', () => {
  it('holds the verbs back until it has run empty, and has an opening and an end', async () => {
    const talk = await startCall([foreground, foreground, tag]);
    await talk.app.tokens(1, sentence);
    talk.app.command('tts:flush');
    await talk.pass(2000);
    expect(told(talk.app.messages).slice(3)).toEqual([open, 'tts:tokens-result ok', empty, closed, open]);
    expect(talk.call.info.customerData).toBeUndefined();
    await talk.app.tokens(2, sentence);
    talk.app.command('tts:flush');
    await talk.pass(2000);
    expect(talk.call.info.customerData).toEqual({ after: true });
  });

  it('speaks its own text and ends', async () => {
    const talk = await startCall([{ ...foreground, text: ['One two.', 'Three.'] }, tag]);
    await talk.pass(1500);
    expect(told(talk.app.messages).slice(3)).toEqual([open, empty, closed]);
    expect(talk.synthesizer.calls[0]!.tasks.map(({ text }) => text).join('')).toMatch(/^One two. +Three.$/);
    expect(talk.call.info.customerData).toEqual({ after: true });
  });

  it('ends though its text makes no sound', async () => {
    const talk = await startCall([{ ...foreground, text: '🙂' }, tag]);
    await talk.pass(1000);
    expect(talk.call.info.customerData).toEqual({ after: true });
  });

  it('is closed when it is killed', async () => {
    const talk = await startCall([foreground]);
    await talk.app.tokens(1, sentence);
    await talk.pass(200);
    talk.app.command('redirect', [tag]);
    await talk.settle();
    expect(told(talk.app.messages).at(-1)).toBe(closed);
    const before = talk.heardMs();
    await talk.pass(1000);
    expect(talk.heardMs()).toBe(before);
  });

  it('within a gather ends with it', async () => {
    const talk = await startCall([{ verb: 'gather', numDigits: 1, say: { stream: true }, actionHook: '/x' }]);
    await talk.app.tokens(1, sentence);
    await talk.pass(200);
    talk.call.press('1');
    await talk.app.next('verb:hook');
    await talk.settle();
    expect(told(talk.app.messages).filter((word) => word === closed).length).toBe(1);
  });

  it('is not ended by switching the background stream off, which is another', async () => {
    const talk = await startCall([foreground]);
    talk.app.command('config', { ttsStream: { enable: false } });
    await talk.settle();
    expect(told(talk.app.messages).at(-1)).toBe(open);
  });

  it('becomes the background stream where that is enabled meanwhile', async () => {
    const talk = await startCall([foreground]);
    talk.app.command('config', { ttsStream: { enable: true } });
    await talk.app.tokens(1, sentence);
    talk.app.command('tts:flush');
    await talk.pass(2000);
    expect(told(talk.app.messages).slice(3)).toEqual([open, 'tts:tokens-result ok', empty]);
  });

  it('is what every say becomes with autoStreamTts, with a stream of its own or the one there is', async () => {
    const own = await startCall([{ verb: 'config', autoStreamTts: true }, { verb: 'say', text: 'One two.' }, tag]);
    await own.pass(1000);
    expect(told(own.app.messages).slice(3)).toEqual([open, empty, closed]);
    expect(own.call.info.customerData).toEqual({ after: true });
    const lent = await startCall([{ ...background, autoStreamTts: true }, { verb: 'say', text: 'One two.' }, tag]);
    await lent.pass(1000);
    expect(told(lent.app.messages).slice(3)).toEqual([open, empty]);
    expect(lent.call.info.customerData).toEqual({ after: true });
  });

  it('is not what a say without a text becomes', async () => {
    const talk = await startCall([{ verb: 'config', autoStreamTts: true }, { verb: 'say', text: '' }, tag]);
    expect(talk.call.info.customerData).toEqual({ after: true });
  });

  it('does not wait for text of its own that the application has cleared', async () => {
    const talk = await startCall([{ ...background, autoStreamTts: true }, { verb: 'say', text: sentence }, tag]);
    await talk.pass(300);
    talk.app.command('tts:clear');
    await talk.settle();
    expect(talk.call.info.customerData).toEqual({ after: true });
  });
});
