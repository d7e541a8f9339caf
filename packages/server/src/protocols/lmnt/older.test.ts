import { describe, expect, it } from 'vitest';
import { SpeechError } from '../../errors.js';
import {
  type Answer,
  bytesOf,
  call,
  command,
  finish,
  flush,
  isAudio,
  outline,
  reset,
  type Setting,
  sentence,
  texts,
  tokensIn,
  untyped,
} from './call.test.kit.js';

const words = 'Well, one two. Three!';
const complete = (verb: 'flush' | 'reset', nonce: number) => ({ complete: verb, nonce });
const isComplete = (verb: 'flush' | 'reset') => (answer: Answer) => !isAudio(answer) && answer.complete === verb;
const extras = (durations: unknown, buffer_empty: boolean) => ({ durations, buffer_empty });

/** How the dialects say the same. */
const dialects = [
  ['command', command, { command: 'flush', nonce: 1 }, { command: 'eof' }],
  ['untyped', untyped, { flush: true }, { eof: true }],
  ['untyped, of version 1.0', { ...untyped, 'lmnt-version': '1.0' }, { flush: 'true' }, { eof: 'true' }],
  ['untyped, of an early date', { ...untyped, 'lmnt-version': '2025-09-25' }, flush(1), finish],
] as const;

describe.each(dialects)('%s', (name, init, flushIt, finishIt) => {
  const ask = (setting: Setting = {}) => call({ init, ...setting });
  const answered = name === 'command' ? [complete('flush', 1)] : [];

  it('LMNT 15 hears nothing but audio without extras, and answers where the dialect has them', async () => {
    const talk = await ask();
    talk.say({ text: words }, flushIt, { text: words }, finishIt);
    const answers = await talk.rest();
    expect(outline(answers).filter((line) => line !== 'audio')).toEqual(answered);
    expect(bytesOf(answers)).toBe(2 * words.length * 2400);
    expect(await talk.client.closed).toEqual({ code: 1000, reason: '' });
  });

  it('LMNT 13 has extras by either name, also as text', async () => {
    for (const wishes of [{ send_extras: true }, { return_extras: 'True', sample_rate: '24000' }]) {
      const talk = await ask({ wishes });
      talk.say({ text: words }, finishIt);
      const tokens = tokensIn(await talk.rest());
      expect(tokens.map((token) => token.text).join('')).toBe(words);
    }
  });

  it('tells of audio before it comes, with times that begin with it', async () => {
    const talk = await ask({ wishes: { send_extras: true } });
    talk.say({ text: words }, finishIt);
    const answers = await talk.rest();
    for (const [index, answer] of answers.entries()) {
      if (!isAudio(answer) || answer.length === 0) continue;
      const tokens = tokensIn(answers.slice(index - 1, index));
      expect(tokens[0]?.start).toBe(0);
      const length = tokens.reduce((sum, { duration }) => sum + duration, 0);
      expect(length).toBeCloseTo(answer.length / 48_000, 5);
    }
  });

  it('hears of errors in plain words, and time passes before the close', async () => {
    const authenticate = async () => {
      throw new SpeechError('unauthorized', 'not known');
    };
    const talk = await ask({ parts: { access: { authenticate, grant: async () => '' } } });
    expect(await talk.next()).toEqual({ error: 'Invalid API key' });
    talk.clock.advance(299);
    expect(await talk.soFar()).toEqual([]);
    talk.clock.advance(1);
    expect(await talk.next()).toBeUndefined();
    expect(await talk.client.closed).toEqual({ code: 1002, reason: 'Invalid API key' });
  });

  it.each([
    ['no voice', { voice: undefined }],
    ['an unknown format', { format: 'flac' }],
    ['an unknown sample rate', { sample_rate: '44100' }],
  ])('LMNT 11 hears what is wrong with its first message: %s', async (_, wishes) => {
    const talk = await ask({ wishes });
    expect(await talk.rest()).toEqual([{ error: expect.any(String) }]);
    expect((await talk.client.closed).code).toBe(1002);
  });

  it('LMNT 14 has time to take the last message before the socket closes', async () => {
    const talk = await ask();
    talk.say({ text: 'Hi.' }, finishIt);
    await talk.until(isAudio);
    await talk.soFar();
    talk.clock.advance(299);
    expect(await talk.soFar()).toEqual([]);
    talk.clock.advance(1);
    expect(await talk.next()).toBeUndefined();
    expect((await talk.client.closed).code).toBe(1000);
  });

  it('LMNT 16 stops the engine when the client closes', async () => {
    const talk = await ask({ tones: { faults: [{ type: 'stall', atChunk: 1 }] } });
    talk.say({ text: sentence }, finishIt);
    await talk.until(isAudio);
    talk.client.close();
    await talk.synthesizer.calls[0]?.aborted;
    await talk.ended;
  });

  it('LMNT 1 takes everything at once', async () => {
    const talk = await ask();
    talk.say({ text: 'Hello there.' }, flushIt, finishIt);
    expect(outline(await talk.rest())).toEqual(['audio', ...answered]);
  });
});

