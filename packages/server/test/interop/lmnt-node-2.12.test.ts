/** LMNT's last client for Node, unmodified: only the base URL is new. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Lmnt, toFile } from 'lmnt-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DecodableFormat, decode, durationMsOf, forJudging } from '../support/decode.js';
import { lmntRestSuite } from '../support/lmnt-rest-suite.js';
import { sdk212 } from '../support/lmnt-sdks.js';
import { lmntSessionSuite } from '../support/lmnt-session-suite.js';
import { lmntSettings } from '../support/lmnt-settings.js';
import { expectSpeech } from '../support/sound.js';
import { type TestServer, testServer } from '../support/test-server.js';
import { firstReply } from '../support/texts.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer(lmntSettings);
});
afterAll(() => server.close());

lmntSessionSuite(sdk212, () => server);

lmntRestSuite(
  {
    name: 'lmnt-node 2.12',
    sdk: Lmnt,
    formats: {
      mp3: 'mp3',
      ulaw: 'ulaw',
      webm: 'webm',
      pcm_s16le: 'pcm_s16le',
      pcm_f32le: 'pcm_f32le',
      wav: 'wav',
      aac: 'aac',
    },
    generation: 'current',
    declined: {
      'a voice of one’s own': async (client) =>
        client.voices.create({ file: await toFile(Buffer.from('RIFF'), 'me.wav'), name: 'Me', tags: ['a', 'b'] }),
    },
  },
  () => server,
);

describe('what is new in lmnt-node 2.12', () => {
  const folder = mkdtempSync(join(tmpdir(), 'glottis-test-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const client = () => new Lmnt({ apiKey: 'right', baseURL: `${server.url}/` });

  it.each<[DecodableFormat, number]>([
    ['mp3', 24_000],
    ['pcm_s16le', 16_000],
    ['pcm_f32le', 8000],
    ['ulaw', 8000],
    ['webm', 24_000],
  ])('streamAudioToFile writes %s that plays', async (format, sampleRate) => {
    const path = join(folder, format);
    const session = client().speech.sessions.create({
      voice: 'leah',
      format: format as 'mp3',
      sample_rate: sampleRate as 24_000,
      return_timestamps: true,
    });
    for (const token of firstReply.split(/(?<= )/)) session.sendText(token);
    session.sendFlush();
    session.sendFinish();
    await session.streamAudioToFile(path);
    expectSpeech(forJudging(await decode(format, readFileSync(path), sampleRate)), firstReply);
  });

  it('a session has the id of its request, and REST is at the same base URL', async () => {
    const session = client().speech.sessions.create({ voice: 'leah' });
    session.sendFinish();
    for await (const message of session) expect(message).toEqual({ type: 'ready', request_id: session.request_id });
    expect(session.request_id).toMatch(/^[0-9a-f-]{36}$/);
    expect((await client().voices.list()).length).toBeGreaterThan(0);
  });

  it('generateDetailed has words and their times for who asks for them', async () => {
    const { speech } = client();
    const plain = await speech.generateDetailed({ text: firstReply, voice: 'leah' });
    expect(plain).toEqual({ audio: expect.any(String) });
    expect(plain).toMatchObject({ request_id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    const { audio, timestamps = [] } = await speech.generateDetailed({
      text: firstReply,
      voice: 'leah',
      format: 'wav',
      return_timestamps: true,
    });
    const decoded = await decode('wav', Buffer.from(audio, 'base64'), 0);
    expectSpeech(forJudging(decoded), firstReply);
    expect(timestamps.map(({ text }) => text).join('')).toBe(firstReply);
    expect(timestamps.reduce((sum, { duration }) => sum + duration * 1000, 0)).toBeCloseTo(durationMsOf(decoded), 1);
  });
});
