import { describe, expect, it } from 'vitest';
import { deferred } from '../../../../deferred.js';
import { testSpeech } from '../../../../testing/test-speech.js';
import { startCall, told } from './call.test.kit.js';

const background = { verb: 'config', ttsStream: { enable: true } };
const foreground = { verb: 'say', stream: true };
const tag = { verb: 'tag', data: { after: true } };
const sentence = 'One two three four five. ';
const [open, closed, empty] = ['open', 'closed', 'empty'].map((event) => `tts:streaming-event stream_${event}`);

describe('a clear ends all text that was given before', () => {
  it('to a voice that is still being opened', async () => {
    const service = await testSpeech();
    const opening = deferred();
    const speech: typeof service = {
      ...service,
      async open(options) {
        await opening.promise;
        return service.open(options);
      },
    };
    const talk = await startCall([{ ...foreground, text: sentence }, tag], { order: { speech } });
    talk.app.command('tts:clear');
    await talk.settle();
    opening.resolve();
    await talk.pass(1000);
    expect(talk.heardMs()).toBe(0);
    expect(told(talk.app.messages).slice(3)).toEqual([open, closed]);
    expect(talk.call.info.customerData).toEqual({ after: true });
  });

  it('of a say that is longer than what may wait', async () => {
    const text = sentence.repeat(200);
    const talk = await startCall([{ ...foreground, text }, tag], { options: { backlogSeconds: 1 } });
    await talk.pass(500);
    talk.app.command('tts:clear');
    const before = talk.heardMs();
    await talk.pass(1000);
    expect(talk.heardMs() - before).toBeLessThanOrEqual(20);
    expect(talk.call.info.customerData).toEqual({ after: true });
  });

  it('but none that comes behind it, in the same breath', async () => {
    const talk = await startCall([background]);
    talk.app.command('tts:clear');
    talk.app.command('tts:tokens', { id: 1, tokens: sentence });
    await talk.pass(500);
    expect(talk.heardMs()).toBeGreaterThan(300);
  });
});

describe('a streaming say whose tokens the application clears', () => {
  it.each(['enhanced', 'exact'] as const)('is over, as if they had been heard: %s', async (mode) => {
    const talk = await startCall([foreground, tag], { options: { mode } });
    await talk.app.tokens(1, sentence);
    await talk.pass(300);
    talk.app.command('tts:clear');
    await talk.settle();
    expect(talk.call.info.customerData).toEqual({ after: true });
    expect(told(talk.app.messages)).not.toContain(empty);
  });

  it('is over as well where its own text was still waiting for the end of a sentence', async () => {
    const talk = await startCall([background], { options: { mode: 'exact' } });
    talk.app.command('redirect', [{ ...foreground, text: 'One two' }, tag]);
    await talk.pass(300);
    talk.app.command('tts:clear');
    await talk.pass(3000);
    expect(talk.heardMs()).toBe(0);
    expect(talk.call.info.customerData).toEqual({ after: true });
  });

  it('goes on where there was nothing to clear', async () => {
    const talk = await startCall([foreground, tag]);
    talk.app.command('tts:clear');
    await talk.pass(300);
    expect(talk.call.info.customerData).toBeUndefined();
    expect(told(talk.app.messages).at(-1)).toBe(open);
  });
});

describe('a say over the stream of the call, when it is killed', () => {
  const long = { verb: 'say', text: sentence.repeat(3) };

  it('is silent at once, and no event says so', async () => {
    const talk = await startCall([{ ...background, autoStreamTts: true }, long]);
    await talk.pass(500);
    talk.news();
    talk.app.command('redirect', [tag]);
    await talk.settle();
    const before = talk.heardMs();
    await talk.pass(2000);
    expect(talk.heardMs() - before).toBeLessThanOrEqual(20);
    expect(talk.hushCount()).toBe(1);
    expect(talk.news()).toEqual([]);
  });

  it('takes no tokens with it that come in the same breath', async () => {
    const talk = await startCall([{ ...background, autoStreamTts: true }, long]);
    await talk.pass(500);
    talk.app.command('redirect', [tag]);
    talk.app.command('tts:tokens', { id: 1, tokens: 'Six seven eight nine.' });
    talk.app.command('tts:flush');
    await talk.settle();
    const before = talk.heardMs();
    await talk.pass(1500);
    expect(talk.heardMs() - before).toBeGreaterThan(900);
    expect(told(talk.app.messages).at(-1)).toBe(empty);
  });

  it('leaves tokens alone where it had not spoken', async () => {
    const talk = await startCall([background, foreground]);
    await talk.app.tokens(1, sentence);
    talk.app.command('tts:flush');
    await talk.pass(200);
    talk.app.command('redirect', [tag]);
    await talk.pass(2000);
    expect(talk.heardMs()).toBeGreaterThan(1000);
  });

  it('leaves tokens alone where what it said has been heard', async () => {
    const talk = await startCall([
      { ...background, autoStreamTts: true },
      { verb: 'say', text: ['One.', 'silence_stream://60000'] },
    ]);
    await talk.pass(500);
    talk.app.command('tts:tokens', { id: 1, tokens: sentence });
    talk.app.command('tts:flush');
    await talk.settle();
    talk.app.command('redirect', [tag]);
    await talk.pass(2000);
    expect(talk.heardMs()).toBeGreaterThan(1200);
  });
});

describe('stream_empty', () => {
  it('is not told for a flush that ends no text', async () => {
    const talk = await startCall([background]);
    talk.app.command('tts:flush');
    await talk.pass(100);
    expect(told(talk.app.messages)).not.toContain(empty);
    await talk.app.tokens(1, 'One. ');
    talk.app.command('tts:flush');
    talk.app.command('tts:flush');
    await talk.pass(1000);
    talk.app.command('tts:flush');
    await talk.pass(100);
    expect(told(talk.app.messages).filter((word) => word === empty).length).toBe(1);
  });

  it('is not told for a flush behind a clear', async () => {
    const talk = await startCall([background]);
    await talk.app.tokens(1, sentence);
    await talk.pass(200);
    talk.app.command('tts:clear');
    talk.app.command('tts:flush');
    await talk.pass(500);
    expect(told(talk.app.messages)).not.toContain(empty);
  });
});