describe('the command dialect', () => {
  it('LMNT 5, 7 answers in the order of the commands, what a reset voided before the reset', async () => {
    const talk = await call({ init: command, tones: { faults: [{ type: 'stall', atChunk: 1, call: 0 }] } });
    talk.say({ text: sentence }, { command: 'flush', nonce: 1 });
    await talk.until(isAudio);
    talk.say({ command: 'reset', nonce: 2 }, { text: 'New.' }, { command: 'flush', nonce: 3 }, { command: 'eof' });
    const answers = await talk.rest();
    expect(outline(answers)).toEqual([complete('flush', 1), complete('reset', 2), 'audio', complete('flush', 3)]);
    expect(bytesOf(answers)).toBe(4 * 2400);
  });

  it('sends audio whose words are dropped all the same, since a header may stand before it', async () => {
    const talk = await call({ init: command, wishes: { send_extras: true, format: 'ulaw' } });
    talk.say({ text: sentence.repeat(20) });
    const first = await talk.until(isAudio);
    expect(Buffer.from(first.at(-1) as Uint8Array).toString('latin1', 0, 4)).toBe('RIFF');
    talk.say({ command: 'reset', nonce: 2 }, { text: 'New.' }, { command: 'eof' });
    await talk.until(isComplete('reset'));
    const tokens = tokensIn(await talk.rest());
    expect(tokens.map((token) => token.text).join('')).toBe('New.');
  });

  it('tells the rest of an utterance before its flush is answered', async () => {
    const talk = await call({ init: command, wishes: { send_extras: true } });
    talk.say({ text: 'Hi 🙂' }, { command: 'flush', nonce: 1 });
    const answers = texts(await talk.until(isComplete('flush')));
    expect(answers.at(-1)).toEqual(complete('flush', 1));
    expect(answers.at(-2)).toMatchObject(extras(expect.any(Array), true));
    expect(tokensIn(answers).at(-1)?.text).toBe('');
  });
});

describe('the untyped dialect', () => {
  /** Text, audio, text, audio, to the very end. */
  function expectTurns(answers: readonly Answer[]): void {
    expect(answers.length % 2).toBe(0);
    for (const [index, answer] of answers.entries()) expect(isAudio(answer)).toBe(index % 2 === 1);
  }

  it.each([50, 1000])('LMNT 15 keeps strict turns with extras, at %i ms a character', async (msPerCharacter) => {
    const setting = { init: untyped, wishes: { return_extras: true, format: 'pcm_f32le' } };
    const talk = await call({ ...setting, tones: { msPerCharacter, chunkMs: 2000 } });
    talk.say({ text: words }, { flush: true }, { flush: true }, { text: ' \n' }, { flush: true }, { text: words });
    talk.say(reset(1), { text: 'New.' }, { eof: true });
    const answers = await talk.rest();
    expectTurns(answers);
    for (const told of texts(answers)) expect(told).toMatchObject(extras(expect.any(Array), expect.any(Boolean)));
    for (const { length } of answers.filter(isAudio)) expect(length).toBeLessThan(2 ** 20);
  });

  it('says that the buffer is empty once all that came was spoken, and not before', async () => {
    const talk = await call({ init: untyped, wishes: { return_extras: true } });
    talk.say({ text: 'One two. ' }, { flush: true }, { text: 'Three' }, { eof: true });
    const told = texts(await talk.rest()).map((answer) => {
      const { buffer_empty } = answer as { buffer_empty: boolean };
      return [
        tokensIn([answer])
          .map((token) => token.text)
          .join(''),
        buffer_empty,
      ];
    });
    expect(told).toEqual([
      ['One', false],
      [' two', false],
      ['.', false],
      [' ', false],
      ['Three', true],
      ['', true],
    ]);
  });

  it('resets without a word', async () => {
    const talk = await call({ init: untyped });
    talk.say({ text: words }, { type: 'reset', nonce: 1 }, { text: 'New.' }, { eof: true });
    expect(outline(await talk.rest())).toEqual(['audio']);
  });

  it('LMNT 20 speaks fifty sentences on one socket, each flushed, and says nothing else', async () => {
    const talk = await call({ init: untyped, wishes: { model: 'blizzard', format: 'raw', sample_rate: 24000 } });
    for (let turn = 0; turn < 50; turn += 1) {
      talk.say({ text: words }, { flush: true });
      let bytes = 0;
      while (bytes < words.length * 2400) bytes += bytesOf([(await talk.next())!]);
      expect(bytes).toBe(words.length * 2400);
    }
    expect(talk.synthesizer.calls).toHaveLength(50);
    talk.client.close();
    await talk.ended;
  });
});
