/** LMNT 8, 10: whether words are heard when they are said to be. An engine clicks where each begins; the client decodes
 *  what it gets, as one stream, and looks for the clicks. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AacFrame, aacFrames, frameSamples } from '../support/aac-frames.js';
import { clickEngine } from '../support/click-engine.js';
import { type Distance, worstDistance } from '../support/click-judge.js';
import type { DecodableFormat } from '../support/decode.js';
import {
  type DialectName,
  dialects,
  joined,
  type Token,
  talkToLmnt,
  untilAudio,
  untilClosed,
  untilNonce,
} from '../support/lmnt-talk.js';
import { type TestServer, testServer } from '../support/test-server.js';
import { chapter } from '../support/texts.js';

const engineRates = [16_000, 22_050, 24_000, 44_100];
const sampleRates = [8000, 16_000, 24_000];
const speeds = [0.5, 1, 2];
const streamed: readonly DecodableFormat[] = ['pcm_s16le', 'pcm_f32le', 'ulaw', 'mp3', 'webm'];
/** People notice 20 ms. Nothing here depends on chance, so much less is no more to ask. */
const maxDistanceMs = 5;

let server: TestServer;
beforeAll(async () => {
  const engines = engineRates.map((sampleRate) => [`click-${sampleRate}`, { use: clickEngine, sampleRate }]);
  server = await testServer({
    engines: { embedded: false, ...Object.fromEntries(engines) },
    protocols: { lmnt: { lingerMs: 0 } },
  });
});
afterAll(() => server.close());

interface Wish {
  readonly format: DecodableFormat;
  readonly sampleRate: number;
  readonly speed: number;
  readonly engineRate: number;
}

/** All together. */
const everyWish = (format: DecodableFormat): readonly Wish[] =>
  sampleRates.flatMap((sampleRate) =>
    speeds.flatMap((speed) => engineRates.map((engineRate) => ({ format, sampleRate, speed, engineRate }))),
  );

/** Every sample rate at every speed, and all rates of engines among them. */
const manyWishes = (format: DecodableFormat): readonly Wish[] =>
  everyWish(format).filter(
    (_, at) => at % engineRates.length === Math.floor(at / engineRates.length) % engineRates.length,
  );

/** Every one of each, but not together. */
const someWishes = (format: DecodableFormat): readonly Wish[] =>
  engineRates.map((engineRate, at) => ({
    format,
    sampleRate: sampleRates[at % 3]!,
    speed: speeds[(at + 1) % 3]!,
    engineRate,
  }));

/** One after the other. */
async function worstOf(talks: readonly (() => Promise<Distance>)[]): Promise<Distance> {
  let worst: Distance = { ms: 0, where: 'nowhere' };
  for (const talk of talks) {
    const distance = await talk();
    if (distance.ms > worst.ms) worst = distance;
  }
  return worst;
}

describe('LMNT 8 words are heard when they are said to be, over flushes and a reset', () => {
  it.each(streamed)('in %s', async (format) => {
    const wishes = format === 'pcm_s16le' ? everyWish(format) : manyWishes(format);
    const worst = await worstOf(wishes.map((wish) => () => conversation('typed', wish)));
    expect(worst.ms, worst.where).toBeLessThan(maxDistanceMs);
  });

  it.each(streamed)('in %s, to clients of version 1.1', async (format) => {
    const worst = await worstOf(someWishes(format).map((wish) => () => conversation('typed', wish, '1.1')));
    expect(worst.ms, worst.where).toBeLessThan(maxDistanceMs);
  });

  it.each(streamed)('in %s, to clients of the older dialects', async (format) => {
    const talks = someWishes(format).map(
      (wish, at) => () => (at % 2 === 0 ? conversation('command', wish) : monologue(wish)),
    );
    const worst = await worstOf(talks);
    expect(worst.ms, worst.where).toBeLessThan(maxDistanceMs);
  });
});

