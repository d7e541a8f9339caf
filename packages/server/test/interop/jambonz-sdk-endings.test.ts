/** How a call ends, or changes hands, with an application on jambonz' current client. */

import type { Session } from '@jambonz/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JambonzConsole } from '../support/jambonz-console.js';
import { hostServer, modes } from '../support/jambonz-host.js';
import { appWith, call, wire } from '../support/jambonz-sdk-call.js';
import { untilSaid, words, wordsIn } from '../support/jambonz-voice.js';
import type { TestServer } from '../support/test-server.js';

const farewell = 'It was a pleasure to have you here, farewell.';

/** Says it by streaming, and then does this. */
const partWith = (part: (session: Session) => void) => (session: Session) => {
  session.on('tts:stream_open', async () => {
    for (const token of farewell.split(/(?<= )/)) await session.sendTtsTokens(token);
    session.flushTtsTokens();
    part(session);
  });
  session.config({ ttsStream: { enable: true }, synthesizer: { vendor: 'slow', voice: 'en' } }).send();
};

/** The application's last words and what was told of them. */
function ending({ story }: JambonzConsole): readonly string[] {
  return wire(story.names).filter((name) => !name.includes('tts:'));
}

describe.each(modes)('the end of a call of the SDK, %s', (mode) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await hostServer({ mode });
  });
  afterAll(() => server.close());

  const when = mode === 'enhanced' ? 'waits for the last word' : 'cuts off the last word';
  it(`${when} where a hangup was put behind what is streamed`, async () => {
    const app = await appWith(partWith((session) => session.hangup().send({ execImmediate: false })));
    const console = await call(server, app);
    const { last } = await console.until('→ completed');
    expect(last.data).toMatchObject({ call_termination_by: 'jambonz' });
    const heard = wordsIn(console.story.audio, 'slow');
    if (mode === 'enhanced') {
      expect(heard).toBe(farewell);
      expect(ending(console).slice(-4)).toEqual(['← redirect', '→ stream_empty', '→ stream_closed', '→ completed']);
    } else {
      expect(farewell.startsWith(heard) && heard !== farewell).toBe(true);
      expect(ending(console).slice(-2)).toEqual(['← redirect', '→ completed']);
    }
  });

  it('is there at once where the hangup was not put behind anything', async () => {
    const app = await appWith(partWith(() => undefined));
    const console = await call(server, app);
    await untilSaid(console, 'It was', 'slow');
    app.sessions[0]!.hangup().send();
    const { names } = await console.until('→ completed');
    expect(wire(names).filter((name) => !name.includes('tts:'))).toEqual([
      ...['← redirect', ...(mode === 'enhanced' ? ['→ stream_closed'] : []), '→ completed'],
    ]);
    expect(farewell.startsWith(wordsIn(console.story.audio, 'slow'))).toBe(true);
  });

  it('comes after a say that stands before it', async () => {
    const app = await appWith((session) => session.say({ text: farewell }).hangup().send());
    const console = await call(server, app);
    await console.until('→ completed');
    expect(wordsIn(console.story.audio, 'quick')).toBe(farewell);
  });

  it('closes the application with 1000', async () => {
    let tell = (_: number) => {};
    const closed = new Promise<number>((resolve) => {
      tell = resolve;
    });
    const app = await appWith((session) => session.on('close', tell).say({ text: farewell }).hangup().send());
    await call(server, app);
    expect(await closed).toBe(1000);
  });

  it('is not near where the verbs have run out', async () => {
    const app = await appWith((session) => session.say({ text: 'One.' }).send());
    const console = await call(server, app);
    await untilSaid(console, 'One.', 'quick');
    app.sessions[0]!.say({ text: 'Two.' }).send();
    await untilSaid(console, 'One. Two.', 'quick');
  });
});

describe.each(modes)('a redirect of the SDK, %s', (mode) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await hostServer({ mode });
  });
  afterAll(() => server.close());

  it.each([
    ['verb', (session: Session) => session.redirect({ actionHook: '/bar' }).send()],
    ['command', (session: Session) => session.injectRedirect('/bar')],
  ])('by a %s to another hook stays on the same connection', async (_, redirect) => {
    const app = await appWith((session) => {
      session.on('/bar', () => session.say({ text: 'The bar.' }).reply());
      session.say({ text: 'The hall.' }).send();
    });
    const console = await call(server, app);
    await untilSaid(console, 'The hall.', 'quick');
    redirect(app.sessions[0]!);
    await untilSaid(console, 'The bar.', 'quick');
    expect(app.sessions).toHaveLength(1);
    const [redirected] = console.story.all('→ session:redirect');
    expect(redirected?.data).toMatchObject({ call_sid: app.sessions[0]!.callSid, call_status: 'in-progress' });
  });

  it.each([
    ['verb', (session: Session, url: string) => session.redirect({ actionHook: url }).send()],
    ['command', (session: Session, url: string) => session.injectRedirect(url)],
  ])(
    'by a %s to an address hands the call to another application, and the first one still learns how it ends',
    async (_, redirect) => {
      const other = await appWith({ '/bar': (session) => session.say({ text: 'The bar.' }).send() });
      let tell = (_status: Readonly<Record<string, unknown>>) => {};
      const status = new Promise<Readonly<Record<string, unknown>>>((resolve) => {
        tell = resolve;
      });
      const app = await appWith((session) => {
        session.on('call:status', (data) => data.call_status === 'completed' && tell(data));
        session.say({ text: 'The hall.' }).send();
      });
      const console = await call(server, app);
      await untilSaid(console, 'The hall.', 'quick');
      redirect(app.sessions[0]!, `${other.url}/bar?table=4`);
      await untilSaid(console, 'The bar.', 'quick');
      expect(other.sessions[0]).toMatchObject({ callSid: app.sessions[0]!.callSid });
      app.sessions[0]!.say({ text: 'Not mine any more.' }).send();
      app.sessions[0]!.hangup().send();
      other.sessions[0]!.say({ text: 'But mine.' }).send();
      await untilSaid(console, 'But mine.', 'quick');
      console.hangUp();
      expect(await status).toMatchObject({ call_termination_by: 'caller' });
      expect(wordsIn(console.story.audio, 'quick')).toBe(words('The hall. The bar. But mine.'));
    },
  );

  it('to nobody leaves the call where it is', async () => {
    const app = await appWith((session) => session.say({ text: 'The hall.' }).send());
    const gone = await appWith({});
    const console = await call(server, app);
    await untilSaid(console, 'The hall.', 'quick');
    app.sessions[0]!.injectRedirect(`${gone.url}/#rc=1&rp=rt`);
    await console.until('error');
    app.sessions[0]!.say({ text: 'Still here.' }).send();
    await untilSaid(console, 'Still here.', 'quick');
  });
});
