/** REST over a real connection: what only the wire can show. */

import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectSpeech, rawAudio } from '../support/sound.js';
import { type TestServer, testServer } from '../support/test-server.js';
import { firstReply, story } from '../support/texts.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const utterances = (outcome: 'done' | 'cancelled') => server.figures.read('tts_utterances_total', { outcome });

/** Settles with the head of the answer; its body waits to be read. */
async function post(query: string, text: string): Promise<IncomingMessage> {
  const sent = request(`${server.url}/v1/speak?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
  });
  sent.end(JSON.stringify({ text }));
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return response;
}

describe('a spoken answer', () => {
  it('R3 has the headers without which older clients fail, and comes in chunks', async () => {
    const response = await post(`${rawAudio}&container=none`, firstReply);
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({
      'content-type': 'audio/l16;rate=24000',
      'dg-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      'dg-model-name': expect.any(String),
      'dg-model-uuid': expect.stringMatching(/^[0-9a-f-]{36}$/),
      'dg-char-count': String(firstReply.length),
      'transfer-encoding': 'chunked',
      date: expect.any(String),
    });
    expect(response.headers).not.toHaveProperty('content-length');
    expectSpeech(Buffer.concat(await response.toArray()), firstReply);
  });

  it.each([
    ['mp3', ''],
    ['opus', 'encoding=opus'],
    ['flac', 'encoding=flac'],
    ['aac', 'encoding=aac'],
    ['wav', 'encoding=linear16'],
  ])('R3 R5 as %s begins long before its last audio exists, and stops when the client goes', async (_, query) => {
    const [done, cancelled] = [await utterances('done'), await utterances('cancelled')];
    const response = await post(query, story);
    const [chunk] = (await once(response, 'data')) as [Buffer];
    expect(chunk.length).toBeGreaterThan(0);
    expect(await server.figures.read('tts_sessions')).toBe(1);
    response.destroy();
    await server.figures.until('tts_sessions', 0);
    await server.figures.until('tts_utterances_total', cancelled + 1, { outcome: 'cancelled' });
    expect(await utterances('done')).toBe(done);
  });
});
