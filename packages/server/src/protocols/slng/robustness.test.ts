import { describe, expect, it } from 'vitest';
import {
  audioOf,
  bytesOf,
  call,
  clear,
  connect,
  flush,
  init,
  keepalive,
  sentence,
  text,
  turnOf,
} from './call.test.kit.js';

const bytesOfSentence = await bytesOf(sentence);
const minute = 60_000;

describe('SLNG 37 a silent connection', () => {
  it('is told so after five minutes, and closed', async () => {
    const talk = await call();
    talk.clock.advance(5 * minute);
    expect(await talk.rest()).toEqual([
      expect.objectContaining({ type: 'error', code: 'idle_timeout_exceeded', slng_request_id: talk.visit.id }),
    ]);
    expect((await talk.client.closed).code).toBe(1000);
    await talk.ended;
    expect(talk.clock.waiting).toBe(0);
  });

  it('is told so although it never began', async () => {
    const talk = await connect();
    talk.clock.advance(5 * minute);
    expect(await talk.rest()).toEqual([expect.objectContaining({ code: 'idle_timeout_exceeded' })]);
  });

  it.each([
    ['before the session', connect],
    ['in the session', call],
  ])('stays open by keepalive alone, %s', async (_, begin) => {
    const talk = await begin();
    for (let count = 0; count < 5; count += 1) {
      talk.say(keepalive);
      expect(await talk.soFar()).toEqual([]);
      talk.clock.advance(4 * minute);
    }
    talk.say(init);
    expect((await talk.soFar())[0]).toMatchObject({ type: expect.stringMatching(/ready|error/) });
  });

  it('is one to which nothing is said either', async () => {
    const talk = await call({ tones: { faults: [{ type: 'stall', atChunk: 1 }] } });
    talk.say(text(sentence));
    talk.clock.advance(4 * minute);
    await talk.until('audio');
    talk.clock.advance(4 * minute);
    expect(await talk.soFar()).toEqual([]);
  });

  it('may be silent for as long as the operator says', async () => {
    const talk = await call({ options: { limits: { idleSeconds: null, sessionMinutes: 30 } } });
    talk.clock.advance(29 * minute);
    expect(await talk.soFar()).toEqual([]);
    talk.clock.advance(minute);
    expect(await talk.rest()).toEqual([expect.objectContaining({ code: 'max_connection_duration_exceeded' })]);
  });
});

describe('SLNG 38 a message that is none', () => {
  it.each([
    ['malformed JSON', '{"type":'],
    ['an array', '[1,2]'],
    ['null', 'null'],
    ['no type', '{"text":"Hello."}'],
    ['an unknown type', '{"type":"dance"}'],
    ['a type that is no text', '{"type":{}}'],
    ['a text that is none', '{"type":"text","text":7}'],
    ['a text without its text', '{"type":"text"}'],
  ])('is told, and the turn goes on: %s', async (_, message) => {
    const talk = await call();
    talk.say(text(sentence), message, flush);
    const answers = await talk.until('audio_end');
    expect(answers.filter(({ type }) => type === 'error')).toEqual([
      {
        type: 'error',
        code: 'invalid_request',
        message: expect.any(String),
        slng_request_id: talk.visit.id,
      },
    ]);
    expect(audioOf(answers)).toHaveLength(bytesOfSentence);
  });

  it('is also every binary one', async () => {
    const talk = await call();
    talk.client.send(new Uint8Array([1, 2]));
    expect(await talk.until('error')).toEqual([expect.objectContaining({ code: 'invalid_request' })]);
    talk.say(flush);
    await talk.until('audio_end');
  });

  it('ends the connection when nothing else comes, before and in the session', async () => {
    for (const begin of [connect, call]) {
      const talk = await begin({ options: { limits: { mistakes: 3 } } });
      talk.say('x', 'x', 'x', keepalive, 'x', 'x', 'x', 'x', 'x');
      const errors = await talk.rest();
      expect(errors).toHaveLength(7);
      expect(errors.at(-1)).toMatchObject({ type: 'error', code: 'invalid_request' });
      expect((await talk.client.closed).code).toBe(1008);
    }
  });
});

