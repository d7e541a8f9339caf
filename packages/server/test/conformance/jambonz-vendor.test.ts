/** Glottis as the voice of a jambonz, over real connections and from the real engine: requests as jambonz sends them, header
 *  for header. The numbers are those of the protocol's list of cases. */

import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decode, forJudging } from '../support/decode.js';
import { expectSpeech, sampleRate } from '../support/sound.js';
import { type Talk, type TalkOptions, talkTo } from '../support/talk.js';
import { type TestServer, testServer } from '../support/test-server.js';
import { firstReply, secondReply, story } from '../support/texts.js';

const path = '/jambonz/tts';
const key = 'the-key-of-jambonz';
const authorization = `Bearer ${key}`;

/** What a live call sends, by libcurl, which asks a plain server for HTTP/2 with every first request. */
const live = {
  authorization,
  'content-type': 'application/json',
  accept: 'audio/mpeg',
  'user-agent': 'jambonz/0.8.5',
  connection: 'Upgrade, HTTP2-Settings',
  upgrade: 'h2c',
  'http2-settings': 'AAMAAABkAAQAoAAAAAIAAAAA',
};

/** As long as jambonz takes for a whole transfer. */
const transferMs = 10_000;

/** As long a text as one `say` may bring. */
const long = story.slice(0, 2000);

const stream = (text: string) => ({ type: 'stream', text });
const [flush, clear, stop] = [{ type: 'flush' }, { type: 'clear' }, { type: 'stop' }];

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ apiKeys: [key] });
});
afterAll(() => server.close());

const utterances = (outcome: 'done' | 'cancelled') => server.figures.read('tts_utterances_total', { outcome });

/** Settles with the head of the answer; its body waits to be read. */
async function post(headers: Record<string, string>, body: object): Promise<IncomingMessage> {
  const sent = request(`${server.url}${path}`, { method: 'POST', headers, signal: AbortSignal.timeout(transferMs) });
  sent.end(JSON.stringify(body));
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return response;
}

const bodyOf = async (response: IncomingMessage) => Buffer.concat(await response.toArray());

describe('jambonz 35 a say', () => {
  it.each([
    ['of a live call', live, { text: long, type: 'text', voice: 'aura-2-thalia-en' }],
    [
      'that goes to a file',
      { authorization, 'content-type': 'application/json' },
      { text: long, type: 'text', voice: 'aura-2-thalia-en', language: 'en-US' },
    ],
    ['with SSML', live, { text: `<speak><p>${long}</p></speak>`, type: 'ssml', voice: 'aura-2-thalia-en' }],
  ])('%s is heard whole, as MPEG, before jambonz gives up', async (_, headers, body) => {
    const response = await post(headers, body);
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({ 'content-type': 'audio/mpeg', 'transfer-encoding': 'chunked' });
    expectSpeech(forJudging(await decode('mp3', await bodyOf(response), sampleRate)), long);
  });

  it('with a wrong key is refused with a line of text', async () => {
    const response = await post({ ...live, authorization: 'Bearer wrong' }, { text: firstReply });
    expect(response.statusCode).toBe(401);
    expect(response.headers['content-type']).toMatch(/^text\/plain/);
    expect((await bodyOf(response)).toString()).toMatch(/^[^\n]{1,200}$/);
  });

  it('begins long before its last audio exists, and stops when the caller has hung up', async () => {
    const cancelled = await utterances('cancelled');
    const response = await post(live, { text: story.slice(0, 50_000), type: 'text' });
    await once(response, 'data');
    response.destroy();
    await server.figures.until('tts_sessions', 0);
    await server.figures.until('tts_utterances_total', cancelled + 1, { outcome: 'cancelled' });
  });
});

/** Opens the socket as the documented example does; settles with its `connect`. */
async function connect({ query = 'voice=aura-2-thalia-en&language=en', ...options }: TalkOptions = {}) {
  const headers = { authorization };
  const talk = await talkTo(server.url, { path, headers, query: `${query}&sampleRate=${sampleRate}`, ...options });
  const { last, audio } = await talk.until('connect');
  expect(last).toEqual({ type: 'connect', data: { sample_rate: sampleRate, base64_encoding: false } });
  expect(audio.length).toBe(0);
  return talk;
}

/** All audio of so many more utterances: a message that is answered by an error shows that nothing is left behind them. */
async function heard(talk: Talk, count: number, before: number): Promise<Buffer> {
  await server.figures.until('tts_utterances_total', before + count, { outcome: 'done' });
  talk.say('and now?');
  return (await talk.until('error')).audio;
}

describe('jambonz 36 streamed speech', () => {
  it('is heard without a flush, with or without an end of its sentence, also with a space before it', async () => {
    for (const text of [firstReply, ' Of course, go ahead and', 'Yes']) {
      const before = await utterances('done');
      const talk = await connect();
      talk.say(stream(text));
      const audio = await heard(talk, 1, before);
      if (text.length > 20) expectSpeech(audio, text);
      expect(audio.length).toBeGreaterThan(0);
      talk.say(stop);
      expect((await talk.closed).code).toBe(1000);
    }
  });

  it('is another language by its underscore, and each call has its own', async () => {
    const texts = {
      'voice=custom&language=ru_RU': 'Добрый день, чем я могу помочь?',
      'voice=x&language=en': firstReply,
    };
    const before = await utterances('done');
    const talks = await Promise.all(Object.keys(texts).map((query) => connect({ query })));
    for (const [at, text] of Object.values(texts).entries()) talks[at]!.say(stream(text), flush);
    await server.figures.until('tts_utterances_total', before + 2, { outcome: 'done' });
    for (const [at, text] of Object.values(texts).entries()) {
      expectSpeech(await heard(talks[at]!, 0, before + 2), text);
      talks[at]!.ws.close();
    }
  });

  it('is dropped by a clear, and the next sentence is whole', async () => {
    const talk = await connect();
    talk.say(stream(story), flush);
    await talk.audio();
    talk.say(clear, 'and now?');
    await talk.until('error');
    expect(await talk.countWithin(400)).toBe(0);
    const before = await utterances('done');
    talk.say(stream(secondReply));
    expectSpeech(await heard(talk, 1, before), secondReply);
    talk.ws.close();
  });

  it.each([
    ['a stop', (talk: Talk) => talk.say(stop), 1000],
    ['a hang-up', (talk: Talk) => talk.ws.terminate(), 1006],
  ])('ends at %s, and so does the engine', async (_, end, code) => {
    const cancelled = await utterances('cancelled');
    const talk = await connect();
    talk.say(stream(story));
    await talk.audio();
    end(talk);
    expect((await talk.closed).code).toBe(code);
    await server.figures.until('tts_sessions', 0);
    await server.figures.until('tts_utterances_total', cancelled + 1, { outcome: 'cancelled' });
  });

  it('is refused before the upgrade with a wrong key', async () => {
    await expect(connect({ headers: { authorization: 'Bearer wrong' } })).rejects.toThrow('401');
  });
});
