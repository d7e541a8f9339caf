/** SLNG's unified socket over a real connection and from the real engine: what memory alone cannot show. The numbers are
 *  those of the protocol's list of cases. */

import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import {
  cancel,
  chunksOf,
  clear,
  close,
  dialSlng,
  endingsOf,
  flush,
  init,
  keepalive,
  talkToSlng,
  text,
} from '../support/slng-talk.js';
import { expectSameLength, expectSpeech } from '../support/sound.js';
import { type TestServer, testServer } from '../support/test-server.js';
import { chapter, firstReply, secondReply, story } from '../support/texts.js';

/** As much as one message may have. */
const piece = story.slice(0, 5000);

describe('a conversation', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.close());

  const cancelled = () => server.figures.read('tts_utterances_total', { outcome: 'cancelled' });

  it('SLNG 15 has audio of the same length in both framings, and no compression, although it is offered', async () => {
    const [json, binary] = await Promise.all([
      talkToSlng(server.url, { perMessageDeflate: true }),
      talkToSlng(server.url, { query: 'audio=binary' }),
    ]);
    expect(json.headers['sec-websocket-extensions']).toBeUndefined();
    for (const talk of [json, binary]) talk.say(text(firstReply), flush);
    const [inJson, inBinary] = [await json.until('audio_end'), await binary.until('audio_end')];
    expectSpeech(inBinary.audio, firstReply);
    expectSameLength(chunksOf(inJson.answers), inBinary.audio);
    for (const talk of [json, binary]) talk.ws.close();
  });

  it('SLNG 28 SLNG 31 is interrupted while others speak, and hears nothing old after that', async () => {
    const others = await Promise.all([0, 1, 2].map(() => talkToSlng(server.url)));
    for (const other of others) other.say(text(chapter), flush);
    const talk = await talkToSlng(server.url, { query: 'audio=binary' });
    for (const [word, answer] of [
      [cancel, 'audio_end'],
      [clear, 'cleared'],
    ] as const) {
      talk.say(text(chapter), flush);
      await talk.audio();
      talk.say(word);
      expect(endingsOf(await talk.until(answer))).toEqual([answer]);
      expect(await talk.countWithin(400)).toBe(0);
      talk.say(text(secondReply, true));
      const heard = await talk.until('audio_end');
      expectSpeech(heard.audio, secondReply);
      expect(endingsOf(heard)).toEqual(['audio_end']);
    }
    for (const one of [talk, ...others]) one.ws.close();
    await server.figures.until('tts_sessions', 0);
  });

  it('SLNG 34 is closed in the middle of a turn, and the engine stops', async () => {
    const before = await cancelled();
    const talk = await talkToSlng(server.url, { query: 'audio=binary' });
    talk.say(text(piece), flush);
    await talk.audio();
    talk.say(close);
    expect(await talk.closed).toEqual({ code: 1000, reason: '' });
    await server.figures.until('tts_utterances_total', before + 1, { outcome: 'cancelled' });
    await server.figures.until('tts_sessions', 0);
  });

  it('SLNG 35 is broken off without a close frame, and nothing is left of it', async () => {
    const before = await cancelled();
    const talk = await talkToSlng(server.url, { query: 'audio=binary' });
    talk.say(...Array.from({ length: 8 }, () => text(piece)), flush);
    await talk.audio();
    talk.ws.terminate();
    await server.figures.until('tts_sessions', 0);
    await server.figures.until('tts_utterances_total', before + 1, { outcome: 'cancelled' });
  });

  it('SLNG 38 survives binary messages and nonsense', async () => {
    const talk = await talkToSlng(server.url);
    talk.say(Buffer.from([1, 2, 3]), 'nonsense', text(secondReply), flush);
    const heard = await talk.until('audio_end');
    expect(endingsOf(heard)).toEqual(['error', 'error', 'flushed', 'audio_end']);
    expectSpeech(chunksOf(heard.answers), secondReply);
    talk.ws.close();
  });

  it('SLNG 39 survives a text that is too long, but no message over a megabyte', async () => {
    const talk = await talkToSlng(server.url);
    talk.say(text('x'.repeat(5001)));
    expect((await talk.until('error')).last).toMatchObject({ code: 'payload_too_large' });
    talk.say(flush, text(secondReply, true));
    expect(endingsOf(await talk.until('audio_end'))).toEqual(['audio_end']);
    talk.say(text('x'.repeat(2 ** 20)));
    expect((await talk.until('error')).last).toMatchObject({
      code: 'payload_too_large',
      slng_request_id: expect.any(String),
    });
    expect((await talk.closed).code).toBe(1009);
  });
});

describe('SLNG 37 a silent connection', () => {
  it('is pinged, answers pings, and is told before it is closed', async () => {
    const server = await testServer({
      limits: { pingMs: 200 },
      protocols: { slng: { limits: { idleSeconds: 1 } } },
    });
    try {
      const [kept, silent] = [await talkToSlng(server.url), await dialSlng(server.url)];
      const pinging = setInterval(() => kept.say(keepalive), 200);
      await once(kept.ws, 'ping');
      const pong = once(kept.ws, 'pong');
      kept.ws.ping();
      await pong;
      expect((await silent.until('error')).last).toMatchObject({ code: 'idle_timeout_exceeded' });
      expect((await silent.closed).code).toBe(1000);
      expect(kept.ws.readyState).toBe(WebSocket.OPEN);
      clearInterval(pinging);
      kept.ws.close();
    } finally {
      await server.close();
    }
  });
});

describe('SLNG 36 a client that does not read', () => {
  it('stops the engine, is cut off, and keeps nobody from being heard', async () => {
    const server = await testServer({ limits: { slowReaderMs: 4000 } });
    try {
      const stalled = await talkToSlng(server.url, {
        query: 'audio=binary',
        init: { ...init, config: { sample_rate: 48000 } },
      });
      stalled.say(...Array.from({ length: 10 }, () => text(piece)), flush);
      await stalled.audio();
      stalled.ws.pause();
      const other = await talkToSlng(server.url, { query: 'audio=binary' });
      other.say(text(firstReply), flush);
      expectSpeech((await other.until('audio_end')).audio, firstReply);
      other.ws.close();
      await server.figures.until('tts_errors_total', 1, { code: 'slow-reader' });
      await server.figures.until('tts_sessions', 0);
      await server.figures.until('tts_utterances_total', 1, { outcome: 'cancelled' });
      stalled.ws.resume();
      expect((await stalled.closed).code).toBe(1006);
    } finally {
      await server.close();
    }
  });
});

describe('SLNG 42 a server that stops', () => {
  it('finishes the turn in progress, sends those away that have none, and closes with 1001', async () => {
    const server = await testServer({ drainSeconds: 20 });
    try {
      const [talk, idle, early] = [
        await talkToSlng(server.url),
        await talkToSlng(server.url),
        await dialSlng(server.url),
      ];
      const spoken = chapter.slice(0, 2000);
      talk.say(text(spoken), flush);
      await talk.until('audio_chunk');
      const drained = server.drain();
      const heard = await talk.rest();
      expect(endingsOf(heard)).toEqual(['flushed', 'audio_end', 'error']);
      for (const one of [talk, idle, early]) expect((await one.closed).code).toBe(1001);
      await drained;
    } finally {
      await server.close();
    }
  });
});
