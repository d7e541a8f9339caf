/** A framework's client that reads binary audio, ends a reply by a flush of its own, and interrupts by `clear`: the way
 *  pipecat speaks, on every route where it can be told to. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clear, close, flush, keepalive, pipecat, text, unified } from '../support/slng-talk.js';
import { expectSpeech } from '../support/sound.js';
import { type Heard, type Talk, talkTo } from '../support/talk.js';
import { type TestServer, testServer } from '../support/test-server.js';
import { chapter, firstReply, secondReply } from '../support/texts.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

async function call(path = unified, headers: Record<string, string> = pipecat.headers): Promise<Talk> {
  const talk = await talkTo(server.url, { path, headers });
  talk.say(pipecat.init);
  expect((await talk.until('ready')).last).toMatchObject({ session_id: expect.any(String) });
  return talk;
}

/** It sends sentences without the white space between them, and takes `flushed` for the end. */
async function say(talk: Talk, reply: string): Promise<Heard> {
  talk.say(...reply.split(/(?<=[.?!]) /).map((sentence) => text(sentence)), flush);
  return talk.until('flushed');
}

describe('a client that clears', () => {
  it('hears replies in binary, is not disturbed by what it does not know, and interrupts', async () => {
    const talk = await call();
    const first = await say(talk, firstReply);
    expectSpeech(first.audio, firstReply);
    expect(first.answers.map(({ type }) => type)).not.toContain('audio_chunk');
    expect(first.answers.map(({ type }) => type)).not.toContain('audio_end');

    // Two replies at once: a second answer to the first would be taken for the only one to the second.
    talk.say(text(firstReply), flush, text(secondReply), flush);
    for (const reply of [firstReply, secondReply]) {
      const heard = await talk.until('flushed');
      expectSpeech(heard.audio, reply);
      expect(heard.answers.filter(({ type }) => !type.startsWith('segment_'))).toHaveLength(1);
    }

    talk.say(keepalive, text(chapter), flush);
    await talk.audio();
    talk.say(clear);
    await talk.until('cleared');
    expectSpeech((await say(talk, secondReply)).audio, secondReply);

    talk.say(close);
    talk.ws.close(1000);
    expect((await talk.closed).code).toBe(1000);
  });

  it('hears binary by a path of its own, whoever it says that it is', async () => {
    const talk = await call(`/binary${unified}`, {});
    expectSpeech((await say(talk, secondReply)).audio, secondReply);
    await talk.until('audio_end');
    talk.ws.close();
  });
});
