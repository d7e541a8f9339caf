import { describe, expect, it } from 'vitest';
import {
  type Answer,
  audioOf,
  bytesOf,
  call,
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

  it.each([
    ['before the session', connect],
    ['in the session', call],
  ])('stays open by its own pings alone, %s', async (_, begin) => {
    const talk = await begin();
    for (let count = 0; count < 5; count += 1) {
      talk.client.ping();
      talk.clock.advance(4 * minute);
      expect(await talk.soFar()).toEqual([]);
    }
    talk.clock.advance(minute);
    expect(await talk.rest()).toEqual([expect.objectContaining({ code: 'idle_timeout_exceeded' })]);
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

  it('is not one that was understood and cannot be done: that never ends the connection', async () => {
    const options = { limits: { mistakes: 3 } };
    const early = await connect({ options });
    early.say({ type: 'init', config: { sample_rate: 1 } });
    for (let count = 0; count < 21; count += 1) early.say(text('And '));
    early.say(init);
    expect((await early.until('ready')).map(({ code }) => code)).toEqual([
      'config_error',
      ...Array.from({ length: 21 }, () => 'not_ready'),
      undefined,
    ]);

    const talk = await call({ options });
    for (let count = 0; count < 21; count += 1) talk.say(init);
    talk.say(flush);
    expect(turnOf(await talk.until('audio_end')).filter((type) => type !== 'error')).toEqual(['flushed', 'audio_end']);
  });

  it('is not one that comes too fast: each turn without room has one error, and the others are spoken', async () => {
    const talk = await call({
      options: { limits: { mistakes: 3 } },
      parts: { limits: { maxBufferedCharacters: 200 } },
    });
    for (let count = 1; count <= 60; count += 1) talk.say(text(`${sentence} `, count % 5 === 0));
    talk.say(text('Last.', true));
    const answers: Answer[] = [];
    const ended = () => answers.filter(({ type }) => type === 'error' || type === 'audio_end').length;
    while (ended() < 13) answers.push(...(await talk.soFar()));
    const codes = answers.flatMap(({ code }) => (code === undefined ? [] : [code]));
    expect(codes.length).toBeGreaterThan(3);
    expect(new Set(codes)).toEqual(new Set(['backpressure']));
    expect(answers.at(-1)).toMatchObject({ type: 'audio_end' });
    talk.say(text(sentence, true));
    expect(audioOf(await talk.until('audio_end'))).toHaveLength(bytesOfSentence);
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
