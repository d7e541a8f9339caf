/** The client's sessions in Node, against the real server, over every WebSocket. */

import { setImmediate as turn } from 'node:timers/promises';
import {
  Glottis,
  type SpeechSession,
  type SpeechSessionMessage,
  type SpeechSessionParams,
  type Timestamp,
  type WebSocketClass,
} from '@glottis/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientSockets } from '../support/client-sockets.js';
import { quickServer } from '../support/quick-server.js';
import { durationMsOf, expectSpeech } from '../support/sound.js';
import type { TestServer } from '../support/test-server.js';
import { chapter, firstReply, secondReply } from '../support/texts.js';

let server: TestServer;
beforeAll(async () => {
  server = await quickServer();
});
afterAll(() => server.close());

function openOver(WebSocket: WebSocketClass | undefined, wishes: Partial<SpeechSessionParams> = {}): SpeechSession {
  const { sessions } = new Glottis({ baseURL: server.url, WebSocket }).speech;
  return sessions.create({ voice: 'leah', language: 'en', format: 'pcm_s16le', ...wishes });
}

describe.each(clientSockets)('a session over %s', (_, WebSocket) => {
  const open = (wishes: Partial<SpeechSessionParams> = {}) => openOver(WebSocket, wishes);

  it('speaks while a model writes, and ends when all of it is spoken', async () => {
    const session = open();
    const listening = rest(session);
    for (const token of firstReply.split(/(?<= )/)) {
      session.sendText(token);
      await turn();
    }
    session.sendFinish();
    const { audio, messages } = await listening;
    expectSpeech(audio, firstReply);
    expect(messages).toMatchObject([{ type: 'ready', request_id: session.requestId }]);
  });

  it('answers every flush with its nonce, behind the audio of that flush and before the next', async () => {
    const session = open();
    const nonces = [firstReply, secondReply].map((text) => {
      session.sendText(text);
      return session.sendFlush();
    });
    for (const [index, text] of [firstReply, secondReply].entries()) {
      const { audio, last } = await until(session, ({ type }) => type === 'flush_complete');
      expectSpeech(audio, text);
      expect(last).toEqual({ type: 'flush_complete', nonce: nonces[index] });
    }
    session.close();
  });

  it('forgets all before a reset: what is heard then is what was sent then', async () => {
    const session = open();
    session.sendText(chapter);
    const voided = session.sendFlush();
    await until(session, ({ type }) => type === 'audio');
    const reset = session.sendReset({ report: true });
    session.sendText(secondReply);
    session.sendFinish();
    const { audio, messages } = await rest(session);
    expectSpeech(audio, secondReply);
    const [flushed, answered] = messages;
    expect(flushed).toEqual({ type: 'flush_complete', nonce: voided });
    expect(answered).toMatchObject({ type: 'reset_complete', nonce: reset, heard: { audio_ms: expect.any(Number) } });
    const { heard } = answered as Extract<SpeechSessionMessage, { type: 'reset_complete' }>;
    expect(heard!.text_spoken + heard!.text_remaining).toBe(chapter);
  });

  it('tells when each piece of the text is spoken, to the end of the audio', async () => {
    const session = open({ return_timestamps: true });
    session.sendText(firstReply);
    session.sendFinish();
    const { audio, messages } = await rest(session);
    expect(textOf(messages)).toBe(firstReply);
    expect(toldIn(messages).reduce((seconds, { duration }) => seconds + duration, 0) * 1000).toBeCloseTo(
      durationMsOf(audio),
      1,
    );
  });

  it('is ended by its signal, with the reason, and the server stops speaking', async () => {
    const controller = new AbortController();
    const session = open({ signal: controller.signal });
    session.sendText(chapter);
    await until(session, ({ type }) => type === 'audio');
    controller.abort('the caller hung up');
    await expect(rest(session)).rejects.toMatchObject({ name: 'AbortError', cause: 'the caller hung up' });
    await server.figures.until('tts_sessions', 0);
  });

  it('hands out an error that the server gives up with, and ends', async () => {
    const { messages } = await rest(open({ sample_rate: 11_025 }));
    expect(messages).toMatchObject([{ type: 'error', error: { type: 'invalid_request_error' } }]);
  });
});

it('a session that nobody reads lets the server make only as much as its window, and loses nothing by that', async () => {
  const made = 'tts_audio_seconds_total';
  const before = await server.figures.read(made);
  const session = openOver(undefined);
  session.sendText(chapter);
  session.sendFinish();
  const first = await until(session, ({ type }) => type === 'audio');
  const madeSeconds = (await server.figures.untilStill(made)) - before;
  const { audio } = await rest(session);
  const readSeconds = durationMsOf(Buffer.concat([first.audio, audio])) / 1000;
  expect(readSeconds).toBeGreaterThan(10 * madeSeconds);
  expect((await server.figures.read(made)) - before).toBeCloseTo(readSeconds, 1);
});

it("a hundred sessions at once each speak their own text, and nobody else's", async () => {
  const sessions = Array.from({ length: 100 }, () => openOver(undefined, { return_timestamps: true }));
  await server.figures.until('tts_sessions', sessions.length);
  await Promise.all(
    sessions.map(async (session, index) => {
      const text = `Your table has the number ${index}, by the window.`;
      for (const token of text.split(/(?<= )/)) session.sendText(token);
      session.sendFinish();
      const { audio, messages } = await rest(session);
      expectSpeech(audio, text);
      expect(textOf(messages)).toBe(text);
    }),
  );
  await server.figures.until('tts_sessions', 0);
});

interface Heard {
  /** All audio, joined. */
  readonly audio: Buffer;
  readonly messages: readonly SpeechSessionMessage[];
  readonly last: SpeechSessionMessage | undefined;
}

/** Reads up to and with a message. */
async function until(session: SpeechSession, isLast: (message: SpeechSessionMessage) => boolean): Promise<Heard> {
  const audio: Uint8Array[] = [];
  const messages: SpeechSessionMessage[] = [];
  let last: SpeechSessionMessage | undefined;
  for await (const message of session) {
    last = message;
    if (message.type === 'audio') audio.push(message.audio);
    else messages.push(message);
    if (isLast(message)) break;
  }
  return { audio: Buffer.concat(audio), messages, last };
}

/** Reads to the end. */
function rest(session: SpeechSession): Promise<Heard> {
  return until(session, () => false);
}

function toldIn(messages: readonly SpeechSessionMessage[]): readonly Timestamp[] {
  return messages.flatMap((message) => (message.type === 'timestamps' ? message.timestamps : []));
}

function textOf(messages: readonly SpeechSessionMessage[]): string {
  return toldIn(messages)
    .map(({ text }) => text)
    .join('');
}
