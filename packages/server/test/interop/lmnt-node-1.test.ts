/** LMNT's first client for Node, unmodified. Its sockets are redirected. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aacFrames, frameSamples } from '../support/aac-frames.js';
import { type DecodableFormat, decode, durationMsOf, forJudging } from '../support/decode.js';
import { Speech, sdk1 } from '../support/lmnt-sdks.js';
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

lmntSessionSuite(sdk1, () => server);

describe('REST with lmnt-node 1.2', () => {
  const speech = (key = 'right') => new Speech(key, server.url);

  it.each<[string, DecodableFormat, number]>([
    ['mp3', 'mp3', 24_000],
    ['wav', 'wav', 16_000],
    ['raw', 'pcm_s16le', 24_000],
    ['ulaw', 'ulaw', 8000],
  ])('speaks %s', async (format, decodedAs, sampleRate) => {
    const { audio } = await speech().synthesize(firstReply, 'lily', { format, sample_rate: sampleRate });
    const decoded = await decode(decodedAs, audio, sampleRate);
    expect(decoded.sampleRate).toBe(sampleRate);
    expectSpeech(forJudging(decoded), firstReply);
  });

  it('speaks aac', async () => {
    const { audio } = await speech().synthesize(firstReply, 'lily', { format: 'aac' });
    const seconds = (aacFrames(audio).length * frameSamples) / 24_000;
    expect(seconds).toBeGreaterThan(firstReply.length / 30);
  });

  it('has durations and a seed for who asks for them', async () => {
    const options = { format: 'wav', return_durations: true, return_seed: true, seed: 1234, conversational: true };
    const { audio, durations = [], seed } = await speech().synthesize(firstReply, 'lily', options);
    expect(seed).toBe(1234);
    expect(durations.map(({ text }) => text).join('')).toBe(firstReply);
    const toldMs = durations.reduce((sum, { duration }) => sum + duration * 1000, 0);
    expect(toldMs).toBeCloseTo(durationMsOf(await decode('wav', audio, 0)), 1);
  });

  it('speaks as fast as it is asked to', async () => {
    const lengths: number[] = [];
    for (const speed of [0.5, 1, 2]) {
      const { audio } = await speech().synthesize(firstReply, 'lily', { format: 'wav', speed });
      lengths.push(durationMsOf(await decode('wav', audio, 0)));
    }
    expect(lengths[0]! / lengths[1]!).toBeCloseTo(2, 0);
    expect(lengths[1]! / lengths[2]!).toBeCloseTo(2, 0);
  });

  it('has voices, which can be starred and thawed; none can be made, and only one’s own be deleted', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'glottis-test-'));
    const recording = join(folder, 'me.wav');
    writeFileSync(recording, 'RIFF');
    const voices = await speech().fetchVoices();
    expect(voices.map(({ id }) => id)).toEqual(expect.arrayContaining(['lily', 'leah']));
    expect(await speech().fetchVoices({ starred: true, owner: 'system' })).toEqual([]);
    expect(await speech().fetchVoice('lily')).toMatchObject({ id: 'lily', owner: 'system', state: 'ready' });
    const starred = await speech().updateVoice('lily', { starred: true, name: 'Lil' });
    expect(starred).toMatchObject({ voice: { id: 'lily', starred: true, name: 'Lil' } });
    expect(await speech().unfreezeVoice('lily')).toEqual(starred);
    expect(await speech().fetchVoices({ starred: true })).toEqual([expect.objectContaining({ id: 'lily' })]);
    await expect(speech().deleteVoice('lily')).rejects.toThrow(/^\[deleteVoice\] lily is a voice of this server/);
    await expect(speech().createVoice('me', true, [recording])).rejects.toThrow(/^\[createVoice\] this server clones/);
    expect(await speech().deleteVoice('0b5c7a52-4f4a-4a8e-9d0e-1c6f3f0a7b11')).toEqual({ success: true });
    rmSync(folder, { recursive: true });
  });

  it('has an account', async () => {
    expect(await speech().fetchAccount()).toMatchObject({
      plan: { type: 'self-hosted', professional_voice_limit: 0, instant_voice_limit: 0 },
      usage: { characters: 0, professional_voices: 0, instant_voices: 0 },
    });
  });

  it('is told its mistakes in words that it shows', async () => {
    await expect(speech('wrong').fetchVoices()).rejects.toThrow('[fetchVoices] Invalid API key');
    await expect(speech().synthesize(firstReply, 'lily', { format: 'flac' })).rejects.toThrow(/flac is not offered/);
  });
});
