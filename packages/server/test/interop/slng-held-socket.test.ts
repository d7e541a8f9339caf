/** A framework's client that holds one socket for a whole call: a sentence per text, the flush with the last of them,
 *  exactly one message that ends a reply, and `cancel` where the user interrupts. The times are the client's own. */

import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cancel, chunksOf, dialSlng, endingsOf, text } from '../support/slng-talk.js';
import { expectSpeech } from '../support/sound.js';
import type { Talk } from '../support/talk.js';
import { type TestServer, testServer } from '../support/test-server.js';
import { chapter, firstReply, secondReply } from '../support/texts.js';

/** A terminal message must come within this time after a cancel, */
const answerMs = 300;
/** and no audio until this long after it, or the client gives the socket up. */
const silenceMs = 400;

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

/** Says init, and does not wait for the answer. */
async function call(): Promise<Talk> {
  const headers = { authorization: 'Bearer any', 'x-api-key': 'any' };
  const talk = await dialSlng(server.url, { headers });
  const config = { language: 'en', encoding: 'linear16', sample_rate: 24000, speed: 1.0 };
  talk.say({ type: 'init', model: 'slng/deepgram/aura:2-en', voice: 'aura-2-thalia-en', language: 'en', config });
  return talk;
}

/** Sentence by sentence, as a reply is written. */
function speak(talk: Talk, reply: string): void {
  const sentences = reply.split(/(?<=[.?!] )/);
  for (const [at, sentence] of sentences.entries()) talk.say(text(sentence, at === sentences.length - 1));
}

/** What the client does when the user interrupts. Settles with the number of messages in the silence it insists on. */
async function interrupt(talk: Talk): Promise<number> {
  talk.say(cancel);
  const tooLate = pause(answerMs).then(() => 'too late');
  const ended = await Promise.race([talk.until('audio_end'), tooLate]);
  if (ended === 'too late') throw new Error(`no terminal message within ${answerMs} ms`);
  return talk.countWithin(silenceMs);
}

describe('a held socket', () => {
  it('carries replies one after the other, each ended by one message, and is silent between them', async () => {
    const talk = await call();
    for (const [index, reply] of [firstReply, secondReply, firstReply].entries()) {
      speak(talk, reply);
      const heard = await talk.until('audio_end');
      expectSpeech(chunksOf(heard.answers), reply);
      expect(endingsOf(heard)).toEqual(index === 0 ? ['ready', 'audio_end'] : ['audio_end']);
      expect(await talk.countWithin(500)).toBe(0);
    }
    talk.ws.close();
  });

  it('is kept through interruptions, and speaks the next reply whole', async () => {
    const talk = await call();
    for (let turn = 0; turn < 3; turn += 1) {
      speak(talk, chapter);
      for (let chunks = 0; chunks < 3; ) {
        const message = await talk.next();
        if (message !== undefined && !Buffer.isBuffer(message) && message.type === 'audio_chunk') chunks += 1;
      }
      expect(await interrupt(talk)).toBe(0);
      speak(talk, secondReply);
      const heard = await talk.until('audio_end');
      expectSpeech(chunksOf(heard.answers), secondReply);
      expect(endingsOf(heard)).toEqual(['audio_end']);
    }
    talk.ws.close();
  });

  it('is kept through an interruption that comes when the reply is over', async () => {
    const talk = await call();
    speak(talk, secondReply);
    await talk.until('audio_end');
    expect(await interrupt(talk)).toBe(0);
    speak(talk, firstReply);
    expectSpeech(chunksOf((await talk.until('audio_end')).answers), firstReply);
    talk.ws.close();
  });

  it('has its pings answered', async () => {
    const talk = await call();
    const pong = new Promise((resolve) => talk.ws.once('pong', resolve));
    talk.ws.ping();
    await pong;
    talk.ws.close();
  });
});
