/** What becomes of the tokens of an application on jambonz' current client, however it sends them: each is spoken, and none twice. */

import type { Session } from '@jambonz/sdk';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Stretch } from '../support/console-phone.js';
import type { JambonzConsole } from '../support/jambonz-console.js';
import { hostServer, modes } from '../support/jambonz-host.js';
import { appWith, call } from '../support/jambonz-sdk-call.js';
import { untilSaid, words, wordsIn } from '../support/jambonz-voice.js';
import type { TestServer } from '../support/test-server.js';

/** Of letters only, as numbers may be read in their own way; a sentence every twelve words. */
function manyTokens(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const letters = [...index.toString(26)].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 26)));
    return `${letters.join('')}${index % 12 === 11 ? '. ' : ' '}`;
  });
}

/** Sixty words each. */
function longTokens(count: number): readonly string[] {
  const tokens = manyTokens(count * 60);
  return Array.from({ length: count }, (_, index) => tokens.slice(index * 60, (index + 1) * 60).join(''));
}

/** As fast as the client takes them: nothing is waited for before all are sent. */
async function sendAll(session: Session, tokens: readonly string[]): Promise<void> {
  const sent = tokens.map((token) => session.sendTtsTokens(token));
  session.flushTtsTokens();
  await Promise.all(sent);
}

/** All that the application was told that the caller heard. */
function toldOf({ story }: JambonzConsole): string {
  return words(
    story
      .all('→ tts_spoken')
      .map(({ data }) => data.text)
      .join(''),
  );
}

/** Settles when the caller has heard this text, and the application knows. */
async function untilTold(console: JambonzConsole, text: string): Promise<void> {
  while (toldOf(console).length < words(text).length) await console.until('→ tts_spoken');
}

/** Of the results that refused something, why. */
function refusals(story: Stretch): readonly unknown[] {
  return story.all('→ tts:tokens-result').flatMap(({ data: { status, reason } }) => (status === 'ok' ? [] : [reason]));
}

const streaming = { ttsStream: { enable: true } } as const;
const tracked = { trackTtsPlayout: true };

type Beginning = (session: Session, send: () => void) => void;

const beginnings: readonly (readonly [when: string, begin: Beginning])[] = [
  [
    'as soon as there is a voice',
    (session, send) => {
      session.on('tts:stream_open', send);
      session.config(streaming).send();
    },
  ],
  [
    'before there is one, which is when they have to wait',
    (session, send) => {
      session.on('tts:stream_paused', () => session.config(streaming).send());
      session.alert({ message: 'soon' }).send();
      send();
    },
  ],
];

describe.each(modes)('tokens of the SDK, %s', (mode) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await hostServer({ mode, backlogSeconds: 60, voice: 'rapid/en' });
  });
  afterAll(() => server.close());

  it.each(beginnings)('speaks 5,000 tokens that are sent at once, %s, each once and in order', async (_, begin) => {
    const tokens = manyTokens(5000);
    const text = tokens.join('');
    const sending: Promise<void>[] = [];
    const app = await appWith((session) => {
      begin(session, () => sending.push(sendAll(session, tokens)));
      session.sendCommand('config', tracked);
    });
    const console = await call(server, app);
    await untilTold(console, text);
    await Promise.all(sending);
    const { story } = console;
    expect(wordsIn(story.audio, 'rapid')).toBe(words(text));
    expect(toldOf(console)).toBe(words(text));
    expect(story.all('→ stream_resumed')).toHaveLength(story.all('→ stream_paused').length);
    expect(story.all('← tts:flush')).toHaveLength(1);
  });

  it('forgets what the client has cleared, and speaks what comes then', async () => {
    const app = await appWith((session) => {
      session.config({ ...streaming, synthesizer: { vendor: 'slow', voice: 'en' } }).send();
      session.on('tts:stream_open', () => void sendAll(session, manyTokens(500)));
    });
    const console = await call(server, app);
    await untilSaid(console, 'a b c', 'slow');
    const [session] = app.sessions;
    session!.clearTtsTokens();
    void sendAll(session!, ['Something else.']);
    await console.until('hush');
    const first = console.story.audio.length;
    await untilSaid(console, 'Something else.', 'slow');
    expect(wordsIn(console.story.audio.subarray(first), 'slow')).toBe('Something else.');
    expect(console.story.names).not.toContain('→ user_interruption');
  });

  it('keeps white space within a text, and drops it before', async () => {
    const app = await appWith((session) => {
      session.config(streaming).send();
      session.on('tts:stream_open', () => void sendAll(session, ['', '\n\n', '  ', 'One', ' ', 'two', ' thr', 'ee.']));
      session.sendCommand('config', tracked);
    });
    const console = await call(server, app);
    await untilSaid(console, 'One two three.', 'rapid');
    const told = (await console.until('→ tts_spoken')).last.data;
    expect(told).toMatchObject({ text: 'One two three.', bargein: false });
    expect(console.story.all('← tts:tokens')).toHaveLength(8);
    expect(refusals(console.story)).toEqual([]);
  });
});

it('a client of the SDK that is a minute ahead of the voice waits, and repeats what was refused', async () => {
  const server = await hostServer({ backlogSeconds: 60, voice: 'rapid/en' });
  onTestFinished(() => server.close());
  const tokens = longTokens(20);
  const app = await appWith((session) => {
    session.config({ ...streaming, synthesizer: { vendor: 'late', voice: 'en' } }).send();
    session.sendCommand('config', tracked);
    session.on('tts:stream_open', () => void sendAll(session, tokens));
  });
  const console = await call(server, app);
  const paused = await console.until('→ stream_paused');
  const refused = await console.until('→ tts:tokens-result');
  const resumed = await console.until('→ stream_resumed');
  const repeated = await console.until('→ tts:tokens-result');
  expect(paused.all('→ tts:tokens-result').every(({ data }) => data.status === 'ok')).toBe(true);
  expect(refused.last.data).toMatchObject({ status: 'failed', reason: 'full' });
  expect(resumed.all('← tts:tokens')).toEqual([]);
  expect(repeated.all('← tts:tokens')).toEqual([paused.all('← tts:tokens').at(-1)]);
  expect(repeated.last.data).toEqual({ id: refused.last.data.id, status: 'ok' });
  await untilTold(console, tokens.join(''));
  expect(wordsIn(console.story.audio, 'late')).toBe(words(tokens.join('')));
});

it('a client of the SDK that is a minute ahead of the voice goes on, where jambonz has it do so', async () => {
  const server = await hostServer({ mode: 'exact', backlogSeconds: 60, voice: 'rapid/en' });
  onTestFinished(() => server.close());
  const tokens = longTokens(20);
  const app = await appWith((session) => {
    session.config({ ...streaming, synthesizer: { vendor: 'late', voice: 'en' } }).send();
    session.on('tts:stream_open', () => void sendAll(session, tokens));
  });
  const console = await call(server, app);
  await console.until('← tts:flush');
  expect(refusals(console.story)).toEqual([]);
  expect(console.story.all('→ tts:tokens-result')).toHaveLength(tokens.length);
});
