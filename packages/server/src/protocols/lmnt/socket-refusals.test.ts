import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { deferred } from '../../deferred.js';
import { SpeechError } from '../../errors.js';
import { fakeClock } from '../../testing/fake-clock.js';
import { socketPair } from '../../testing/socket-pair.js';
import { testSpeech } from '../../testing/test-speech.js';
import {
  bytesOf,
  call,
  deepJson,
  finish,
  flush,
  flushed,
  isOf,
  outline,
  reset,
  sentence,
  socketUrl,
  text,
  typed,
  untyped,
} from './call.test.kit.js';
import { lmntOptions } from './options.js';
import { acceptSocket } from './socket.js';

const ready = { type: 'ready', request_id: expect.any(String) };

describe('who the client is', () => {
  const access = (known: string) => ({
    authenticate: async (credential: { secret: string } | undefined) => {
      if (credential?.secret === known) return { id: known };
      throw new SpeechError('unauthorized', 'no such key');
    },
    grant: async () => '',
  });

  it.each([
    ['in the first message', { 'X-API-Key': 'right' }, {}],
    ['in the header, where the message names none', { 'X-API-Key': null }, { 'x-api-key': 'right' }],
    ['in the message, whatever the header says', { 'X-API-Key': 'right' }, { 'x-api-key': 'wrong' }],
  ])('is told %s', async (_, wishes, headers) => {
    const talk = await call({ wishes, headers, parts: { access: access('right') } });
    expect(await talk.next()).toEqual(ready);
  });

  it('LMNT 11 is refused in a message, never in the handshake, and no key is repeated', async () => {
    const talk = await call({ wishes: { 'X-API-Key': 'wrong' }, parts: { access: access('right') } });
    const error = { type: 'authentication_error', message: 'Invalid API key' };
    expect(await talk.rest()).toEqual([{ type: 'error', error, request_id: talk.visit.id }]);
    expect(await talk.client.closed).toEqual({ code: 1002, reason: 'Invalid API key' });
  });

  it('is asked while messages wait', async () => {
    const { promise, resolve } = deferred();
    const authenticate = () => promise.then(() => ({ id: 'slow' }));
    const talk = await call({ parts: { access: { authenticate, grant: async () => '' } } });
    talk.say(text('Hello.'), flush(1), finish);
    expect(await talk.soFar()).toEqual([]);
    resolve();
    expect(outline(await talk.rest())).toEqual([ready, 'audio', flushed(1)]);
  });

  it('is told when there is no room for one more', async () => {
    const talk = await call({ parts: { limits: { sessions: 0 } } });
    expect(await talk.rest()).toMatchObject([{ type: 'error', error: { type: 'rate_limit_error' } }]);
    expect((await talk.client.closed).code).toBe(1013);
  });
});

describe('what the carrier ends by itself', () => {
  it('is told in the dialect of the client, as soon as that is known', async () => {
    for (const [init, said] of [
      [undefined, 'typed'],
      [typed, 'typed'],
      [untyped, 'in words'],
    ] as const) {
      const visit = { id: 'id', params: {} };
      const tools = { options: lmntOptions.parse({}), clock: fakeClock() };
      const { converse, farewell } = acceptSocket(new Request(socketUrl), await testSpeech(), visit, tools);
      const { server, client } = socketPair();
      const ended = converse(server);
      if (init !== undefined) client.send(JSON.stringify(init));
      for (let count = 0; count < 10; count += 1) await turn();
      const { message } = farewell?.(new SpeechError('message-too-large', 'too large')) ?? {};
      const text = { error: 'too large' };
      const object = {
        type: 'error',
        error: { type: 'invalid_request_error', message: 'too large' },
        request_id: 'id',
      };
      expect(JSON.parse(message ?? '')).toEqual(said === 'typed' ? object : text);
      client.close();
      await ended;
    }
  });
});

/** As hostile as JSON can be: neither a text nor a number can be made of it. */
const odd = { toString: 1, valueOf: 1 };

