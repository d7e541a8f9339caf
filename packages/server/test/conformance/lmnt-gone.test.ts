/** LMNT 16 to 18: clients that leave, fall silent or stop reading, and servers that stop. */

import { once } from 'node:events';
import type { Socket } from 'node:net';
import { Lmnt } from 'lmnt-node';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { cleanUp, glottisServe } from '../support/child.js';
import { decode, durationMsOf, forJudging } from '../support/decode.js';
import { type DialectName, dialects, joined, talkToLmnt, untilAudio, untilClosed } from '../support/lmnt-talk.js';
import { expectSameLength, expectSpeech, durationMsOf as lengthMsOf, loudnessOf } from '../support/sound.js';
import type { Talk } from '../support/talk.js';
import { type TestServer, testServer } from '../support/test-server.js';
import { chapter, firstReply, story } from '../support/texts.js';

const { text, finish } = dialects.typed;

/** Little warming up is enough for a test. */
const soonReady = ['--engines-embedded-warm-up-sentences', '12'];
const allDialects = Object.keys(dialects) as DialectName[];

describe('a client that leaves', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer({ limits: { pingMs: 300 } });
  });
  afterAll(() => server.close());

  const cancelled = () => server.figures.read('tts_utterances_total', { outcome: 'cancelled' });

  /** In the middle of hours of audio. */
  async function listening(dialect: DialectName, wishes: object = {}): Promise<Talk> {
    const talk = await talkToLmnt(server.url, dialect, wishes);
    talk.say(dialects[dialect].text(story.slice(0, 50_000)), dialects[dialect].flush(1));
    await untilAudio(talk);
    return talk;
  }

  const leave: Readonly<Record<string, (talk: Talk, dialect: DialectName) => void>> = {
    'says so': ({ ws }) => ws.close(),
    'says so right behind its last word': ({ ws, say }, dialect) => {
      say(dialects[dialect].finish);
      ws.close();
    },
    'hangs up': ({ ws }) => ws.terminate(),
    'breaks the connection': ({ ws }) => socketOf(ws).resetAndDestroy(),
    'ends its side of the connection only': ({ ws }) => socketOf(ws).end(),
  };

  describe.each(Object.keys(leave))('LMNT 16 and %s', (way) => {
    it.each(allDialects)('stops the engine and is forgotten, in the %s dialect', async (dialect) => {
      const before = await cancelled();
      const talk = await listening(dialect);
      leave[way]!(talk, dialect);
      await server.figures.until('tts_sessions', 0);
      await server.figures.until('tts_utterances_total', before + 1, { outcome: 'cancelled' });
      talk.ws.terminate();
    });
  });

  it.each(allDialects)('LMNT 16 has WebM that plays up to there, in the %s dialect', async (dialect) => {
    const talk = await talkToLmnt(server.url, dialect, { format: 'webm' });
    talk.say(dialects[dialect].text(chapter), dialects[dialect].flush(1));
    const parts = [await untilAudio(talk)];
    while (joined(...parts).messages.length < 10) parts.push(await untilAudio(talk));
    talk.ws.terminate();
    const { audio } = joined(...parts);
    const decoded = await decode('webm', audio, 0);
    expect(durationMsOf(decoded)).toBeGreaterThan(1000);
    expect(loudnessOf(forJudging(decoded)).voiced).toBeGreaterThan(0.5);
    await server.figures.until('tts_sessions', 0);
  });

  it('LMNT 17 is one that answers no ping; one that is only silent stays, and its own pings are answered', async () => {
    const silent = await talkToLmnt(server.url, 'typed');
    const frozen = await talkToLmnt(server.url, 'typed');
    socketOf(frozen.ws).pause();
    for (let ping = 0; ping < 4; ping += 1) await once(silent.ws, 'ping');
    await server.figures.until('tts_sessions', 1);
    const pong = once(silent.ws, 'pong');
    silent.ws.ping('still there?');
    expect(String((await pong)[0])).toBe('still there?');
    expect(silent.ws.readyState).toBe(WebSocket.OPEN);
    silent.say(text(firstReply), finish);
    expectSpeech((await untilClosed(silent)).audio, firstReply);
    frozen.ws.terminate();
  });
});

