/** LMNT 20: Pipecat's way of speaking: one socket, each sentence flushed, never an end; and who interrupts it makes it
 *  connect anew. Nothing tells it where a sentence ends, so the engine here speaks each word for the same time. */

import { afterAll, beforeAll, expect, it } from 'vitest';
import { clickEngine } from '../support/click-engine.js';
import { talkToLmnt, untilAudio } from '../support/lmnt-talk.js';
import type { Talk } from '../support/talk.js';
import { type TestServer, testServer } from '../support/test-server.js';

const sampleRate = 24_000;
/** 240 ms of samples of two bytes. */
const bytesPerWord = 0.24 * sampleRate * 2;

const replies = [
  ['Hello there.', 'How can I help you today?'],
  ['Sure.'],
  ['Your order has shipped, and arrives on Tuesday.', 'Is there anything else?', 'I have time.'],
  ['One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen.'],
];
const wordsIn = (sentences: readonly string[]) => sentences.join(' ').split(' ').length;

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ engines: { embedded: false, click: { use: clickEngine, sampleRate } } });
});
afterAll(() => server.close());

function connect(): Promise<Talk> {
  return talkToLmnt(server.url, 'untyped', {
    voice: `click-${sampleRate}/en`,
    format: 'raw',
    sample_rate: sampleRate,
    language: 'en',
    model: 'aurora',
  });
}

function say(talk: Talk, sentences: readonly string[]): void {
  for (const text of sentences) talk.say({ text }, { flush: true });
}

/** Takes as much as there must be. What there is beyond that is found in the next turn. */
async function hear(talk: Talk, sentences: readonly string[]): Promise<number> {
  const expected = wordsIn(sentences) * bytesPerWord;
  let bytes = 0;
  while (bytes < expected) {
    const { audio, answers } = await untilAudio(talk);
    expect(answers).toEqual([]);
    bytes += audio.length;
  }
  return bytes - expected;
}

it('LMNT 20 speaks fifty turns, and begins anew after each of seven interruptions', async () => {
  let talk = await connect();
  let connections = 1;
  for (let turn = 1; turn <= 50; turn += 1) {
    const sentences = replies[turn % replies.length]!;
    say(talk, sentences);
    if (turn % 7 !== 0) {
      expect(await hear(talk, sentences), `turn ${turn}`).toBe(0);
      continue;
    }
    await untilAudio(talk);
    talk.ws.close();
    talk = await connect();
    connections += 1;
  }
  expect(connections).toBe(8);
  expect(await server.figures.read('tts_connections_total')).toBe(8);
  talk.ws.close();
  await server.figures.until('tts_sessions', 0);
  expect(await server.figures.read('tts_errors_total')).toBe(0);
});
