/** What somebody writes who has read Deepgram's pages and has only a WebSocket library. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectSpeech, loudnessOf, pitchHzOf, rawAudio } from '../support/sound.js';
import { clear, close, flush, speak, talkTo } from '../support/talk.js';
import { type TestServer, testServer } from '../support/test-server.js';
import { chapter, firstReply, secondReply } from '../support/texts.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const call = (query = `model=aura-2-thalia-en&${rawAudio}`) => talkTo(server.url, { query, key: 'any' });

describe('a client written from the documentation', () => {
  it('holds a conversation of two replies with an interruption between them', async () => {
    const talk = await call();
    const metadata = await talk.next();
    expect(metadata).toMatchObject({ type: 'Metadata', request_id: talk.headers['dg-request-id'] });

    talk.say(...firstReply.split(/(?<= )/).map(speak), flush);
    const reply = await talk.until('Flushed');
    expectSpeech(reply.audio, firstReply);
    expect(reply.last).toEqual({ type: 'Flushed', sequence_id: 0 });

    talk.say(speak(chapter), flush);
    await talk.audio();
    talk.say(clear);
    expect((await talk.until('Cleared')).last).toEqual({ type: 'Cleared', sequence_id: 1 });

    talk.say(speak(secondReply), flush);
    const second = await talk.until('Flushed');
    expectSpeech(second.audio, secondReply);
    expect(second.last).toEqual({ type: 'Flushed', sequence_id: 2 });

    talk.say(close);
    expect(await talk.closed).toEqual({ code: 1000, reason: '' });
  });

  it('hears speech from the first moment on', async () => {
    const talk = await call();
    talk.say(speak(firstReply), close);
    const { audio } = await talk.rest();
    expect(loudnessOf(audio).leadingSilenceMs).toBeLessThanOrEqual(20);
  });

  it('hears women under the names of women, and men under those of men', async () => {
    const pitches: number[] = [];
    for (const model of ['aura-2-thalia-en', 'aura-2-andromeda-en', 'aura-2-apollo-en', 'aura-2-zeus-en']) {
      const talk = await call(`model=${model}&${rawAudio}`);
      talk.say(speak(firstReply), close);
      pitches.push(pitchHzOf((await talk.rest()).audio));
    }
    const [thalia, andromeda, apollo, zeus] = pitches;
    expect(Math.min(thalia!, andromeda!)).toBeGreaterThan(1.2 * Math.max(apollo!, zeus!));
  });
});
