/** LMNT 11, 12: first messages of every wrong kind, in every dialect, and later ones. Each gets one answer, in the words of
 *  its dialect, and the close frame. */

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { dialects, dialLmnt, talkToLmnt, untilAudio, untilClosed } from '../support/lmnt-talk.js';
import { expectSpeech } from '../support/sound.js';
import type { Talk } from '../support/talk.js';
import { type TestServer, testServer } from '../support/test-server.js';
import { chapter, firstReply } from '../support/texts.js';

const initSeconds = 0.3;
let server: TestServer;
beforeAll(async () => {
  server = await testServer({
    apiKeys: ['right'],
    voices: { strict: true },
    protocols: { lmnt: { lingerMs: 20, limits: { initSeconds } } },
  });
});
afterAll(() => server.close());
/** Whatever came, nothing is left of it. */
afterEach(() => server.figures.until('tts_sessions', 0));

type Message = object | string | Buffer;

/** Whose words they are, and what tells that in the first message. */
const clients = [
  ['1.2', 'typed', { 'lmnt-version': '1.2' }],
  ['1.1', 'typed', { 'lmnt-version': '1.1' }],
  ['a version to come', 'typed', { 'lmnt-version': '2.0' }],
  ['a type', 'typed', { type: 'init' }],
  ['a protocol version', 'command', { protocol_version: 2 }],
  ['no version', 'untyped', {}],
  ['a date', 'untyped', { 'lmnt-version': '2025-09-25' }],
] as const;

const right = { 'X-API-Key': 'right', voice: 'leah', format: 'pcm_s16le' };
const without = (name: keyof typeof right) => ({ ...right, [name]: undefined });

const wrongInits: readonly (readonly [string, object, type: string, message: RegExp])[] = [
  ['a wrong key', { ...right, 'X-API-Key': 'wrong' }, 'authentication_error', /^Invalid API key$/],
  ['no key', without('X-API-Key'), 'authentication_error', /^Invalid API key$/],
  ['an empty key', { ...right, 'X-API-Key': '' }, 'authentication_error', /^Invalid API key$/],
  ['a key that is a number', { ...right, 'X-API-Key': 7 }, 'invalid_request_error', /X-API-Key/],
  ['no voice', without('voice'), 'invalid_request_error', /voice/],
  ['a voice that is a list', { ...right, voice: ['leah'] }, 'invalid_request_error', /voice/],
  ['a voice that nobody knows', { ...right, voice: 'nobody' }, 'not_found_error', /nobody/],
  ['a format of REST only', { ...right, format: 'wav' }, 'invalid_request_error', /format/],
  ['a format that nobody knows', { ...right, format: 'flac' }, 'invalid_request_error', /format/],
  ['a rate that is none of the three', { ...right, sample_rate: 11_025 }, 'invalid_request_error', /11025/],
  ['a rate that is no number', { ...right, sample_rate: 'high' }, 'invalid_request_error', /sample_rate/],
  ['a speed beyond all bounds', { ...right, speed: 100 }, 'invalid_request_error', /speed/],
];

