/** Text in, audio out, over LMNT's socket and from the real engine. The numbers are those of the protocol's test list. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DecodableFormat, decode, forJudging } from '../support/decode.js';
import {
  type DialectName,
  dialects,
  dialLmnt,
  talkToLmnt,
  tokensOf,
  untilAudio,
  untilClosed,
  untilNonce,
} from '../support/lmnt-talk.js';
import { roadTo } from '../support/road.js';
import { expectSameLength, expectSpeech } from '../support/sound.js';
import { type TestServer, testServer } from '../support/test-server.js';
import { chapter, firstReply, secondReply } from '../support/texts.js';

const { text, flush, reset, finish } = dialects.typed;

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ protocols: { lmnt: { lingerMs: 20 } } });
});
afterAll(() => server.close());

/** What a text sounds like when nothing else is going on. */
async function alone(...parts: readonly string[]): Promise<Buffer> {
  const talk = await talkToLmnt(server.url, 'typed');
  talk.say(...parts.map(text), finish);
  return (await untilClosed(talk)).audio;
}

describe('LMNT 1 everything that a client has to say', () => {
  const everything = [dialects.typed.init, text(firstReply), flush(1), finish];

  async function isSpoken(url: string): Promise<void> {
    const talk = await dialLmnt(url);
    talk.say(...everything);
    const { audio, answers } = await untilClosed(talk);
    expect(answers).toEqual([
      { type: 'ready', request_id: talk.headers['request-id'] },
      { type: 'flush_complete', nonce: 1 },
    ]);
    expectSpeech(audio, firstReply);
    expect(await talk.closed).toEqual({ code: 1000, reason: '' });
  }

  it('may come in one packet', () => isSpoken(server.url));

  it.each([1, 7])('may come in packets of %i bytes', async (bytes) => {
    const road = await roadTo(server.url, bytes);
    await isSpoken(road.url);
    road.close();
  });
});

it('accepts no compression, although it is offered', async () => {
  const talk = await dialLmnt(server.url, { perMessageDeflate: true });
  expect(talk.headers['sec-websocket-extensions']).toBeUndefined();
  talk.ws.close();
});

it('LMNT 2 speaks the same, wherever the text is split', async () => {
  const said =
    'Dr. Smith paid $3.50 at 5 p.m., i.e. too much 👩‍👩‍👧. "Re\u0301ally?" she asked. Yes, Mr. Jones, really!';
  const whole = await alone(said);
  expectSpeech(whole, said);
  // Also between the two halves of a character, as a client may that knows nothing of them.
  for (const parts of [said.split(/(?<= )/), [...said], said.split('')]) expectSameLength(await alone(...parts), whole);
});

describe('LMNT 5 a reset in the middle of the audio', () => {
  it.each(['typed', 'command'] as const)('leaves only the new text to be heard, in the %s dialect', async (dialect) => {
    const words = dialects[dialect];
    const expected = await alone(secondReply);
    const cancelled = await server.figures.read('tts_utterances_total', { outcome: 'cancelled' });
    const talk = await talkToLmnt(server.url, dialect);
    talk.say(words.text(chapter), words.flush(1));
    await untilAudio(talk);
    talk.say(words.reset(2), words.text(secondReply), words.flush(3), words.finish);
    const { answers } = await untilNonce(talk, 2);
    const types = { typed: ['flush_complete', 'reset_complete'], command: ['flush', 'reset'] }[dialect];
    expect(answers.map(({ type, complete, nonce }) => [type ?? complete, nonce])).toEqual([
      [types[0], 1],
      [types[1], 2],
    ]);
    expectSameLength((await untilClosed(talk)).audio, expected);
    expect((await talk.closed).code).toBe(1000);
    await server.figures.until('tts_utterances_total', cancelled + 1, { outcome: 'cancelled' });
  });
});

