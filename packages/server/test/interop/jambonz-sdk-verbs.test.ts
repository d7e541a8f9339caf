/** What an application on jambonz' current client has done in a call, verb by verb. */

import type { Session } from '@jambonz/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Stretch } from '../support/console-phone.js';
import { hostServer, modes } from '../support/jambonz-host.js';
import { appWith, call, wire } from '../support/jambonz-sdk-call.js';
import { untilSaid, wordsIn } from '../support/jambonz-voice.js';
import type { TestServer } from '../support/test-server.js';

/** The last hook's results. */
const resultsIn = (stretch: Stretch) => stretch.last.data;

describe.each(modes)('verbs of the SDK, %s', (mode) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await hostServer({ mode });
  });
  afterAll(() => server.close());

  it('gathers so many keys, and does what the answer says', async () => {
    const app = await appWith((session) => {
      session.on('/keys', ({ digits }) =>
        session.say({ text: `You pressed ${digits === '42' ? 'the key' : 'no key'}.` }).reply(),
      );
      session
        .gather({ input: ['digits'], numDigits: 2, actionHook: '/keys' })
        .say({ text: 'Never said.' })
        .send();
    });
    const console = await call(server, app);
    await console.until('→ in-progress');
    console.press('42');
    expect(resultsIn(await console.until('→ verb:hook'))).toMatchObject({ reason: 'dtmfDetected', digits: '42' });
    await untilSaid(console, 'You pressed the key.', 'quick');
    expect(wordsIn(console.story.audio, 'quick')).toBe('You pressed the key.');
  });

  it('falls silent at a key in its prompt, and gathers up to the key that ends it', async () => {
    const app = await appWith((session) => {
      const prompt = { text: 'Please type a number. '.repeat(50), synthesizer: { vendor: 'slow', voice: 'en' } };
      session.on('/keys', () => session.reply());
      session
        .gather({ input: ['digits'], finishOnKey: '#', actionHook: '/keys', say: prompt })
        .say({ text: 'Thank you.' })
        .send();
    });
    const console = await call(server, app);
    await untilSaid(console, 'Please', 'slow');
    console.press('1');
    await console.until('hush');
    console.press('9#');
    expect(resultsIn(await console.until('→ verb:hook'))).toMatchObject({ reason: 'dtmfDetected', digits: '19' });
    const before = console.story.audio.length;
    await untilSaid(console, 'Thank you.', 'quick');
    expect(wordsIn(console.story.audio.subarray(before), 'quick')).toBe('Thank you.');
  });

  it('gathers what the caller says, and tells of its beginnings', async () => {
    const app = await appWith((session) => {
      session.on('/words', ({ speech }) => session.say({ text: `${speech.alternatives[0].transcript}?` }).reply());
      session
        .gather({ input: ['speech'], actionHook: '/words', partialResultHook: '/partly', say: { text: 'And you?' } })
        .send();
    });
    const console = await call(server, app);
    await untilSaid(console, 'And you?', 'quick');
    console.say('I am', false);
    const partly = await console.until('→ verb:hook');
    expect(resultsIn(partly)).toMatchObject({ speech: { is_final: false, alternatives: [{ transcript: 'I am' }] } });
    console.say('I am fine');
    const all = resultsIn(await console.until('→ verb:hook'));
    expect(all).toMatchObject({ reason: 'speechDetected', speech: { is_final: true, language_code: 'en-US' } });
    expect(all.speech).toMatchObject({ alternatives: [{ transcript: 'I am fine', confidence: 1 }] });
    await untilSaid(console, 'I am fine?', 'quick');
  });

  it('gathers nothing from a caller who keeps silent', async () => {
    const app = await appWith((session) => {
      session.on('/keys', () => session.reply());
      session
        .gather({ input: ['digits'], timeout: 0.2, actionHook: '/keys' })
        .say({ text: 'Well then.' })
        .send();
    });
    const console = await call(server, app);
    expect(resultsIn(await console.until('→ verb:hook'))).toMatchObject({ reason: 'timeout' });
    await untilSaid(console, 'Well then.', 'quick');
  });

  it('streams a prompt while it gathers, and closes it with that', async () => {
    const app = await appWith((session) => {
      const prompt = { stream: true, text: [] }; // the client's types want a text
      session.on('tts:stream_open', () => void session.sendTtsTokens('Type a digit, please. '));
      session.on('/keys', () => session.reply());
      session
        .addVerbs([{ verb: 'gather', input: ['digits'], numDigits: 1, actionHook: '/keys', say: prompt }])
        .say({ text: 'Thank you.' })
        .send();
    });
    const console = await call(server, app);
    await untilSaid(console, 'Type a digit, please.', 'quick');
    console.press('7');
    const answered = await console.until('→ verb:hook');
    expect(wire(answered.names)).toEqual(['→ user_interruption', '→ stream_closed', '→ verb:hook']);
    expect(answered.last.data).toMatchObject({ reason: 'dtmfDetected', digits: '7' });
    await untilSaid(console, 'Type a digit, please. Thank you.', 'quick');
  });

  it('tells when verbs begin and end, once it is asked to', async () => {
    const app = await appWith((session) => {
      session
        .say({ text: 'Unseen.', id: 'zero' })
        .notifyEvents()
        .say({ text: 'One.', id: 'first' })
        .pause({ length: 0.1 })
        .send();
    });
    const console = await call(server, app);
    await console.until('→ in-progress');
    const events: unknown[] = [];
    do events.push((await console.until('→ verb:status')).last.data);
    while (JSON.stringify(events.at(-1)) !== JSON.stringify({ event: 'finished', name: 'pause' }));
    expect(events).toMatchObject([
      { event: 'finished', name: 'config' },
      { event: 'starting', name: 'say', id: 'first' },
      { event: 'synthesized-audio', verb: 'say', id: 'first', vendor: 'custom:glottis', characters: 4 },
      { event: 'start-playback', verb: 'say', id: 'first' },
      { event: 'stop-playback', verb: 'say', id: 'first' },
      { event: 'finished', name: 'say', id: 'first' },
      { event: 'starting', name: 'pause' },
      { event: 'finished', name: 'pause' },
    ]);
  });

  it('puts verbs in the place of those that run, or behind them', async () => {
    const app = await appWith((session) => {
      session.say({ text: 'On and on. '.repeat(100), synthesizer: { vendor: 'slow', voice: 'en' } }).send();
    });
    const console = await call(server, app);
    await untilSaid(console, 'On and', 'slow');
    const [session] = app.sessions;
    session!.say({ text: 'Enough.' }).send();
    session!.say({ text: 'More.' }).send({ execImmediate: false });
    await untilSaid(console, 'Enough. More.', 'quick');
    expect(wordsIn(console.story.after('hush').audio, 'quick')).toBe('Enough. More.');
  });

  it('takes verbs for the end of the list as the answer to a hook', async () => {
    const app = await appWith((session) => {
      session.on('/keys', () => session.say({ text: 'Last.' }).reply({ execImmediate: false }));
      session
        .gather({ input: ['digits'], numDigits: 1, actionHook: '/keys' })
        .say({ text: 'First.' })
        .send();
    });
    const console = await call(server, app);
    await console.until('→ in-progress');
    console.press('1');
    await untilSaid(console, 'First. Last.', 'quick');
    expect(console.story.names).not.toContain('error'); // as it would be for a hook that was not answered in time
  });

  it('marks the call with data, and tells it with all that follows', async () => {
    const app = await appWith((session: Session) => {
      session
        .tag({ data: { orderNumber: 7 } })
        .say({ text: 'Noted.' })
        .send();
    });
    const console = await call(server, app);
    await untilSaid(console, 'Noted.', 'quick');
    app.sessions[0]!.injectTag({ orderNumber: 8 });
    app.sessions[0]!.sendCommand('call:status', { call_status: 'completed' });
    const { data } = (await console.until('→ completed')).last;
    expect(data).toMatchObject({ customerData: { orderNumber: 8 }, call_termination_by: 'jambonz' });
  });
});