describe('what is wrong', () => {
  const bad = (message: string | RegExp) => ['invalid_request_error', message] as const;

  it.each([
    ['LMNT 11 no voice', { voice: null }, ...bad('`voice` is missing')],
    ['LMNT 11 an unknown format', { format: 'flac' }, ...bad(/^`format` flac is not offered on a WebSocket; use mp3/)],
    ['LMNT 11 a format for files', { format: 'wav' }, ...bad(/^`format` wav is not offered on a WebSocket/)],
    ['LMNT 11 an unknown sample rate', { sample_rate: 44100 }, ...bad(/^`sample_rate` 44100 is not offered; use 8000/)],
    ['a speed beyond all reason', { speed: 9 }, ...bad('`speed` must be from 0.25 to 4')],
    ['a flag that is none', { return_timestamps: 'maybe' }, ...bad('`return_timestamps` must be true or false')],
    [
      'a flag that no text can be made of',
      { return_timestamps: odd },
      ...bad('`return_timestamps` must be true or false'),
    ],
    ['a window of nothing', { glottis: { window_bytes: 0 } }, ...bad('`window_bytes` must be more than 0')],
  ])('in the first message is told: %s', async (_, wishes, type, message) => {
    const talk = await call({ wishes });
    const error = { type, message: typeof message === 'string' ? message : expect.stringMatching(message) };
    expect(await talk.rest()).toEqual([{ type: 'error', error, request_id: talk.visit.id }]);
    expect((await talk.client.closed).code).toBe(1002);
  });

  it('LMNT 11 is a voice that nobody knows, where the operator is strict', async () => {
    const talk = await call({ wishes: { voice: 'nobody' }, parts: { strict: true } });
    expect(await talk.rest()).toMatchObject([{ type: 'error', error: { type: 'not_found_error' } }]);
    const other = await call({ wishes: { voice: 'nobody' } });
    expect(await other.next()).toEqual(ready);
  });

  it.each(['not JSON', '[]', 'null', '7', new Uint8Array([123, 125])])(
    'LMNT 11 is a first message that is no object: %s',
    async (first) => {
      const talk = await call({ init: null });
      talk.client.send(first);
      expect(await talk.rest()).toMatchObject([{ type: 'error', error: { type: 'invalid_request_error' } }]);
      expect((await talk.client.closed).code).toBe(1002);
    },
  );

  it('LMNT 11 is text before the first message', async () => {
    const talk = await call({ init: null });
    talk.say(text('Hello.'));
    expect(await talk.rest()).toMatchObject([{ type: 'error', error: { message: '`voice` is missing' } }]);
  });

  it.each([
    ['LMNT 12 an unknown type', { type: 'shout' }],
    ['a second init', { type: 'init', ...typed }],
    ['no type', {}],
    ['LMNT 7 a nonce that is no whole number', flush(1.5)],
    ['LMNT 7 a nonce that cannot be given back', flush(2 ** 53)],
    ['a flush that is no flag', { flush: odd }],
    ['a reset whose report is no flag', { ...reset(1), report: odd }],
    ['text that is none', { type: 'text', text: 7 }],
    ['no text', { type: 'text' }],
  ])('later is told: %s', async (_, message) => {
    const talk = await call();
    talk.say(text('Hello. And'), message);
    const answers = await talk.rest();
    expect(answers.at(-1)).toMatchObject({ type: 'error', error: { type: 'invalid_request_error' } });
    expect((await talk.client.closed).code).toBe(1002);
  });

  it('is a version or a flag without an end', async () => {
    for (const [field, error] of [
      ['protocol_version', '`voice` is missing'],
      ['voice":"leah","return_timestamps', '`return_timestamps` must be true or false'],
    ]) {
      const talk = await call({ init: null });
      talk.client.send(`{"${field}":${deepJson}}`);
      expect(await talk.rest()).toEqual([{ error }]);
      expect((await talk.client.closed).code).toBe(1002);
    }
  });

  it('later is binary', async () => {
    const talk = await call();
    talk.client.send(new Uint8Array(4));
    expect((await talk.rest()).at(-1)).toMatchObject({ error: { message: expect.stringContaining('binary') } });
  });

  it('is more text than there is room for', async () => {
    const talk = await call({ parts: { limits: { maxBufferedCharacters: 10 } } });
    talk.say(text('more than ten characters'));
    expect((await talk.rest()).at(-1)).toMatchObject({ error: { type: 'invalid_request_error' } });
  });

  it('is an engine that fails', async () => {
    const talk = await call({ tones: { faults: [{ type: 'fail', atChunk: 1 }] } });
    talk.say(text(sentence), flush(1));
    expect((await talk.rest()).at(-1)).toMatchObject({ type: 'error', error: { type: 'internal_server_error' } });
    expect((await talk.client.closed).code).toBe(1011);
  });

  it('LMNT 12, 13 is not what is unknown, null, or written as text', async () => {
    const wishes = { model: null, seed: null, temperature: 7, top_p: 'x', sample_rate: '16000', conversational: true };
    const talk = await call({ wishes: { ...wishes, return_timestamps: 'True', shoe_size: [44], speed: null } });
    talk.say({ ...text('Hi.'), extra: 1 }, { type: 'flush', nonce: '7' }, finish);
    const answers = await talk.rest();
    expect(answers.filter(isOf('timestamps')).length).toBeGreaterThan(0);
    expect(answers.at(-1)).toEqual(flushed(7));
    expect(bytesOf(answers)).toBe(16000 * 0.15 * 2);
  });
});
