/** Text in, audio out, over a real socket and from the real engine. The letters are those of the protocol's test list. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectSameLength, expectSpeech, rawAudio, sampleRate } from '../support/sound.js';
import { clear, close, flush, speak, talkTo } from '../support/talk.js';
import { type TestServer, testServer } from '../support/test-server.js';
import { chapter, firstReply, secondReply } from '../support/texts.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const call = () => talkTo(server.url, { query: rawAudio });

/** What a reply sounds like when nothing else is going on. */
async function alone(text: string): Promise<Buffer> {
  const talk = await call();
  talk.say(speak(text), close);
  return (await talk.rest()).audio;
}

it('H6 accepts no compression, although it is offered', async () => {
  const talk = await talkTo(server.url, { query: rawAudio, perMessageDeflate: true });
  expect(talk.headers['sec-websocket-extensions']).toBeUndefined();
  talk.ws.close();
});

describe('F2 the same text, whole, by the word and by the character,', () => {
  const text = 'Dr. Smith paid $3.50 at 5 p.m., i.e. too much. "Really?" she asked. Yes, Mr. Jones, really!';
  const splits = [[text], text.split(/(?<= )/), [...text]];

  it('has the same audio', async () => {
    const spoken: Buffer[] = [];
    for (const parts of splits) {
      const talk = await call();
      talk.say(...parts.map(speak), flush);
      spoken.push((await talk.until('Flushed')).audio);
      talk.ws.close();
    }
    const [whole, byWord, byCharacter] = spoken;
    expectSpeech(whole!, text);
    expectSameLength(byWord!, whole!);
    expectSameLength(byCharacter!, whole!);
  });

  it('has the same segments', async () => {
    const [whole, byWord, byCharacter] = await Promise.all(splits.map(segmentsOf));
    expect(whole!.join('')).toBe(text.replaceAll(' ', ''));
    expect(whole!.length).toBeGreaterThan(2);
    expect(byWord).toEqual(whole);
    expect(byCharacter).toEqual(whole);
  });

  async function segmentsOf(parts: readonly string[]): Promise<string[]> {
    const format = { encoding: 'linear16', container: 'none', sampleRate } as const;
    const session = await server.speech.open({ holder: { id: 'test' }, protocol: 'test', voice: '', format });
    for (const part of parts) session.append(part);
    session.finish();
    const segments: string[] = [];
    for await (const event of session) {
      if (event.type === 'segment' && event.state === 'start') segments.push(event.text.replaceAll(/\s/g, ''));
    }
    return segments;
  }
});

it('F7 sends nothing between Flushed and the next text', async () => {
  const talk = await call();
  talk.say(speak(firstReply), flush);
  await talk.until('Flushed');
  expect(await talk.countWithin(2000)).toBe(0);
  talk.say(speak(secondReply), flush);
  expectSpeech((await talk.until('Flushed')).audio, secondReply);
  talk.ws.close();
});

it('F8 speaks a sentence that is complete, although nobody flushes', async () => {
  const talk = await call();
  talk.say(speak('This sentence is complete. '));
  expect((await talk.audio()).length).toBeGreaterThan(0);
  talk.say(close);
  await talk.closed;
});

describe('Clear', () => {
  it('C1 C2 stops the audio that streams, and the flush behind it', async () => {
    const before = await server.figures.read('tts_utterances_total', { outcome: 'cancelled' });
    const talk = await call();
    talk.say(speak(chapter), flush);
    await talk.audio();
    talk.say(clear);
    expect((await talk.until('Cleared')).last).toEqual({ type: 'Cleared', sequence_id: 0 });
    await server.figures.until('tts_utterances_total', before + 1, { outcome: 'cancelled' });
    talk.say(flush);
    const rest = await talk.until('Flushed');
    expect(rest.audio.length).toBe(0);
    expect(rest.answers).toEqual([{ type: 'Flushed', sequence_id: 1 }]);
    talk.ws.close();
  });

  it('C3 in one burst with new text leaves only that to be heard, and one Flushed', async () => {
    const expected = await alone(secondReply);
    const talk = await call();
    talk.say(speak(chapter), flush);
    await talk.audio();
    talk.say(clear, speak(secondReply), flush, close);
    await talk.until('Cleared');
    const { audio, answers } = await talk.rest();
    expect(answers).toEqual([{ type: 'Flushed', sequence_id: 1 }]);
    expectSameLength(audio, expected);
  });
});
