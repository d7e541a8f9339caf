import { describe, expect, it } from 'vitest';
import { call, close, flush, flushed, sentence, speak } from './call.test.kit.js';
import { strictDefaults } from './options.js';

describe('what is not understood, and what is too much', () => {
  it('B1 ends with 1003 for binary', async () => {
    const talk = await call();
    talk.client.send(new Uint8Array([1, 2]));
    const { code, reason } = await talk.client.closed;
    expect({ code, word: reason.slice(0, 13) }).toEqual({ code: 1003, word: 'MESSAGE-0000:' });
  });

  it('B4 answers the 21st flush with a Warning, keeps its text, and gives it no number', async () => {
    const talk = await call({ options: strictDefaults });
    talk.say(...Array.from({ length: 20 }, () => flush), speak('Kept'), flush);
    const description = 'Flush limit reached: 20 per 60 s. This Flush was ignored, its text is kept.';
    const [code, type] = ['EXCESSIVE_FLUSH', 'Warning'];
    const warnings = (await talk.until('Warning')).filter(
      (answer) => typeof answer !== 'string' && answer.type === type,
    );
    expect(warnings).toEqual([{ type, code, description, warn_code: code, warn_msg: description }]);
    talk.clock.advance(60_000);
    talk.say(flush, close);
    const answers = await talk.rest();
    expect(answers).toContain('audio');
    expect(answers.at(-1)).toEqual(flushed(20));
  });

  it.each([
    ['2 001 characters in a message', [speak('x'.repeat(2001))], 1009, 'BIG-0001'],
    ['2 401 characters in a minute', [speak('x'.repeat(1200)), speak('x'.repeat(1201))], 1008, 'DATA-0001'],
  ])('B4 ends for %s', async (_, messages, code, word) => {
    const talk = await call({ options: strictDefaults });
    talk.say(...messages);
    const closing = await talk.client.closed;
    expect(closing.code).toBe(code);
    expect(closing.reason.startsWith(`${word}: `)).toBe(true);
  });

  it('B4 ends when the time of the session is over, and stops the engine', async () => {
    const talk = await call({ options: strictDefaults, tones: { faults: [{ type: 'stall', atChunk: 1 }] } });
    talk.say(speak(sentence), flush);
    await talk.until('audio');
    talk.clock.advance(60 * 60_000);
    const { code, reason } = await talk.client.closed;
    expect({ code, word: reason.slice(0, 9) }).toEqual({ code: 1011, word: 'NET-0003:' });
    await talk.synthesizer.calls[0]?.aborted;
  });

  it('ends when more text waits than there is room for', async () => {
    const talk = await call({ parts: { limits: { maxBufferedCharacters: 10 } } });
    talk.say(speak('more than ten characters'));
    expect(await talk.client.closed).toMatchObject({ code: 1009, reason: expect.stringMatching(/^BIG-0001: /) });
  });

  it('L4 finishes an active flush when the server drains, then closes with 1012', async () => {
    const talk = await call();
    talk.say(speak(sentence), flush);
    await talk.until('audio');
    talk.drain();
    expect((await talk.rest()).at(-1)).toEqual(flushed(0));
    expect((await talk.client.closed).code).toBe(1012);
  });
});
