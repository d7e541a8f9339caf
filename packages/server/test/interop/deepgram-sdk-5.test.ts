/** Deepgram's current SDK for JavaScript, unmodified: only the base URL is new. */

import { DeepgramClient } from '@deepgram/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectAnswers } from '../support/answers.js';
import { expectSpeech, sampleRate } from '../support/sound.js';
import { type TestServer, testServer } from '../support/test-server.js';
import { chapter, firstReply, secondReply } from '../support/texts.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const client = () => new DeepgramClient({ apiKey: 'any', baseUrl: server.url });
const speech = { model: 'aura-2-thalia-en', encoding: 'linear16', sample_rate: sampleRate } as const;

describe('the socket of @deepgram/sdk 5', () => {
  it('holds a conversation of two replies with an interruption between them', async () => {
    const { connection, answers, closed } = await connect();
    for (const token of firstReply.split(/(?<= )/)) connection.sendText({ type: 'Speak', text: token });
    connection.sendFlush({ type: 'Flush' });
    expectSpeech((await answers.until('Flushed')).audio, firstReply);

    connection.sendText({ type: 'Speak', text: chapter });
    connection.sendFlush({ type: 'Flush' });
    await answers.untilAudio();
    connection.sendClear({ type: 'Clear' });
    await answers.until('Cleared');

    connection.sendText({ type: 'Speak', text: secondReply });
    connection.sendFlush({ type: 'Flush' });
    const second = await answers.until('Flushed');
    expectSpeech(second.audio, secondReply);
    expect(second.last).toEqual({ type: 'Flushed', sequence_id: 2 });

    connection.sendClose({ type: 'Close' });
    expect((await closed).code).toBe(1000);
  });

  it('X4 does not come back after sendClose', async () => {
    const before = await server.figures.read('tts_connections_total');
    const leaving = await connect();
    const rejected = await connect();
    leaving.connection.sendClose({ type: 'Close' });
    expect((await leaving.closed).code).toBe(1000);
    // The SDK waits equally long before each of its returns. So once the one is back that was sent away later, with
    // another code, the first would have been back too.
    rejected.connection.sendText({ type: 'Speak', text: 1 as unknown as string });
    expect((await rejected.closed).code).toBe(1008);
    await rejected.reopened;
    expect(await server.figures.read('tts_connections_total')).toBe(before + 3);
    rejected.connection.close();
  });

  async function connect() {
    const connection = await client().speak.v1.connect({ ...speech, sample_rate: String(sampleRate) });
    const answers = collectAnswers();
    const closed = new Promise<{ readonly code: number }>((resolve) => {
      connection.on('close', (event) => {
        answers.end();
        resolve(event);
      });
    });
    connection.on('message', (message: unknown) => {
      if (message instanceof Blob) answers.hear(message);
      else answers.take(message as { readonly type: string });
    });
    connection.connect();
    await connection.waitForOpen();
    const reopened = new Promise<void>((resolve) => connection.on('open', resolve));
    return { connection, answers, closed, reopened };
  }
});

describe('REST with @deepgram/sdk 5', () => {
  const request = { ...speech, text: firstReply, container: 'none' } as const;

  it('R6 gives the whole audio', async () => {
    const response = await client().speak.v1.audio.generate(request);
    expectSpeech(new Uint8Array(await response.arrayBuffer()), firstReply);
  });

  it('R6 gives a stream of audio', async () => {
    const response = await client().speak.v1.audio.generate(request);
    const stream = response.stream();
    if (stream === null) throw new Error('the response has no body');
    expectSpeech(await joined(stream), firstReply);
  });

  it('is told its mistakes in words it understands', async () => {
    const wrong = client().speak.v1.audio.generate({ ...request, text: '' });
    await expect(wrong).rejects.toMatchObject({
      statusCode: 400,
      body: { err_code: 'Bad Request', request_id: expect.any(String) },
    });
  });
});

async function joined(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  const reader = stream.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) chunks.push(read.value);
  return Buffer.concat(chunks);
}