describe('LMNT 11 the first message', () => {
  describe.each(clients)('of a client that names %s', (_, dialect, version) => {
    it.each(wrongInits)('may have %s', async (_, init, type, message) => {
      const talk = await dialLmnt(server.url);
      talk.say({ ...version, ...init });
      await isRefused(talk, dialect, type, message);
    });
  });

  it.each<[string, Message, 'typed' | 'command' | 'untyped', number]>([
    ['no JSON', 'Hello', 'typed', 1002],
    ['nothing', '', 'typed', 1002],
    ['a list', [], 'typed', 1002],
    ['a number', '7', 'typed', 1002],
    ['null', 'null', 'typed', 1002],
    ['JSON that nests fifty thousand times', '['.repeat(50_000), 'typed', 1002],
    ['binary', Buffer.from(JSON.stringify(right)), 'typed', 1002],
    ['text, as it is sent since 1.1', { type: 'text', text: firstReply }, 'typed', 1002],
    ['finish, as it is sent since 1.1', { type: 'finish' }, 'typed', 1002],
    ['a command', { command: 'flush', nonce: 1 }, 'command', 1002],
    ['text, as it was sent before', { text: firstReply }, 'untyped', 1002],
    ['the end, as it was sent before', { eof: true }, 'untyped', 1002],
    ['more than a megabyte', { ...right, extra: 'x'.repeat(1024 * 1024) }, 'typed', 1009],
  ])('may be %s', async (_, message, dialect, code) => {
    const talk = await dialLmnt(server.url);
    talk.say(message);
    await isRefused(talk, dialect, 'invalid_request_error', /./, code);
  });

  it('may never come', async () => {
    const talk = await dialLmnt(server.url);
    await isRefused(talk, 'typed', 'invalid_request_error', /no first message came/);
  });

  it('may be all that is wrong with a client that says everything else right behind it', async () => {
    const talk = await dialLmnt(server.url);
    const { text, flush, finish } = dialects.typed;
    talk.say({ ...right, 'lmnt-version': '1.2', 'X-API-Key': 'wrong' }, text(firstReply), flush(1), finish);
    await isRefused(talk, 'typed', 'authentication_error', /^Invalid API key$/);
  });
});

it('takes the key from the header where the first message has none', async () => {
  const talk = await dialLmnt(server.url, { headers: { 'x-api-key': 'right' } });
  talk.say({ ...without('X-API-Key'), 'lmnt-version': '1.1' }, dialects.typed.text(firstReply), dialects.typed.finish);
  expectSpeech((await untilClosed(talk)).audio, firstReply);
});

describe('LMNT 12', () => {
  it('passes over what it does not know in the first message', async () => {
    const talk = await dialLmnt(server.url);
    talk.say({ ...right, mood: 'cheerful', model: null, seed: 7, temperature: 1 }, { text: firstReply }, { eof: true });
    expectSpeech((await untilClosed(talk)).audio, firstReply);
  });

  it.each<[string, Message, RegExp]>([
    ['of a type that nobody knows', { type: 'sing', text: 'la' }, /unknown message type/],
    ['without any type', { hello: 'there' }, /unknown message type/],
    ['of text that is none', { type: 'text', text: 7 }, /text/],
    ['of a nonce that is none', { type: 'flush', nonce: 1.5 }, /nonce/],
    ['of no JSON', '{"type":"text","text":"', /JSON/],
    ['of binary', Buffer.alloc(100_000, 7), /binary/],
  ])('is told of a message %s, in the middle of the audio', async (_, message, words) => {
    for (const [dialect, wish] of [
      ['typed', { 'lmnt-version': '1.1' }],
      ['command', {}],
      ['untyped', {}],
    ] as const) {
      const talk = await talkToLmnt(server.url, dialect, { ...right, ...wish });
      talk.say(dialects[dialect].text(chapter));
      await untilAudio(talk);
      talk.say(message);
      const { answers } = await untilClosed(talk);
      expect(answers).toEqual([errorIn(dialect, 'invalid_request_error', words, talk)]);
      expect((await talk.closed).code).toBe(1002);
    }
  });
});

async function isRefused(
  talk: Talk,
  dialect: keyof typeof dialects,
  type: string,
  words: RegExp,
  code = 1002,
): Promise<void> {
  const { messages } = await untilClosed(talk);
  expect(messages).toEqual([errorIn(dialect, type, words, talk)]);
  expect((await talk.closed).code).toBe(code);
}

/** As it stands on the wire, to the last field. */
function errorIn(dialect: keyof typeof dialects, type: string, words: RegExp, { headers }: Talk): object {
  const message = expect.stringMatching(words);
  if (dialect !== 'typed') return { error: message };
  return { type: 'error', error: { type, message }, request_id: headers['request-id'] };
}