describe('LMNT 9 audio comes in messages of whole samples that no client finds too long', () => {
  // Where times are told, audio is cut where words end; at this speed some of them are longer than a message may be.
  const slowly = { sample_rate: 24_000, speed: 0.5, return_timestamps: true };

  it.each([
    ['pcm_s16le', 2, { sample_rate: 8000 }],
    ['pcm_s16le', 2, { sample_rate: 16_000 }],
    ['pcm_s16le', 2, slowly],
    ['pcm_f32le', 4, { sample_rate: 24_000 }],
    ['pcm_f32le', 4, slowly],
  ] as const)('in %s of %i bytes: %o', async (format, width, wishes) => {
    const talk = await talkToLmnt(server.url, 'typed', { format, ...wishes });
    talk.say(text(firstReply), finish);
    const { messages, audio } = await untilClosed(talk);
    const lengths = messages.flatMap((message) => (Buffer.isBuffer(message) ? message.length : []));
    expect(lengths.filter((length) => length === 0 || length % width !== 0)).toEqual([]);
    const longest = Math.max(...lengths);
    if (format === 'pcm_f32le' && wishes === slowly) expect(longest).toBe(65_536);
    else expect(longest).toBeLessThanOrEqual(65_536);
    expectSpeech(forJudging(await decode(format, audio, wishes.sample_rate)), firstReply);
  });
});

it.each<DecodableFormat>(['webm', 'mp3', 'ulaw'])(
  'LMNT 10 two flushes of %s, and a third behind a reset, are one file',
  async (format) => {
    const talk = await talkToLmnt(server.url, 'typed', { format });
    talk.say(text(firstReply), flush(1), text(secondReply), flush(2));
    const spoken = [await untilNonce(talk, 1), await untilNonce(talk, 2)];
    talk.say(text(chapter), flush(3));
    spoken.push(await untilAudio(talk));
    talk.say(reset(4), text(secondReply), finish);
    spoken.push(await untilNonce(talk, 4));
    const cut = Buffer.concat(spoken.map(({ audio }) => audio));
    const before = await decode(format, cut, 8000);
    const file = Buffer.concat([cut, (await untilClosed(talk)).audio]);
    const header = file.subarray(0, 4);
    if (format !== 'mp3') expect(file.lastIndexOf(header), 'where a header stands').toBe(0);
    const whole = await decode(format, file, 8000);
    const between = (samples: Int16Array) => forJudging({ samples, sampleRate: whole.sampleRate });
    expectSpeech(between(whole.samples.subarray(before.samples.length)), secondReply);
    const first = await decode(format, spoken[0]!.audio, 8000);
    expectSpeech(between(whole.samples.subarray(0, first.samples.length)), firstReply);
  },
);

describe('LMNT 13', () => {
  it('takes what older clients for Python send', async () => {
    const talk = await dialLmnt(server.url);
    talk.say(
      '{"X-API-Key": "any", "voice": "lily", "protocol_version": 2, "format": "raw", "sample_rate": "16000", "return_extras": "True", "model": null}',
      '{"text": "Your order ships on Tuesday. Is there anything else?"}',
      '{"command": "eof"}',
    );
    const { audio, answers } = await untilClosed(talk);
    expectSpeech(forJudging(await decode('pcm_s16le', audio, 16_000)), firstReply);
    expect(
      tokensOf(answers)
        .map((token) => token.text)
        .join(''),
    ).toBe(firstReply);
  });
});

it('LMNT 18 a flood of flushes and resets is answered one by one, in order', async () => {
  const talk = await talkToLmnt(server.url, 'typed');
  const flood = Array.from({ length: 2000 }, (_, index) => (index % 2 === 0 ? flush(index) : reset(index)));
  talk.say(text(chapter), ...flood, text(firstReply), flush(9999), finish);
  const { answers } = await untilNonce(talk, 9999);
  const nonces = answers.flatMap(({ nonce }) => (nonce === undefined ? [] : [nonce]));
  expect(nonces).toEqual([...flood.map(({ nonce }) => nonce), 9999]);
  expect((await talk.closed).code).toBe(1000);
});

it('speaks with thirty clients of all dialects at once, and with each of them about its own', async () => {
  const numbers = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
  const clients = (Object.keys(dialects) as DialectName[]).flatMap((dialect) =>
    numbers.map((number, index) => ({ dialect, said: `Number ${number}. `.repeat(1 + (index % 3)) })),
  );
  const heard = await Promise.all(
    clients.map(async ({ dialect, said }) => {
      const wishes = { format: 'pcm_s16le', [dialect === 'typed' ? 'return_timestamps' : 'return_extras']: true };
      const talk = await talkToLmnt(server.url, dialect, wishes);
      talk.say(...[...said].map(dialects[dialect].text), dialects[dialect].finish);
      return await untilClosed(talk);
    }),
  );
  for (const [index, { audio, answers }] of heard.entries()) {
    const { said } = clients[index]!;
    expect(
      tokensOf(answers)
        .map((token) => token.text)
        .join(''),
    ).toBe(said);
    expectSpeech(audio, said);
  }
  await server.figures.until('tts_sessions', 0);
});
