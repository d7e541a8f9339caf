/** What asks for whole utterances over HTTP: a framework that reads WAV files and nothing compressed, a page that would
 *  take events, and SDKs that write what they get to a file. */

import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decode, forJudging } from '../support/decode.js';
import { bridge } from '../support/slng-talk.js';
import { expectSpeech } from '../support/sound.js';
import { type TestServer, testServer } from '../support/test-server.js';
import { firstReply, story } from '../support/texts.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  fetch(server.url + path, {
    method: 'POST',
    headers: { authorization: 'Bearer any', 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

describe('a whole utterance', () => {
  it.each([
    ['a framework', `${bridge}/slng/deepgram/aura:2-en?region=eu-north-1`, { voice: 'aura-2-thalia-en' }, {}],
    [
      'a page',
      '/v1/tts/deepgram/aura:2',
      { model: 'aura-2-thalia-en', language: 'en' },
      { accept: 'text/event-stream' },
    ],
    ['an SDK', `${bridge}/slng/rime/arcana:3-en`, { speaker: 'astra' }, {}],
  ])('SLNG 44 is a WAV file that a strict reader takes, for %s', async (_, path, fields, headers) => {
    const response = await post(path, { text: firstReply, ...fields }, headers);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('audio/wav');
    const decoded = await decode('wav', await bytesOf(response), 24_000);
    expect(decoded.sampleRate).toBe(24_000);
    expectSpeech(forJudging(decoded), firstReply);
  });

  it('is MP3 for those who ask for it', async () => {
    const response = await post(`${bridge}/deepgram/aura:2`, { text: firstReply, config: { encoding: 'mp3' } });
    expect(response.headers.get('content-type')).toBe('audio/mpeg');
    expectSpeech(forJudging(await decode('mp3', await bytesOf(response), 24_000)), firstReply);
  });

  it('SLNG 44 begins long before its last audio exists, and stops when the client goes', async () => {
    const cancelled = await server.figures.read('tts_utterances_total', { outcome: 'cancelled' });
    const sent = request(`${server.url}${bridge}/deepgram/aura:2`, { method: 'POST' });
    sent.end(JSON.stringify({ text: story.slice(0, 40_000) }));
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    const [chunk] = (await once(response, 'data')) as [Buffer];
    expect(chunk.toString('latin1', 0, 4)).toBe('RIFF');
    expect(await server.figures.read('tts_sessions')).toBe(1);
    response.destroy();
    await server.figures.until('tts_sessions', 0);
    await server.figures.until('tts_utterances_total', cancelled + 1, { outcome: 'cancelled' });
  });
});
