/** The simplest client there is, and the one of a command line: it says everything at once, waits for nothing but
 *  `audio_end`, and takes every message for JSON. */

import { afterAll, beforeAll, expect, it } from 'vitest';
import { chunksOf, dialSlng, flush, init, text } from '../support/slng-talk.js';
import { expectSpeech, sampleRate } from '../support/sound.js';
import { type TestServer, testServer } from '../support/test-server.js';
import { chapter, firstReply } from '../support/texts.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

it.each([
  ['a reply', firstReply],
  ['a minute of speech', chapter.slice(0, 1000)],
])('hears %s, every message of it in JSON', async (_, reply) => {
  const talk = await dialSlng(server.url, { headers: { authorization: 'Bearer any' } });
  talk.say(init, text(reply), flush);
  const { audio, answers, last } = await talk.until('audio_end');
  expect(audio).toHaveLength(0);
  const spoken = chunksOf(answers);
  expectSpeech(spoken, reply);
  expect(last.duration).toBe(spoken.length / 2 / sampleRate);
  talk.ws.close();
});
