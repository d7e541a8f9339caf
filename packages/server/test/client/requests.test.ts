/** The client's requests, against the real server. */

import { Glottis, type SpeechGenerateParams } from '@glottis/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DecodableFormat, decode, durationMsOf, forJudging } from '../support/decode.js';
import { quickServer } from '../support/quick-server.js';
import { expectSpeech } from '../support/sound.js';
import type { TestServer } from '../support/test-server.js';
import { chapter, firstReply } from '../support/texts.js';

let server: TestServer;
let client: Glottis;
beforeAll(async () => {
  server = await quickServer({ apiKeys: ['right'], voices: { strict: true } });
  client = new Glottis({ baseURL: server.url, apiKey: 'right' });
});
afterAll(() => server.close());

const reply: SpeechGenerateParams = { voice: 'leah', language: 'en', text: firstReply, sample_rate: 24_000 };

it.each<DecodableFormat>(['mp3', 'pcm_s16le', 'pcm_f32le', 'ulaw', 'webm', 'wav'])('generates %s', async (format) => {
  const response = await client.speech.generate({ ...reply, format });
  const decoded = await decode(format, new Uint8Array(await response.arrayBuffer()), 24_000);
  expectSpeech(forJudging(decoded), firstReply);
});

it('hands out audio while more of it is being made', async () => {
  const response = await client.speech.generate({ ...reply, text: chapter, format: 'pcm_s16le' });
  const body = response.body!.getReader();
  expect((await body.read()).value!.length).toBeGreaterThan(0);
  expect(await server.figures.read('tts_sessions')).toBe(1);
  await body.cancel();
  await server.figures.until('tts_sessions', 0);
});

it('generates audio together with the times of its words', async () => {
  const { audio, timestamps } = await client.speech.generateDetailed({
    ...reply,
    format: 'wav',
    return_timestamps: true,
  });
  const decoded = await decode('wav', audio, 24_000);
  expectSpeech(forJudging(decoded), firstReply);
  expect(timestamps.map(({ text }) => text).join('')).toBe(firstReply);
  const toldMs = timestamps.reduce((ms, { duration }) => ms + duration * 1000, 0);
  expect(toldMs).toBeCloseTo(durationMsOf(decoded), 1);
  expect((await client.speech.generateDetailed(reply)).timestamps).toEqual([]);
});

it('lists the voices, and finds each of them again', async () => {
  const voices = await client.voices.list({ owner: 'system' });
  const leah = voices.find(({ id }) => id === 'leah');
  expect(leah).toMatchObject({ owner: 'system', state: 'ready' });
  expect(await client.voices.retrieve('leah')).toEqual(leah);
  await expect(client.voices.retrieve('no/such voice')).rejects.toMatchObject({ status: 404, type: 'not_found_error' });
});

it('stops when its signal aborts, and so does the server', async () => {
  const controller = new AbortController();
  const { signal } = controller;
  const asking = client.speech.generateDetailed({ ...reply, text: chapter }, { signal });
  await server.figures.until('tts_sessions', 1);
  controller.abort('the caller hung up');
  await expect(asking).rejects.toMatchObject({ name: 'AbortError', cause: 'the caller hung up' });
  await server.figures.until('tts_sessions', 0);
  await expect(client.voices.list({}, { signal })).rejects.toMatchObject({ name: 'AbortError' });
});

it('says what was refused, and why, and what to quote', async () => {
  const stranger = new Glottis({ baseURL: server.url, apiKey: 'wrong' });
  const refusals = [
    [stranger.voices.list(), { status: 401, type: 'authentication_error' }],
    [client.speech.generate({ ...reply, sample_rate: 11_025 }), { status: 400, type: 'invalid_request_error' }],
    [
      client.speech.generate({ ...reply, text: `${chapter}!` }),
      { status: 400, message: expect.stringContaining('5000') },
    ],
  ] as const;
  for (const [refused, expected] of refusals) {
    await expect(refused).rejects.toMatchObject({
      name: 'ApiError',
      requestId: expect.stringMatching(/./),
      ...expected,
    });
  }
});

it('does not wait longer for an answer than it is told', async () => {
  const hasty = client.speech.generateDetailed({ ...reply, text: chapter }, { timeout: 1 });
  await expect(hasty).rejects.toMatchObject({ name: 'TimeoutError' });
});
