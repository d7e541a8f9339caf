/** When a voice streams, and what is told of it, over real sockets. The numbers are those of the protocol's list of cases. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostServer, modes } from '../support/jambonz-host.js';
import { nameOf, type Visit } from '../support/jambonz-raw-app.js';
import { calling, spoken, spokenUntil, streaming, streamOn, untilAnswered } from '../support/jambonz-raw-call.js';
import { untilSaid, wordsIn } from '../support/jambonz-voice.js';
import { rawAudio } from '../support/sound.js';
import { talkTo } from '../support/talk.js';
import type { TestServer } from '../support/test-server.js';

const answer = { verb: 'answer' };
const trackPlayout = { verb: 'config', trackTtsPlayout: true };
const hangUp = { verb: 'hangup' };
const slow = { vendor: 'custom:slow', voice: 'slow/en' };
const { verb: _, ...streamConfig } = streamOn;

/** The streaming events so far, but for what was spoken. */
function events(visit: Visit): readonly string[] {
  return visit.messages
    .filter(({ type }) => type === 'tts:streaming-event')
    .map(nameOf)
    .filter((name) => name !== 'tts_spoken');
}

describe.each(modes)('jambonz host, streams, %s', (mode) => {
  const isExact = mode === 'exact';
  let server: TestServer;
  beforeAll(async () => {
    server = await hostServer({ mode, idleMs: 10_000 });
  });
  afterAll(() => server.close());

  /** Leaves out what jambonz itself would not say. */
  const told = (all: readonly string[]) => all.filter((name) => !isExact || name !== 'stream_empty');

  it('27 opens a stream once, however often it is enabled', async () => {
    const { visit } = await streaming(server);
    visit.command('config', streamConfig);
    visit.command('config', streamConfig);
    await visit.tokens(1, 'This is it.');
    visit.command('tts:flush');
    await spokenUntil(visit, 'it.');
    await untilAnswered(visit);
    expect(events(visit)).toEqual(told(['stream_open', 'stream_empty']));
  });

  it('27 changes its voice when it is disabled and enabled, and not before', async () => {
    const { visit, console } = await streaming(server);
    visit.command('config', { synthesizer: slow });
    await visit.tokens(1, 'Quick.');
    visit.command('tts:flush');
    await untilSaid(console, 'Quick.', 'quick');
    await spokenUntil(visit, 'Quick.');
    visit.command('config', { ttsStream: { enable: false } });
    visit.command('config', streamConfig);
    expect((await visit.until('stream_open')).slice(-2)).toEqual(['stream_closed', 'stream_open']);
    const before = console.story.audio.length;
    await visit.tokens(2, 'Slow.');
    visit.command('tts:flush');
    await spokenUntil(visit, 'Slow.');
    await console.until('→ tts_spoken');
    await console.until('→ tts_spoken');
    expect(wordsIn(console.story.audio.subarray(before), 'slow')).toBe('Slow.');
  });

  it('27 drops what waits when it is disabled', async () => {
    const { visit } = await calling(server, [answer]);
    await visit.tokens(1, 'This is dropped.');
    visit.command('config', streamConfig);
    visit.command('config', { ttsStream: { enable: false } });
    await visit.next('stream_closed');
    visit.command('config', streamConfig);
    await visit.next('stream_open');
    await visit.tokens(2, 'This is not.');
    visit.command('tts:flush');
    expect(await spokenUntil(visit, 'not.')).toMatch(/This is not\.$/);
    expect(spoken(visit).join('')).not.toContain('dropped');
  });

  it('28 says two streaming says one after the other, each with a stream of its own unless as in jambonz', async () => {
    const { visit, console } = await calling(server, [
      trackPlayout,
      { verb: 'say', stream: true, text: 'One.' },
      { verb: 'say', stream: true, text: ['Two.', 'Three.'] },
      hangUp,
    ]);
    await console.until('completed');
    await visit.closed;
    expect(spoken(visit).join(' ')).toBe('One. Two. Three.');
    expect(events(visit)).toEqual(
      isExact
        ? ['stream_open']
        : ['stream_open', 'stream_empty', 'stream_closed', 'stream_open', 'stream_empty', 'stream_closed'],
    );
  });

  it('28 ends a streaming say when its tokens have been heard', async () => {
    const { visit } = await calling(server, [trackPlayout, { verb: 'say', stream: true }, hangUp]);
    await visit.next('stream_open');
    await visit.tokens(1, 'One and two.');
    visit.command('tts:flush');
    await visit.next('completed');
    expect(spoken(visit)).toEqual(['One and two.']);
  });

  it('28 streams every say once it is told to', async () => {
    const { visit } = await calling(server, [
      { ...trackPlayout, autoStreamTts: true },
      { verb: 'say', text: 'Of its own accord.' },
      hangUp,
    ]);
    expect(await visit.until('completed')).toContain('stream_open');
    expect(spoken(visit)).toEqual(['Of its own accord.']);
  });

  it('29 ends the stream of a prompt with its gather', async () => {
    const { visit, console } = await calling(server, [
      { verb: 'gather', numDigits: 1, actionHook: '/keys', say: { stream: true, synthesizer: slow } },
    ]);
    await visit.next('stream_open');
    await visit.tokens(1, 'Press a key whenever you want to, or wait until I have come to the end of this.');
    visit.command('tts:flush');
    await console.untilHeard(1);
    console.press('1');
    const names = await visit.until('verb:hook');
    expect(names).toContain('user_interruption');
    await untilAnswered(visit);
    expect(events(visit).filter((name) => name === 'stream_closed')).toHaveLength(1);
    expect(await visit.tokens(2, 'What now?')).toMatchObject({ status: 'ok' });
  });

  it('32 says once that all was heard, not between sentences, and not after a clear', async () => {
    const { visit } = await calling(server, [{ ...streamOn, synthesizer: slow }]);
    await visit.next('stream_open');
    for (const [id, text] of ['One. ', 'Two is it. ', 'Three.'].entries()) await visit.tokens(id, text);
    visit.command('tts:flush');
    await visit.tokens(4, 'Another one. ');
    await visit.tokens(5, 'Its end.');
    visit.command('tts:flush');
    await spokenUntil(visit, 'Its end.');
    await untilAnswered(visit);
    expect(events(visit)).toEqual(told(['stream_open', 'stream_empty']));
    await visit.tokens(6, 'This is cleared. '.repeat(20));
    visit.command('tts:clear');
    await visit.tokens(7, 'At last.');
    visit.command('tts:flush');
    await spokenUntil(visit, 'At last.');
    await untilAnswered(visit);
    expect(events(visit)).toEqual(told(['stream_open', 'stream_empty', 'stream_empty']));
  });
});

