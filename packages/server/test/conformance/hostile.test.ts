/** Input that nobody in their right mind would send: it gets the answer that the protocol has for it, and whoever speaks
 *  at the same time hears every sample. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { durationMsOf, expectSameLength, rawAudio } from '../support/sound.js';
import { clear, close, flush, speak, type Talk, talkTo } from '../support/talk.js';
import { type TestServer, testServer } from '../support/test-server.js';
import { chapter, secondReply } from '../support/texts.js';

const neighbourText = chapter.slice(0, 800);
let server: TestServer;
let undisturbed: Buffer;
beforeAll(async () => {
  server = await testServer();
  undisturbed = await neighbour();
});
afterAll(() => server.close());

const call = () => talkTo(server.url, { query: rawAudio });

/** The audio of somebody else, who speaks for most of a minute. */
async function neighbour(): Promise<Buffer> {
  const talk = await call();
  talk.say(speak(neighbourText), close);
  return (await talk.rest()).audio;
}

/** Runs beside somebody who speaks, and sees to it that nothing of that is lost. */
async function besideNeighbour<Result>(attack: (talk: Talk) => Promise<Result>): Promise<Result> {
  const [result, heard] = await Promise.all([call().then(attack), neighbour()]);
  expectSameLength(heard, undisturbed);
  return result;
}

/** What begins like a marker and never ends, as long as a message may be. */
const endless = (opening: string) => JSON.stringify(speak(opening.padEnd(256 * 1024 - 100)));

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

describe('ends with the word for it, and its neighbour does not notice:', () => {
  it.each<[string, string | Buffer, number, string]>([
    ['B1 a binary message', Buffer.alloc(100_000, 7), 1003, 'MESSAGE-0000'],
    ['B2 JSON that nests fifty thousand times', nested(50_000), 1008, 'DATA-0000'],
    ['B2 a text that nests fifty thousand times', speakRaw(nested(50_000)), 1008, 'DATA-0000'],
    ['B2 JSON that never ends', '[{"a":'.repeat(20_000), 1008, 'DATA-0000'],
    ['B3 a megabyte without a space', JSON.stringify(speak('x'.repeat(1_000_000))), 1009, 'BIG-0000'],
    ['B3 more text than there is room for', JSON.stringify(speak('x'.repeat(150_000))), 1009, 'BIG-0001'],
    ['B3 a pause that never ends', endless('{pause:'), 1009, 'BIG-0001'],
    ['B3 a pronunciation that never ends', endless('{"word"'), 1009, 'BIG-0001'],
  ])('%s', async (_, message, code, word) => {
    const closing = await besideNeighbour((talk) => {
      talk.say(message);
      return talk.closed;
    });
    expect({ code: closing.code, word: closing.reason.split(':', 1)[0] }).toEqual({ code, word });
  });
});

describe('is taken, and its neighbour does not notice:', () => {
  it.each<[string, string]>([
    ['F11 emoji', JSON.stringify(speak('Well done 👩‍👩‍👧‍👦🎉 indeed 👍🏽.'))],
    ['F11 right-to-left script', JSON.stringify(speak('مرحبا بالعالم. שלום עולם.'))],
    ['F11 lone surrogates', '{"type":"Speak","text":"one \\ud83d two \\udc4d three"}'],
    ['F11 NUL and other controls', '{"type":"Speak","text":"one \\u0000 two \\u0007 three \\u001b[31m"}'],
    ['F11 2 000 characters', JSON.stringify(speak(chapter.slice(0, 2000)))],
    ['F11 2 001 characters', JSON.stringify(speak(chapter.slice(0, 2001)))],
    ['F11 what looks like markup', JSON.stringify(speak('<speak>a &amp; b</speak> [[h@loU]] <mark name="x"/>'))],
    ['a field that nests fifty thousand times', `{"type":"Speak","text":"Hello.","extra":${nested(50_000)}}`],
  ])('%s', async (_, message) => {
    await besideNeighbour(async (talk) => {
      talk.say(message, flush);
      expect((await talk.until('Flushed')).last).toEqual({ type: 'Flushed', sequence_id: 0 });
      talk.say(speak(secondReply), close);
      expect((await talk.rest()).audio.length).toBeGreaterThan(0);
      expect((await talk.closed).code).toBe(1000);
    });
  });

  // Hours of speech, so they are only begun.
  it.each([
    ['a text without a space', 'x'.repeat(90_000)],
    ['ten thousand emoji', '🎉'.repeat(10_000)],
  ])('%s, which can be interrupted', async (_, text) => {
    await besideNeighbour(async (talk) => {
      talk.say(speak(text), flush);
      expect(durationMsOf(await talk.audio())).toBeGreaterThan(0);
      talk.say(clear, speak(secondReply), close);
      await talk.until('Cleared');
      expect(durationMsOf((await talk.rest()).audio)).toBeLessThan(10_000);
    });
  });

  it('ten thousand Clear in one write are answered one by one', async () => {
    await besideNeighbour(async (talk) => {
      const flood = Array.from({ length: 10_000 }, () => clear);
      talk.say(speak(chapter), ...flood, close);
      const { answers } = await talk.rest();
      const cleared = answers.filter(({ type }) => type === 'Cleared').map(({ sequence_id }) => sequence_id);
      expect(cleared).toEqual(Array.from(flood, (_, index) => index));
      expect((await talk.closed).code).toBe(1000);
    });
  });
});

function speakRaw(json: string): string {
  return `{"type":"Speak","text":${json}}`;
}