describe('SLNG 39 too much text', () => {
  const tooLong = 'x'.repeat(5001);
  const refused = expect.objectContaining({ type: 'error', code: 'payload_too_large' });

  it('in one message is refused, and with it the rest of its turn; the next is spoken', async () => {
    const talk = await call();
    talk.say(text('What came before'), text(tooLong), flush, text(sentence), flush);
    const answers = await talk.until('audio_end');
    expect(turnOf(answers)).toEqual(['error', 'audio', 'flushed', 'audio_end']);
    expect(answers[0]).toEqual(refused);
    expect(audioOf(answers)).toHaveLength(bytesOfSentence);
    expect(await talk.soFar()).toEqual([]);
  });

  it('with an inline flush is refused with it', async () => {
    const talk = await call();
    talk.say(text('What came before '), text(tooLong, true), flush);
    expect(await talk.until('audio_end')).toEqual([refused, { type: 'flushed' }, { type: 'audio_end', duration: 0 }]);
  });

  it('does not touch the turn before it', async () => {
    const talk = await call();
    talk.say(text(sentence), flush, text(tooLong), clear, text(tooLong), flush, text(sentence, true));
    const answers = await talk.until('audio_end');
    expect(turnOf(answers.filter(({ type }) => type !== 'error'))).toEqual(['cleared', 'audio', 'audio_end']);

    const other = await call();
    other.say(text(sentence), flush, text('And'), text(tooLong), text(sentence, true));
    expect(turnOf((await other.until('audio_end')).slice(1))).toEqual(['audio', 'flushed', 'audio_end']);
    const next = await other.until('audio_end');
    expect(turnOf(next)).toEqual(['audio', 'audio_end']);
    expect(audioOf(next)).toHaveLength(bytesOfSentence);
  });

  it('that was heard in part ends where it was refused', async () => {
    const talk = await call({ tones: { msPerCharacter: 1000 } });
    talk.say(text(`${sentence} ${sentence}`));
    await talk.until('audio');
    talk.say(text(tooLong), flush, text('Hi.', true));
    const answers = await talk.until('audio_end');
    const error = answers.findIndex(({ type }) => type === 'error');
    expect(turnOf(answers.slice(error))).toEqual(['error', 'audio', 'audio_end']);
    expect(answers.at(-1)).toEqual({ type: 'audio_end', duration: 3 });
  });

  it('stops the engine, which had enough to say', async () => {
    const talk = await call({ tones: { faults: [{ type: 'stall', atChunk: 1, call: 0 }] } });
    talk.say(text(`${sentence} And`));
    await talk.until('audio');
    talk.say(text(tooLong));
    await talk.synthesizer.calls[0]?.aborted;
    talk.say(text(sentence, true));
    expect(audioOf(await talk.until('audio_end'))).toHaveLength(bytesOfSentence);
  });

  it('in one turn is refused, and counted anew with the next', async () => {
    const talk = await call({ options: { limits: { turnCharacters: 10 } } });
    talk.say(text('123456'), text('12345'), text('123456', true), text('1234567890', true));
    const answers = [...(await talk.until('audio_end')), ...(await talk.until('audio_end'))];
    expect(turnOf(answers)).toEqual(['error', 'audio', 'audio_end', 'audio', 'audio_end']);
    expect(answers[0]).toEqual(refused);
  });

  it('for the server is told as such', async () => {
    const talk = await call({ parts: { limits: { maxBufferedCharacters: 10 } } });
    talk.say(text('More than ten characters'), flush, text('Less.', true));
    const answers = await talk.until('audio_end');
    expect(turnOf(answers)).toEqual(['error', 'audio', 'audio_end']);
    expect(answers[0]).toMatchObject({ code: 'backpressure' });
  });

  it('counts characters as people do', async () => {
    const talk = await call({ options: { limits: { messageCharacters: 3 } } });
    talk.say(text('👩👩👩', true));
    await talk.until('audio_end');
  });
});

describe('SLNG 41 an engine that fails', () => {
  const failsAt = (atChunk: number) => ({ faults: [{ type: 'fail' as const, atChunk, call: 0 }] });

  it.each([0, 1])('at piece %i costs the turn, which is told by provider_error alone', async (atChunk) => {
    const talk = await call({ tones: failsAt(atChunk) });
    talk.say(text(sentence), flush);
    const answers = [...(await talk.until('error')), ...(await talk.soFar())];
    expect(turnOf(answers)).toEqual(atChunk === 0 ? ['error'] : ['audio', 'error']);
    expect(answers.at(-1)).toMatchObject({ code: 'provider_error', slng_request_id: talk.visit.id });
    talk.say(text('Hello.'), flush);
    const next = await talk.until('audio_end');
    expect(turnOf(next)).toEqual(['audio', 'flushed', 'audio_end']);
    expect(next.at(-1)).toMatchObject({ duration: 0.3 });
    const spoken = talk.synthesizer.calls.flatMap(({ tasks }) => tasks.map((task) => task.text));
    expect(spoken.filter((task) => task.includes('One two'))).toHaveLength(1);
  });

  it('before the flush makes that go unanswered, and only that', async () => {
    const talk = await call({ tones: failsAt(1) });
    talk.say(text(`${sentence} And`));
    await talk.until('error');
    talk.say(flush);
    expect(await talk.soFar()).toEqual([]);
    talk.say(flush, text('Hello.', true));
    expect(turnOf(await talk.until('audio_end'))).toEqual(['flushed', 'audio_end']);
    expect(turnOf(await talk.until('audio_end'))).toEqual(['audio', 'audio_end']);
  });

  it('before the flush has text that follows answered as a turn of its own', async () => {
    const talk = await call({ tones: failsAt(1) });
    talk.say(text(`${sentence} And`));
    await talk.until('error');
    talk.say(text('Hello.'), flush);
    const answers = await talk.until('audio_end');
    expect(turnOf(answers)).toEqual(['audio', 'flushed', 'audio_end']);
    expect(answers.at(-1)).toMatchObject({ duration: 0.3 });
  });

  it('does not touch the turn behind it', async () => {
    const talk = await call({ tones: failsAt(1) });
    talk.say(text(sentence), flush, text(sentence, true));
    await talk.until('error');
    const next = await talk.until('audio_end');
    expect(turnOf(next)).toEqual(['audio', 'audio_end']);
    expect(audioOf(next)).toHaveLength(bytesOfSentence);
  });
});

it('SLNG 42 finishes the turn in progress when the server stops, then closes with 1001', async () => {
  const talk = await call();
  talk.say(text(sentence), flush);
  await talk.until('audio');
  talk.drain();
  const answers = await talk.rest();
  expect(turnOf(answers).slice(-3)).toEqual(['flushed', 'audio_end', 'error']);
  expect(answers.at(-1)).toMatchObject({ code: 'backend_error' });
  expect((await talk.client.closed).code).toBe(1001);
});