describe('LMNT 8 words are where REST says they are', () => {
  it.each([...streamed, 'wav' as const])('in %s', async (format) => {
    const worst = await worstOf(someWishes(format).map((wish) => () => request(wish)));
    expect(worst.ms, worst.where).toBeLessThan(maxDistanceMs);
  });

  it('in aac, as far as its frames tell', async () => {
    for (const { sampleRate, speed, engineRate } of someWishes('wav')) {
      const { audio, timestamps } = await detailed('aac', { sampleRate, speed, engineRate });
      const frames = aacFrames(Buffer.from(audio, 'base64'));
      const frameMs = (frameSamples * 1000) / sampleRate;
      const lengthMs = timestamps.reduce((sum, { duration }) => sum + duration * 1000, 0);
      expect(lengthMs).toBeCloseTo(frames.length * frameMs, 1);
      // A decoder plays a frame over its own time and the next one's.
      for (const { text, start } of timestamps) {
        if (!/\p{L}/u.test(text)) continue;
        const at = Math.floor((start * 1000) / frameMs);
        const loudest = Math.max(...frames.slice(at - 1, at + 2).map(({ length }) => length));
        expect(loudest).toBeGreaterThan(2 * quietest(frames));
      }
    }
  });
});

/** Three utterances, and one that a reset cuts off. */
async function conversation(dialect: 'typed' | 'command', wish: Wish, version = '1.2'): Promise<Distance> {
  const { text, flush, reset, finish } = dialects[dialect];
  const talk = await open(dialect, wish, version);
  talk.say(text('One two, three fo'), text('ur. Five six seven.'), flush(1), text('Eight nine ten.'), flush(2));
  const spoken = [await untilNonce(talk, 1), await untilNonce(talk, 2)];
  talk.say(text(chapter), flush(3));
  const begun = await untilAudio(talk);
  talk.say(reset(4), text('Eleven twelve thirteen.'), flush(5), finish);
  const cut = { ...joined(begun, await untilNonce(talk, 4)), cut: true };
  const last = await untilNonce(talk, 5);
  expect(await talk.closed).toEqual({ code: 1000, reason: '' });
  const perPiece = dialect === 'command' || version === '1.1';
  return worstDistance([...spoken, cut, last], { ...wish, perPiece });
}

/** Without answers to tell utterances by. */
async function monologue(wish: Wish): Promise<Distance> {
  const { text, flush, finish } = dialects.untyped;
  const talk = await open('untyped', wish);
  talk.say(text('One two, three fo'), text('ur. Five six seven.'), flush(), text('Eight nine ten.'), flush());
  talk.say(text('Eleven twelve thirteen.'), finish);
  return worstDistance([await untilClosed(talk)], { ...wish, perPiece: true });
}

function open(dialect: DialectName, { format, sampleRate, speed, engineRate }: Wish, version?: string) {
  return talkToLmnt(server.url, dialect, {
    ...(version !== undefined && dialect === 'typed' && { 'lmnt-version': version }),
    voice: `click-${engineRate}/en`,
    format,
    sample_rate: sampleRate,
    speed,
    [dialect === 'typed' ? 'return_timestamps' : 'return_extras']: true,
  });
}

async function request({ format, ...wish }: Wish): Promise<Distance> {
  const { audio, timestamps } = await detailed(format, wish);
  const file = Buffer.from(audio, 'base64');
  return worstDistance([{ audio: file, messages: [file, { type: 'timestamps', timestamps }] }], {
    format,
    ...wish,
    perPiece: false,
  });
}

async function detailed(format: string, { sampleRate, speed, engineRate }: Omit<Wish, 'format'>): Promise<Detailed> {
  const response = await fetch(`${server.url}/v1/ai/speech`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'lmnt-version': '1.1' },
    body: JSON.stringify({
      text: 'One two, three four. Five six seven. Eight nine ten.',
      voice: `click-${engineRate}/en`,
      format,
      sample_rate: sampleRate,
      speed,
      return_timestamps: true,
    }),
  });
  return (await response.json()) as Detailed;
}

interface Detailed {
  readonly audio: string;
  readonly timestamps: readonly Token[];
}

/** In bytes: what a frame takes in which there is nothing to be heard. */
function quietest(frames: readonly AacFrame[]): number {
  return Math.min(...frames.map(({ length }) => length));
}
