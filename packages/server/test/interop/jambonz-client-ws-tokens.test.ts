/** Tokens from jambonz' former client, unmodified and in a process of its own: many of them, and in no sensible order. Time goes by
 *  faster for the server, so that a caller can hear all of it. */

import { describe, expect, it, onTestFinished } from 'vitest';
import { makeHaste } from '../support/hasty-time.js';
import { appProcess } from '../support/jambonz-app-process.js';
import type { JambonzConsole } from '../support/jambonz-console.js';
import { callFrom, hostServer, modes } from '../support/jambonz-host.js';
import { words, wordsIn } from '../support/jambonz-voice.js';
import type { TestServer } from '../support/test-server.js';

const haste = 50;
makeHaste(haste);

const bargeIn = { enable: true, sticky: true, input: ['speech'], actionHook: '/heard' };

/** What an application may take its time for is not what these tests are about. */
const patience = { handshakeMs: 1000 * haste, answerMs: 30_000 * haste };

async function hastyServer(mode: string): Promise<TestServer> {
  const server = await hostServer({ mode, voice: 'slow/en', backlogSeconds: 60, ...patience });
  onTestFinished(() => server.close());
  return server;
}

describe.each(modes)('jambonz client-ws, many tokens, %s', (mode) => {
  it('speaks 200 words that come as fast as possible, to the last blank', async () => {
    const app = await appProcess('client-ws');
    const console = await callFrom(await hastyServer(mode), app.address);
    await app.next('session:new');
    app.do({ do: 'send', verbs: [{ verb: 'config', ttsStream: { enable: true } }] });
    app.do({ do: 'command', command: 'config', data: { trackTtsPlayout: true } });
    await app.next('stream_open');
    const texts = Array.from({ length: 200 }, (_, at) => (at === 199 ? 'end.' : `${at.toString(36)} `));
    app.do({ do: 'tokens', texts });
    app.do({ do: 'flush' });
    const all = texts.join('');
    await untilSpoken(console, 'end.');
    expect(spokenOf(console).join('')).toBe(all);
    expect(wordsIn(console.story.audio, 'slow')).toBe(all);
    expect(app.notes).toEqual([]);
  });

  it('speaks each of 5000 tokens once and in order, however often it has to wait', async () => {
    const app = await appProcess('client-ws');
    const console = await callFrom(await hastyServer(mode), app.address);
    await app.next('session:new');
    app.do({ do: 'send', verbs: [{ verb: 'config', ttsStream: { enable: true } }] });
    app.do({ do: 'command', command: 'config', data: { trackTtsPlayout: true } });
    await app.next('stream_open');
    // Sentences longer than what may wait for their end, which is where a copy of jambonz is full.
    const texts = Array.from({ length: 5000 }, (_, at) => `${at.toString(36)}${at % 500 === 499 ? ' so. ' : ' '}`);
    for (let from = 0; from < texts.length; from += 500) {
      app.do({ do: 'tokens', texts: texts.slice(from, from + 500) });
      app.do({ do: 'flush' });
    }
    const all = words(texts.join(''));
    await untilSpoken(console, all.slice(-7));
    expect(words(spokenOf(console).join(' '))).toBe(all);
    expect(wordsIn(console.story.audio, 'slow')).toBe(all);
    const results = console.story.all('→ tts:tokens-result').map(({ data }) => data);
    expect(results.filter(({ status }) => status === 'ok').map(({ id }) => id)).toEqual(texts.map((_, at) => at + 1));
    const pauses = console.story.all('→ stream_paused').length;
    expect(pauses).toBeGreaterThan(3);
    expect(console.story.all('→ stream_resumed')).toHaveLength(pauses);
    expect(app.notes).toEqual([]);
  }, 60_000);
});

describe.each(modes)('jambonz client-ws, in no sensible order, %s', (mode) => {
  it.each([1, 2])(
    'survives thousands of tokens, flushes, clears and interruptions, seed %i',
    async (seed) => {
      const server = await hastyServer(mode);
      const app = await appProcess('client-ws', ({ event }) => event === 'interrupt' && console.interrupt());
      const console = await callFrom(server, app.address);
      await app.next('session:new');
      app.do({ do: 'send', verbs: [{ verb: 'config', bargeIn }] });
      await app.next('in-progress');
      app.do({ do: 'anything', seed, times: 3000 });
      await app.next('did anything');
      const seen = app.reports.map(({ data }) => data.event_type);
      for (const event of ['stream_paused', 'stream_resumed', 'stream_open', 'stream_closed', 'user_interruption']) {
        expect(seen).toContain(event);
      }
      expect(app.reports.map(({ event }) => event)).not.toContain('refused');
      // Its results crossed with its clears, which the client takes for a mistake and is not disturbed by.
      for (const note of app.notes) expect(note).toMatch(/matching request should always be at the head/);
      app.do({ do: 'command', command: 'config', data: { trackTtsPlayout: true } });
      console.interrupt();
      console.say('How are you?');
      // By then it has learnt of every interruption.
      await app.next('/heard');
      app.do({ do: 'tokens', texts: ['All is well.'] });
      app.do({ do: 'flush' });
      await untilSpoken(console, 'All is well.');
    },
    60_000,
  );
});

/** What was heard of the stream, as the server tells it. */
function spokenOf({ story }: JambonzConsole): readonly string[] {
  return story.all('→ tts_spoken').map(({ data }) => String(data.text));
}

async function untilSpoken(console: JambonzConsole, end: string): Promise<void> {
  while (!spokenOf(console).at(-1)?.trimEnd().endsWith(end)) await console.until('→ tts_spoken');
}
