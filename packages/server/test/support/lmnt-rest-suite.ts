/** The promises that LMNT's clients for Node since 2.0 are kept over HTTP, by one suite for all. */

import type { Lmnt } from 'lmnt-node';
import { describe, expect, it } from 'vitest';
import { aacFrames, frameSamples } from './aac-frames.js';
import { type DecodableFormat, decode, forJudging } from './decode.js';
import { lmntSettings } from './lmnt-settings.js';
import { talkToLmnt } from './lmnt-talk.js';
import { expectSpeech } from './sound.js';
import type { TestServer } from './test-server.js';
import { chapter, firstReply } from './texts.js';

export interface RestSubject {
  readonly name: string;
  /** Other versions have classes of the same shape. */
  readonly sdk: typeof Lmnt;
  /** In its own words, and what comes of them. */
  readonly formats: Readonly<Record<string, DecodableFormat | 'aac'>>;
  /** Which answers it understands. */
  readonly generation: 'current' | 'older';
  /** Asks for what this server does not do: to clone a voice, or to convert one. */
  readonly declined: Readonly<Record<string, (client: Lmnt) => Promise<unknown>>>;
}

const sampleRates = [8000, 16_000, 24_000] as const;

/** `server` has the settings of `lmntSettings`. */
export function lmntRestSuite(
  { name, sdk, formats, generation, declined }: RestSubject,
  server: () => TestServer,
): void {
  const client = (options: ConstructorParameters<typeof Lmnt>[0] = {}) =>
    new sdk({ apiKey: 'right', baseURL: server().url, ...options });
  const params = (wishes: object = {}) => ({ text: firstReply, voice: 'leah', ...wishes });

  describe(`generate of ${name}`, () => {
    it.each(Object.entries(formats))('speaks %s at every sample rate', async (format, decodedAs) => {
      for (const sample_rate of sampleRates) {
        const response = await client().speech.generate(params({ format, sample_rate }));
        const file = new Uint8Array(await response.arrayBuffer());
        if (decodedAs === 'aac') {
          expectAac(file, sample_rate);
          continue;
        }
        const decoded = await decode(decodedAs, file, sample_rate);
        expect(decoded.sampleRate).toBe(format === 'webm' ? 48_000 : sample_rate);
        expectSpeech(forJudging(decoded), firstReply);
      }
    });

    it('speaks MP3 at 24 kHz to who wishes for nothing, and shows the answer itself to who wishes for that', async () => {
      const { data, response } = await client().speech.generate(params()).withResponse();
      expect(response.headers.get('content-type')).toBe('audio/mpeg');
      expect(response.headers.get('request-id')).toMatch(/^[0-9a-f-]{36}$/);
      const decoded = await decode('mp3', new Uint8Array(await data.arrayBuffer()), 0);
      expect(decoded.sampleRate).toBe(24_000);
      expectSpeech(forJudging(decoded), firstReply);
    });

    it('can be broken off', async () => {
      const abort = new AbortController();
      const response = await client().speech.generate(params({ text: chapter }), { signal: abort.signal });
      abort.abort();
      await expect(response.arrayBuffer()).rejects.toThrow(/abort/);
      await server().figures.until('tts_sessions', 0);
    });
  });

  describe(`errors of ${name}`, () => {
    const unauthorized = generation === 'current' ? sdk.AuthenticationError : sdk.PermissionDeniedError;
    it.each<[string, () => Promise<unknown>, new (...args: never[]) => Error, number]>([
      [
        'a wrong key',
        () => client({ apiKey: 'wrong' }).accounts.retrieve(),
        unauthorized,
        generation === 'current' ? 401 : 403,
      ],
      ['no text', () => client().speech.generate(params({ text: '' })), sdk.BadRequestError, 400],
      ['too much text', () => client().speech.generate(params({ text: `${chapter}.` })), sdk.BadRequestError, 400],
      ['a format that is none', () => client().speech.generate(params({ format: 'flac' })), sdk.BadRequestError, 400],
      ['an unknown path', () => client().get('/v1/ai/nothing'), sdk.NotFoundError, 404],
      ['the end of a voice', () => client().voices.delete('leah'), sdk.PermissionDeniedError, 403],
    ])('are of their class: %s', async (_, ask, errorClass, status) => {
      const error = await failureOf(ask());
      expect(error).toBeInstanceOf(errorClass);
      expect(error).toMatchObject({ status, headers: { 'request-id': expect.any(String) } });
    });

    it.each(Object.entries(declined))('say that nobody can have %s here', async (_, ask) => {
      const error = await failureOf(ask(client()));
      expect(error).toBeInstanceOf(sdk.APIError);
      expect(error).toMatchObject({ status: expect.toBeOneOf([403, 404]), headers: { 'x-should-retry': 'false' } });
      expect(String(error)).toMatch(/this server/);
    });

    it('for too many at once are of their class, too, and go away when there is room', async () => {
      const busy = { 'X-API-Key': 'busy', 'lmnt-version': '1.2', voice: 'leah' };
      const holders = await Promise.all(
        Array.from({ length: lmntSettings.limits.sessionsPerKey }, () => talkToLmnt(server().url, 'typed', busy)),
      );
      await Promise.all(holders.map((talk) => talk.until('ready')));
      const statuses: number[] = [];
      const impatient = client({ apiKey: 'busy', maxRetries: 0 });
      await expect(impatient.speech.generate(params())).rejects.toBeInstanceOf(sdk.RateLimitError);

      const patient = client({
        apiKey: 'busy',
        // As the SDK's own; and once it was refused, there is room.
        async fetch(url, init) {
          const response = await fetch(url as string, init as RequestInit);
          statuses.push(response.status);
          if (response.status === 429) {
            expect(Number(response.headers.get('retry-after-ms'))).toBeGreaterThan(0);
            for (const { ws } of holders) ws.close();
            await server().figures.until('tts_sessions', 0);
          }
          return response as never;
        },
      });
      const response = await patient.speech.generate(params({ format: 'wav', sample_rate: 24_000 }));
      expect(statuses).toEqual([429, 200]);
      expectSpeech(forJudging(await decode('wav', new Uint8Array(await response.arrayBuffer()), 0)), firstReply);
    });
  });

  describe(`voices of ${name}`, () => {
    it('are listed, and each is what the list says', async () => {
      const { voices } = client();
      const all = await voices.list();
      expect(all.map(({ id }) => id)).toEqual(expect.arrayContaining(['leah', 'ava', 'morgan', 'lily']));
      expect(await voices.list({ owner: 'system' })).toEqual(all);
      expect(await voices.list({ owner: 'me' })).toEqual([]);
      const leah = await voices.retrieve('leah');
      expect(leah).toMatchObject({ id: 'leah', name: 'Leah', owner: 'system', state: 'ready', gender: 'female' });
      expect(all).toContainEqual(expect.objectContaining(leah));
    });

    it('are starred, renamed and described', async () => {
      const { voices } = client();
      const wish = { starred: true, name: 'My voice', description: 'The one of the phone', gender: 'nonbinary' };
      const { voice } = await voices.update('ansel', wish);
      expect(voice).toMatchObject({ id: 'ansel', ...wish });
      expect(await voices.list({ starred: 'true' })).toEqual([expect.objectContaining(wish)]);
      expect(await voices.update('ansel', {})).toEqual({ voice });
      await voices.update('ansel', { starred: false });
      expect(await voices.list({ starred: 'true' })).toEqual([]);
    });

    it('that LMNT’s users cloned speak as well, and can be deleted', async () => {
      const id = '9c4a8f2b3e1d7c40';
      const { voices } = client();
      await voices.update(id, { name: 'Me' });
      expect(await voices.retrieve(id)).toMatchObject({ id, name: 'Me', owner: 'me', state: 'ready' });
      const response = await client().speech.generate(params({ voice: id, format: 'wav', sample_rate: 24_000 }));
      expectSpeech(forJudging(await decode('wav', new Uint8Array(await response.arrayBuffer()), 0)), firstReply);
      expect(await voices.delete(id)).toEqual({ success: true });
      expect(await voices.retrieve(id)).not.toMatchObject({ name: 'Me' });
    });

    it('speak, whichever of them is chosen', async () => {
      const ids = (await client().voices.list()).map(({ id }) => id);
      expect(ids.length).toBeGreaterThan(40);
      // Some of them; all are looked up in the same way.
      for (const voice of ids.filter((_, index) => index % 10 === 0)) {
        const response = await client().speech.generate(params({ voice, format: 'ulaw', text: 'Hello.' }));
        const decoded = await decode('ulaw', new Uint8Array(await response.arrayBuffer()), 0);
        expect(decoded.samples.length, voice).toBeGreaterThan(2000);
      }
    });
  });

  it(`the account of ${name} has no end`, async () => {
    const account = await client().accounts.retrieve();
    expect(account).toMatchObject({
      plan: { type: 'self-hosted', character_limit: 1_000_000_000, commercial_use_allowed: true },
      usage: { characters: generation === 'current' ? 1_000_000_000 : 0 },
    });
  });
}

async function failureOf(asked: Promise<unknown>): Promise<unknown> {
  try {
    await asked;
  } catch (error) {
    return error;
  }
  throw new Error('nothing failed');
}

/** Without a decoder: as long as it takes, and most of it with something to be heard. */
function expectAac(file: Uint8Array, sampleRate: number): void {
  const frames = aacFrames(file);
  expect(new Set(frames.map((frame) => frame.sampleRate))).toEqual(new Set([sampleRate]));
  const seconds = (frames.length * frameSamples) / sampleRate;
  expect(seconds).toBeGreaterThan(firstReply.length / 30);
  expect(seconds).toBeLessThan(firstReply.length / 6 + 0.5);
  const silent = Math.min(...frames.map(({ length }) => length));
  expect(frames.filter(({ length }) => length > 2 * silent).length).toBeGreaterThan(frames.length / 2);
}
