/** Clients that do not read, or are not there any more: they stop the engine, leave nothing behind, and nobody else
 *  notices. */

import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { cleanUp, glottisServe } from '../support/child.js';
import { durationMsOf, expectSameLength, rawAudio } from '../support/sound.js';
import { close, flush, speak, talkTo } from '../support/talk.js';
import { type TestServer, testServer } from '../support/test-server.js';
import { chapter, firstReply, story } from '../support/texts.js';

const query = rawAudio;

describe('L1 clients that stop reading', () => {
  afterAll(cleanUp);

  it('stop the engine, cost little memory, are cut off, and keep nobody from being heard', async () => {
    const { url, figures } = await glottisServe(['--limits-slow-reader-ms', '8000']);
    const neighbour = async () => {
      const talk = await talkTo(url, { query });
      talk.say(speak(chapter.slice(0, 2000)), close);
      return (await talk.rest()).audio;
    };
    const undisturbed = await neighbour();
    const memoryBefore = await figures.read('process_resident_memory_bytes');

    const stalled = await Promise.all([0, 1].map(() => talkTo(url, { query: 'encoding=linear16&sample_rate=48000' })));
    for (const { ws, say, audio } of stalled) {
      say(speak(story), flush);
      await audio();
      ws.pause();
    }
    // Some minutes of audio fit into the buffers of the system; then nothing more is made, though hours were asked for.
    const madeSeconds = await figures.untilStill('tts_audio_seconds_total');
    expect(await figures.read('tts_sessions')).toBe(2);
    const heard = await neighbour();
    expectSameLength(heard, undisturbed);
    const madeSince = (await figures.read('tts_audio_seconds_total')) - madeSeconds;
    expect(madeSince).toBeCloseTo(durationMsOf(heard) / 1000, 1);

    await figures.until('tts_errors_total', 2, { code: 'slow-reader' });
    await figures.until('tts_sessions', 0);
    await figures.until('tts_utterances_total', 2, { outcome: 'cancelled' });
    const memoryAfter = await figures.read('process_resident_memory_bytes');
    // An hour of audio is 340 MB. A young process grows by some tens of MB whatever it does.
    expect((memoryAfter - memoryBefore) / 2 ** 20).toBeLessThan(100);

    for (const { ws, closed } of stalled) {
      ws.resume();
      expect((await closed).code).toBe(1006);
    }
  }, 60_000);
});

describe('a client that is gone', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer({ limits: { pingMs: 500 } });
  });
  afterAll(() => server.close());

  const disconnects = (code: string) => server.figures.read('tts_disconnects_total', { code });
  const cancelled = () => server.figures.read('tts_utterances_total', { outcome: 'cancelled' });

  /** Nothing is left of it: no session, and no work for the engine. */
  async function isForgotten(cancelledBefore: number): Promise<void> {
    await server.figures.until('tts_sessions', 0);
    await server.figures.until('tts_utterances_total', cancelledBefore + 1, { outcome: 'cancelled' });
  }

  it('L2 does not read for a while, then flushes, closes and hangs up, as abandoned sockets of LiveKit do', async () => {
    const before = await cancelled();
    const talk = await talkTo(server.url, { query });
    talk.say(speak(story));
    await talk.audio();
    talk.ws.pause();
    const other = await talkTo(server.url, { query });
    other.say(speak(firstReply), close);
    await other.rest();
    talk.say(flush, close);
    talk.ws.resume();
    await talk.next();
    talk.ws.close();
    await isForgotten(before);
  });

  it('L3 breaks the connection in the middle of a word, without a close frame', async () => {
    const [before, broken] = [await cancelled(), await disconnects('1006')];
    const talk = await talkTo(server.url, { query });
    talk.say(speak(story), flush);
    await talk.audio();
    talk.ws.terminate();
    await isForgotten(before);
    await server.figures.until('tts_disconnects_total', broken + 1, { code: '1006' });
  });

  it('L3 is frozen, and answers no ping; one that is only silent stays', async () => {
    const silent = await talkTo(server.url, { query });
    const frozen = await talkTo(server.url, { query, autoPong: false });
    expect((await frozen.closed).code).toBe(1006);
    for (let ping = 0; ping < 3; ping += 1) await once(silent.ws, 'ping');
    expect(silent.ws.readyState).toBe(WebSocket.OPEN);
    silent.say(speak(firstReply), flush);
    expect((await silent.until('Flushed')).audio.length).toBeGreaterThan(0);
    silent.ws.close();
    await server.figures.until('tts_sessions', 0);
  });
});