describe.each(modes)('jambonz host, an engine that refuses, %s', (mode) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await hostServer({ mode }, { limits: { sessions: 1 } });
  });
  afterAll(() => server.close());

  it('30 says why tokens are refused, and recovers when it is disabled and enabled', async () => {
    const hog = await talkTo(server.url, { query: rawAudio });
    const { visit } = await calling(server, [trackPlayout]);
    await visit.tokens(1, 'Nobody says this.');
    visit.command('config', { ttsStream: { enable: true, synthesizer: { vendor: 'custom:quick' } } });
    if (mode === 'enhanced') {
      const names = await visit.until('stream_closed');
      expect(names.slice(-2)).toEqual(['jambonz:error', 'stream_closed']);
    }
    await untilRefused(visit, 'connection to custom:quick failed');
    hog.ws.close();
    await hog.closed;
    await server.figures.until('tts_sessions', 0);
    visit.command('config', { ttsStream: { enable: false } });
    visit.command('config', { ttsStream: { enable: true } });
    await visit.next('stream_open');
    expect(await visit.tokens(3, 'Somebody says this.')).toEqual({ id: 3, status: 'ok' });
    visit.command('tts:flush');
    expect(await spokenUntil(visit, 'this.')).toBe('Somebody says this.');
  });
});

/** An exact copy of jambonz says nothing of it until there are tokens. */
async function untilRefused(visit: Visit, reason: string): Promise<void> {
  for (;;) {
    const result = await visit.tokens(2, ' ');
    if (result.status === 'failed') return expect(result).toEqual({ id: 2, status: 'failed', reason });
  }
}
