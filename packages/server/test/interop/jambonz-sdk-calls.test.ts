/** How a call reaches an application on jambonz' current client, and what each tells the other before anything is said. */

import type { Session } from '@jambonz/sdk';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { hostServer } from '../support/jambonz-host.js';
import { appWith, call, wire } from '../support/jambonz-sdk-call.js';
import { untilSaid, wordsIn } from '../support/jambonz-voice.js';
import type { TestServer } from '../support/test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await hostServer({});
});
afterAll(() => server.close());

const say = (text: string) => (session: Session) => void session.say({ text }).send();

describe('an application of the SDK', () => {
  it('says which variables it takes, and is given them as they were filled in', async () => {
    const envVars = {
      GREETING: {
        type: 'string',
        description: 'the first sentence',
        required: true,
        default: 'Hi',
        enum: ['Hi', 'Hello'],
      },
      pinCode: { type: 'string', description: 'told to nobody', obscure: true },
    } as const;
    const app = await appWith(
      (session) => say(`${session.data.env_vars?.GREETING}, ${session.data.env_vars?.pinCode}.`)(session),
      { envVars: { ...envVars, GREETING: { ...envVars.GREETING, enum: [...envVars.GREETING.enum] } } },
    );
    const console = await call(server, app, { env_vars: { GREETING: 'Hello', pinCode: 'ab cd' } });
    console.do({ type: 'describe', application: app.url });
    expect((await console.until('described')).last.data.env_vars).toEqual(envVars);
    await untilSaid(console, 'Hello, ab cd.', 'quick');
    expect(app.sessions[0]!.data.env_vars).toEqual({ GREETING: 'Hello', pinCode: 'ab cd' });
  });

  it('is told who calls whom', async () => {
    const app = await appWith(say('Hello.'));
    const console = await call(server, app, { from: '+15551', to: 'desk' });
    const { call_sid } = (await console.until('calling')).last.data;
    await console.until('← ack');
    const [session] = app.sessions;
    expect(session).toMatchObject({ callSid: call_sid, from: '+15551', to: 'desk', direction: 'inbound' });
    expect(session!.data).toMatchObject({
      call_status: 'trying',
      sip_status: 100,
      defaults: { synthesizer: { language: 'en-US', voice: 'quick/en' } },
      sip: { method: 'INVITE', headers: { 'user-agent': expect.any(String) } },
    });
    expect(session!.accountSid).toMatch(/^[\da-f-]{36}$/);
  });

  it('lets in who knows its password, and nobody else', async () => {
    const authorization = `Basic ${Buffer.from('ann:se:cret').toString('base64')}`;
    const app = await appWith(say('Come in.'), { authorization });
    const console = await call(server, app, { username: 'ann', password: 'se:cret' });
    await untilSaid(console, 'Come in.', 'quick');
    const stranger = await call(server, { url: `${app.url}/#rc=1&rp=rt` }, { username: 'ann', password: 'wrong' });
    expect((await stranger.until('failed')).last.data).toMatchObject({ sip_status: 480 });
    expect(app.sessions).toHaveLength(1);
  });

  it('may be several, each at a path of its own', async () => {
    const app = await appWith({
      '/': say('The hall.'),
      '/bar': say('The bar.'),
      '/bar/cellar': (session) => say('The cellar.')(session),
    });
    for (const [path, text] of [
      ['/', 'The hall.'],
      ['/bar?table=4', 'The bar.'],
      ['/bar/cellar/left', 'The cellar.'],
    ] as const) {
      const console = await call(server, { url: `${app.url}${path}` });
      await untilSaid(console, text, 'quick');
      expect(wordsIn(console.story.audio, 'quick')).toBe(text);
    }
  });

  it('is not there at a path that it does not serve', async () => {
    const app = await appWith({ '/bar': say('The bar.') });
    const console = await call(server, { url: `${app.url}/street#rc=1&rp=rt` });
    await console.until('failed');
    expect(app.sessions).toEqual([]);
  });

  it('turns a call down', async () => {
    const app = await appWith((session) => session.sipDecline({ status: 486, reason: 'Busy Here' }).send());
    const console = await call(server, app);
    const { last } = await console.until('→ failed');
    expect(last.data).toMatchObject({ sip_status: 486, sip_reason: 'Busy Here' });
    expect(wire(console.story.names)).toEqual(['→ session:new', '← ack', '→ trying', '→ failed']);
  });

  it('has no call where it answers with nothing, or not at all', async () => {
    const hasty = await hostServer({ answerMs: 500 });
    onTestFinished(() => hasty.close());
    for (const converse of [(session: Session) => session.send(), () => undefined]) {
      const console = await call(hasty, await appWith(converse));
      expect((await console.until('failed')).last.data).toMatchObject({ sip_status: 480 });
    }
  });

  it('learns that the caller gave up before anybody answered', async () => {
    const app = await appWith((session) => {
      session.say({ text: 'Just a moment.', earlyMedia: true }).send();
    });
    const console = await call(server, app);
    await untilSaid(console, 'Just a moment.', 'quick');
    console.hangUp();
    expect((await console.until('→ no-answer')).last.data).toMatchObject({ sip_status: 487 });
  });
});
