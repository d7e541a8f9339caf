/** The last of LMNT's clients for Node in the dialect before the current one, unmodified. Its sockets are redirected. */

import { Lmnt, toFile } from 'lmnt-node-2.11';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { decode, durationMsOf, forJudging } from '../support/decode.js';
import { lmntRestSuite } from '../support/lmnt-rest-suite.js';
import { sdk211 } from '../support/lmnt-sdks.js';
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

lmntSessionSuite(sdk211, () => server);

lmntRestSuite(
  {
    name: 'lmnt-node 2.11',
    sdk: Lmnt as never,
    formats: {
      mp3: 'mp3',
      ulaw: 'ulaw',
      webm: 'webm',
      pcm_s16le: 'pcm_s16le',
      pcm_f32le: 'pcm_f32le',
      wav: 'wav',
      aac: 'aac',
    },
    generation: 'older',
    declined: {
      'a voice of one’s own': async (client) =>
        older(client).voices.create({ files: [await recording()], name: 'Me', enhance: false }),
      'another’s voice with one’s own words': async (client) =>
        older(client).speech.convert({ audio: await recording(), voice: 'leah', format: 'mp3', language: 'en' }),
    },
  },
  () => server,
);

it('generateDetailed of lmnt-node 2.11 has a seed, and words and their times for who asks for them', async () => {
  const { speech } = new Lmnt({ apiKey: 'right', baseURL: server.url });
  const plain = await speech.generateDetailed({ text: firstReply, voice: 'leah', seed: 7 });
  expect(plain).toEqual({ audio: expect.any(String), seed: 7 });
  const {
    audio,
    durations = [],
    seed,
  } = await speech.generateDetailed({
    text: firstReply,
    voice: 'leah',
    format: 'wav',
    return_durations: true,
  });
  expect(Number.isInteger(seed)).toBe(true);
  const decoded = await decode('wav', Buffer.from(audio, 'base64'), 0);
  expectSpeech(forJudging(decoded), firstReply);
  expect(durations.map(({ text }) => text).join('')).toBe(firstReply);
  expect(durations.reduce((sum, { duration }) => sum + duration * 1000, 0)).toBeCloseTo(durationMsOf(decoded), 1);
});

function older(client: unknown): Lmnt {
  return client as Lmnt;
}

function recording() {
  return toFile(Buffer.from('RIFF'), 'me.wav');
}