describe('a server that stops', () => {
  afterEach(cleanUp);
  beforeEach(() => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
  });
  afterEach(() => vi.restoreAllMocks());

  it('LMNT 17 in the middle of the audio ends the loops of its clients, and is found again at the same address', async () => {
    const first = await glottisServe(soonReady);
    const client = new Lmnt({ apiKey: 'any', baseURL: first.url });
    const session = client.speech.sessions.create({ voice: 'leah', format: 'pcm_s16le' });
    session.sendText(story);
    session.sendFlush();
    const heard: string[] = [];
    for await (const message of session) {
      heard.push(message.type);
      if (heard.length === 5) first.process.kill('SIGKILL');
    }
    expect(heard.slice(0, 2)).toEqual(['ready', 'audio']);

    const second = await glottisServe([...soonReady, '--port', new URL(first.url).port]);
    expect(second.url).toBe(first.url);
    const again = client.speech.sessions.create({ voice: 'leah', format: 'pcm_s16le' });
    again.sendText(firstReply);
    again.sendFinish();
    const audio: Uint8Array[] = [];
    for await (const message of again) if (message.type === 'audio') audio.push(Buffer.from(message.audio as Buffer));
    expectSpeech(Buffer.concat(audio), firstReply);
  });

  it('LMNT 17 in good order finishes what is spoken, in every dialect, and says why it closes', async () => {
    const server = await glottisServe(soonReady);
    const talks = await Promise.all(
      allDialects.map(async (dialect) => {
        const talk = await talkToLmnt(server.url, dialect);
        talk.say(dialects[dialect].text(chapter.slice(0, 1000)), dialects[dialect].flush(1));
        const begun = await untilAudio(talk);
        // What it has not read cannot have been finished before the stop.
        talk.ws.pause();
        return { dialect, talk, begun };
      }),
    );
    server.process.kill('SIGTERM');
    await server.said(/Once more stops now/);
    for (const { dialect, talk, begun } of talks) {
      talk.ws.resume();
      const { audio, answers } = joined(begun, await untilClosed(talk));
      expectSpeech(audio, chapter.slice(0, 1000));
      const last = answers.at(-1);
      if (dialect === 'typed') expect(last).toMatchObject({ type: 'error', error: { type: 'internal_server_error' } });
      else expect(last).toEqual({ error: expect.any(String) });
      expect((await talk.closed).code).toBe(1012);
    }
    expect((await server.ended).code).toBe(0);
  });
});

describe('clients that stop reading', () => {
  afterAll(cleanUp);

  it('LMNT 18 stop the engine, cost little memory, and keep nobody from being heard', async () => {
    const { url, figures } = await glottisServe(soonReady);
    const neighbour = async () => {
      const talk = await talkToLmnt(url, 'typed');
      talk.say(text(chapter.slice(0, 1000)), finish);
      return (await untilClosed(talk)).audio;
    };
    const undisturbed = await neighbour();
    const memoryBefore = await figures.read('process_resident_memory_bytes');
    const stalled = await Promise.all(
      allDialects.map(async (dialect) => {
        const talk = await talkToLmnt(url, dialect, { format: 'pcm_f32le', return_extras: true });
        talk.say(dialects[dialect].text(story), dialects[dialect].flush(1));
        await untilAudio(talk);
        talk.ws.pause();
        return talk;
      }),
    );
    // What fits into the buffers of the system is made, and then nothing more, though hours were asked for.
    const madeSeconds = await figures.untilStill('tts_audio_seconds_total');
    expect(await figures.read('tts_sessions')).toBe(stalled.length);
    const heard = await neighbour();
    expectSameLength(heard, undisturbed);
    const madeSince = (await figures.read('tts_audio_seconds_total')) - madeSeconds;
    expect(madeSince).toBeCloseTo(lengthMsOf(heard) / 1000, 1);
    const memoryAfter = await figures.read('process_resident_memory_bytes');
    // An hour of this audio is 345 MB. A young process grows by some tens of MB whatever it does.
    expect((memoryAfter - memoryBefore) / 2 ** 20).toBeLessThan(120);
    for (const { ws } of stalled) ws.terminate();
    await figures.until('tts_sessions', 0);
  });
});

/** The library has no word for it. */
function socketOf(ws: WebSocket) {
  return (ws as unknown as { readonly _socket: Socket })._socket;
}
