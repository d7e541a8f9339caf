/** An application on jambonz' former client, unmodified and in a process of its own, through whole calls. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppProcess, appProcess } from '../support/jambonz-app-process.js';
import type { Verbs } from '../support/jambonz-apps/messages.js';
import type { JambonzConsole } from '../support/jambonz-console.js';
import { callFrom, hostServer, modes } from '../support/jambonz-host.js';
import { untilSaid, wordsIn } from '../support/jambonz-voice.js';
import { rawAudio } from '../support/sound.js';
import { talkTo } from '../support/talk.js';
import type { TestServer } from '../support/test-server.js';

const bargeIn = { enable: true, sticky: true, input: ['speech'], actionHook: '/heard' };
const stream = { verb: 'config', ttsStream: { enable: true } };

/** What goes over the wire is shown by the console too. */
const wire = (names: readonly string[]) => names.filter((name) => /^[←→]/.test(name));

describe.each(modes)('jambonz client-ws, %s', (mode) => {
  const isExact = mode === 'exact';
  let server: TestServer;
  beforeAll(async () => {
    server = await hostServer({ mode, idleMs: 10_000, answerMs: 60_000 });
  });
  afterAll(() => server.close());

  /** A call to the application, up to the client's `session:new`. */
  async function called(path = ''): Promise<{ readonly app: AppProcess; readonly console: JambonzConsole }> {
    const app = await appProcess('client-ws');
    const console = await callFrom(server, `${app.address}${path}`);
    await app.next('session:new');
    return { app, console };
  }

  it('goes through a call with one answer, message by message', async () => {
    const { app, console } = await called();
    app.do({
      do: 'send',
      verbs: [
        { ...stream, bargeIn },
        { verb: 'say', text: 'Hi.' },
      ],
    });
    await untilSaid(console, 'Hi.', 'quick');
    console.say('what are', false);
    console.say('what are your hours');
    expect(await app.next('/heard')).toMatchObject({
      reason: 'speechDetected',
      speech: { is_final: true, alternatives: [{ transcript: 'what are your hours' }] },
    });
    app.do({ do: 'reply', verbs: [] });
    app.do({ do: 'tokens', texts: ['We open', ' at nine', '.'] });
    app.do({ do: 'flush' });
    await console.until('← tts:flush');
    await untilSaid(console, 'We open at nine.', 'quick');
    if (!isExact) await console.until('→ stream_empty');
    console.hangUp();
    expect(await app.next('completed')).toMatchObject({ call_termination_by: 'caller', duration: expect.any(Number) });
    expect(await app.next('close')).toEqual({ code: 1000 });
    await console.until('→ completed');
    expect(wire(console.story.names)).toEqual([
      '→ session:new',
      '← ack',
      '→ trying',
      '→ in-progress',
      '→ stream_open',
      '→ user_interruption',
      '→ verb:hook',
      '← ack',
      ...[
        '← tts:tokens',
        '→ tts:tokens-result',
        '← tts:tokens',
        '→ tts:tokens-result',
        '← tts:tokens',
        '→ tts:tokens-result',
      ],
      '← tts:flush',
      ...(isExact ? [] : ['→ stream_empty', '→ stream_closed']),
      '→ completed',
    ]);
    expect(app.notes).toEqual([]);
  });

  it('pauses when it is full, has resolved its promise, and says the same again when it resumes', async () => {
    const { app, console } = await called();
    app.do({ do: 'send', verbs: [{ verb: 'answer' }] });
    const texts = [
      ...Array.from({ length: 10 }, (_, at) => `${at}${' so it goes'.repeat(8)}. `),
      `And this is all${' and all'.repeat(10)}.`,
    ];
    app.do({ do: 'tokens', texts });
    await app.next('stream_paused');
    expect((await app.next('tokens')).outcomes).toEqual(texts.map(() => 'ok'));
    app.do({ do: 'command', command: 'config', data: { ttsStream: { enable: true } } });
    await app.next('stream_resumed');
    app.do({ do: 'flush' });
    await untilSaid(console, texts.join(''), 'quick');
    const { names } = console.story;
    const ids = console.story.all('← tts:tokens').map(({ data }) => data.id);
    const results = console.story.all('→ tts:tokens-result').map(({ data }) => data);
    expect(ids).toEqual(results.map(({ id }) => id));
    const [refused] = results.filter(({ status }) => status === 'failed');
    expect(results.filter(({ id }) => id === refused?.id)).toEqual([
      { id: refused?.id, status: 'failed', reason: 'full' },
      { id: refused?.id, status: 'ok' },
    ]);
    for (const event of ['→ stream_paused', '→ stream_resumed']) {
      expect(names.filter((name) => name === event)).toHaveLength(1);
    }
    expect(names.slice(names.indexOf('→ stream_paused')).slice(0, 2)).toEqual([
      '→ stream_paused',
      '→ tts:tokens-result',
    ]);
    expect(app.notes).toEqual([]);
  });

  it('is not told to resume what it has cleared, and goes on with new tokens', async () => {
    const { app, console } = await called();
    app.do({ do: 'send', verbs: [{ verb: 'answer' }] });
    app.do({
      do: 'tokens',
      texts: Array.from({ length: 20 }, () => 'This is not wanted any more in the end. '.repeat(2)),
    });
    await app.next('stream_paused');
    app.do({ do: 'clear' });
    expect((await app.next('tokens')).outcomes).toHaveLength(20);
    app.do({ do: 'send', verbs: [stream] });
    await app.next('stream_open');
    app.do({ do: 'tokens', texts: ['And this is', ' new.'] });
    expect((await app.next('tokens')).outcomes).toEqual(['ok', 'ok']);
    app.do({ do: 'flush' });
    await untilSaid(console, 'And this is new.', 'quick');
    expect(console.story.names).not.toContain('→ stream_resumed');
    if (!isExact) expect(wordsIn(console.story.audio, 'quick')).toBe('And this is new.');
  });

  it('forgets its tokens when the caller interrupts, and is not told to resume them', async () => {
    const { app, console } = await called();
    app.do({ do: 'send', verbs: [{ ...stream, bargeIn, synthesizer: { vendor: 'custom:slow', voice: 'slow/en' } }] });
    await app.next('stream_open');
    app.do({
      do: 'tokens',
      texts: Array.from({ length: 100 }, () => 'on'.repeat(70)),
    });
    await app.next('stream_paused');
    console.interrupt();
    await app.next('tts:user_interrupt');
    expect((await app.next('tokens')).outcomes).toHaveLength(100);
    app.do({ do: 'tokens', texts: ['What is it?'] });
    app.do({ do: 'flush' });
    await untilSaid(console, 'What is it?', 'slow');
    expect(console.story.names).not.toContain('→ stream_resumed');
  });

  it('has its promise rejected for what is no reason to wait', async () => {
    const busy = await hostServer({ mode }, { limits: { sessions: 1 } });
    const hog = await talkTo(busy.url, { query: rawAudio });
    const app = await appProcess('client-ws');
    await callFrom(busy, app.address);
    await app.next('session:new');
    app.do({ do: 'send', verbs: [stream] });
    if (isExact) await app.next('in-progress');
    else await app.next('stream_closed');
    let outcomes: unknown = ['ok'];
    while (String(outcomes) === 'ok') {
      app.do({ do: 'tokens', texts: ['a'] });
      ({ outcomes } = await app.next('tokens'));
    }
    expect(outcomes).toEqual(['Error: tts-token error: connection to custom:glottis failed']);
    hog.ws.close();
    await busy.close();
  });

  it('acknowledges a hook that nobody listens to, and the call goes on at once', async () => {
    const { app, console } = await called();
    app.do({
      do: 'send',
      verbs: [
        { verb: 'gather', input: ['digits'], timeout: 0.05, actionHook: '/nobody' },
        { verb: 'say', text: 'Next.' },
      ],
    });
    await untilSaid(console, 'Next.', 'quick');
  });

  it.each<['send' | 'reply']>([['send'], ['reply']])('answers a hook by its %s, and is heard at once', async (how) => {
    const { app, console } = await called();
    const gather = { verb: 'gather', input: ['digits'], numDigits: 1, actionHook: '/keys' };
    const verbs: Verbs = [{ ...gather, say: { text: 'Press.' } }, { verb: 'hangup' }];
    app.do({ do: 'send', verbs });
    await untilSaid(console, 'Press.', 'quick');
    console.press('1');
    await app.next('/keys');
    app.do({ do: how, verbs: [{ verb: 'say', text: 'Pressed.' }] });
    await untilSaid(console, 'Pressed.', 'quick');
    app.do({ do: 'queue', verbs: [{ verb: 'say', text: 'And done.' }, { verb: 'hangup' }] });
    await app.next('completed');
    await console.until('completed');
    expect(wordsIn(console.story.audio, 'quick')).toBe('Press. Pressed. And done.');
  });

  it('takes a call over that another application gives it, on a connection of its own', async () => {
    const [{ app, console }, other] = await Promise.all([called(), appProcess('client-ws')]);
    app.do({ do: 'send', verbs: [{ verb: 'redirect', actionHook: `${other.address}billing` }] });
    expect(await other.next('session:redirect')).toMatchObject({ direction: 'inbound' });
    other.do({ do: 'send', verbs: [{ verb: 'say', text: 'Billing.' }] });
    await untilSaid(console, 'Billing.', 'quick');
    console.hangUp();
    for (const one of [app, other]) {
      await one.next('completed');
      expect(await one.next('close')).toEqual({ code: 1000 });
    }
  });

  it('is called by a call that is placed over REST', async () => {
    const app = await appProcess('client-ws');
    const order = { from: 'desk', to: { type: 'user', name: 'nobody' }, call_hook: app.address };
    const placed = await fetch(`${server.url}/v1/Accounts/ours/Calls`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(order),
    });
    expect(placed.status).toBe(201);
    expect(await app.next('session:new')).toMatchObject({ direction: 'outbound', from: 'desk' });
    app.do({ do: 'send', verbs: [stream] });
    await app.next('stream_open');
    app.do({ do: 'tokens', texts: ['Good morning.'] });
    app.do({ do: 'flush' });
    app.do({ do: 'queue', verbs: [{ verb: 'hangup' }] });
    expect(await app.next('completed')).toMatchObject({ call_termination_by: 'jambonz' });
    // What came before is discarded by the client.
    expect(app.reports.filter(({ event }) => event === 'call:status')).toHaveLength(1);
  });

  it('is not there at a path that it does not serve', async () => {
    const app = await appProcess('client-ws-elsewhere');
    const console = await callFrom(server, app.address);
    expect((await console.until('failed')).last.data).toMatchObject({ sip_status: 480 });
  });
});
