/** A page: it can set no headers, so its key is in the query, and it comes with an origin. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bridge, chunksOf, dialSlng, flush, init, text } from '../support/slng-talk.js';
import { expectSpeech } from '../support/sound.js';
import { type TestServer, testServer } from '../support/test-server.js';
import { firstReply } from '../support/texts.js';

const origin = 'https://page.example';

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ apiKeys: ['right'], origins: [origin] });
});
afterAll(() => server.close());

describe('a page', () => {
  it('speaks with its key in the query', async () => {
    const talk = await dialSlng(server.url, { origin, query: 'token=right&region=eu-north-1' });
    talk.say(init, text(firstReply), flush);
    expectSpeech(chunksOf((await talk.until('audio_end')).answers), firstReply);
    talk.ws.close();
  });

  it('may escape the model in the path', async () => {
    const path = `${bridge}/${encodeURIComponent('slng/deepgram/aura:2-en')}`;
    const talk = await dialSlng(server.url, { origin, path, query: 'token=right' });
    talk.say(init);
    await talk.until('ready');
    talk.ws.close();
  });

  it('is refused with a wrong key', async () => {
    await expect(dialSlng(server.url, { origin, query: 'token=wrong' })).rejects.toThrow('401');
  });

  it('SLNG 45 asks before it sends, is let in, and can read the id of its request', async () => {
    const url = `${server.url}${bridge}/deepgram/aura:2`;
    const asking = {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization',
    };
    const preflight = await fetch(url, { method: 'OPTIONS', headers: asking });
    expect(preflight.status).toBe(204);
    expect(Object.fromEntries(preflight.headers)).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': expect.stringContaining('POST'),
      'access-control-allow-headers': 'authorization',
    });
    const headers = { origin, authorization: 'Bearer right' };
    for (const body of ['{"text":"Hello."}', '{}']) {
      const answer = await fetch(url, { method: 'POST', headers, body });
      expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
      expect(answer.headers.get('access-control-expose-headers')).toContain('x-slng-request-id');
      expect(answer.headers.get('x-slng-request-id')).toMatch(/^[0-9a-f-]{36}$/);
      await answer.arrayBuffer();
    }
  });
});
