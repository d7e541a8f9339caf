/** An application on jambonz' current client that loses its connection in the middle of a call. The client takes the call that
 *  comes back for a new one: it emits `session:new` again, and counts its tokens from 1. */

import type { Session } from '@jambonz/sdk';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { WebSocket } from 'ws';
import { fragileProxy } from '../support/fragile-proxy.js';
import { hostServer, modes } from '../support/jambonz-host.js';
import { appWith, call, wire } from '../support/jambonz-sdk-call.js';
import { untilSaid, words, wordsIn } from '../support/jambonz-voice.js';
import type { TestServer } from '../support/test-server.js';

const opening = 'Welcome.';
const parts = ['First part of the story. ', 'Second part of the story. '];

/** The client's own `close` has no code; those who write down one reach for its socket. */
function closeWith(code: number, session: Session): void {
  (session as unknown as { readonly ws: WebSocket }).ws.close(code);
}

describe.each(modes)('a lost connection of the SDK, %s', (mode) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await hostServer({ mode });
  });
  afterAll(() => server.close());

  it('in the middle of a stream is not heard, and the stream goes on where it comes back', async () => {
    const tokens = Array.from({ length: 400 }, (_, index) => `word${'abcdefghij'[index % 10]}. `);
    let sent = 0;
    const app = await appWith((session) => {
      session
        .config({ ttsStream: { enable: true } })
        .say({ text: opening })
        .send();
      if (app.sessions.length > 1) return void session.sendTtsTokens('And that was all.');
      session.on('tts:stream_open', async () => {
        for (const token of tokens) {
          await session.sendTtsTokens(token);
          sent += 1;
        }
      });
    });
    const proxy = await fragileProxy(app.url.replace('ws', 'http'), 8000);
    onTestFinished(() => proxy.close());
    const console = await call(server, { url: proxy.url.replace('http', 'ws') });
    await console.until('→ session:reconnect');
    await untilSaid(console, 'And that was all.', 'quick');

    expect(proxy.connections).toBe(2);
    expect(sent).toBeLessThan(tokens.length);
    const { story } = console;
    const taken = story.all('← tts:tokens').map(({ data }) => data.tokens);
    expect(taken.slice(0, -1)).toEqual(tokens.slice(0, taken.length - 1));
    expect(wordsIn(story.audio, 'quick')).toBe(words(`${opening} ${taken.join('')}`));
    expect(story.all('→ session:reconnect')[0]!.data).toEqual(story.all('→ session:new')[0]!.data);
    expect(app.sessions.map(({ callSid }) => callSid)).toEqual([app.sessions[0]!.callSid, app.sessions[0]!.callSid]);
    const [{ data: last }] = story.all('← tts:tokens').slice(-1) as [typeof story.last];
    expect(last.id).toBe(1);
  });

  it('keeps what happens meanwhile until the call was acknowledged again', async () => {
    const app = await appWith((session) => {
      session.on('/caller', () => session.say({ text: 'I heard you.' }).reply());
      if (app.sessions.length > 1) return;
      session
        .config({ bargeIn: { enable: true, sticky: true, actionHook: '/caller' }, ttsStream: { enable: true } })
        .say({ text: opening })
        .send();
    });
    const console = await call(server, app);
    await untilSaid(console, opening, 'quick');
    app.cut();
    await console.until('→ session:reconnect');
    console.say('Are you there?');
    // Behind this, what was said has been told.
    console.press('nonsense');
    await console.until('error');
    app.sessions[1]!.send();
    const back = await console.until('→ verb:hook');
    expect(wire(back.names)).toEqual(['← ack', '→ user_interruption', '→ verb:hook']);
    await untilSaid(console, `${opening} I heard you.`, 'quick');
  });

  it('by a close without a code is one, too', async () => {
    const app = await appWith((session) => session.say({ text: opening }).send());
    const console = await call(server, app);
    await untilSaid(console, opening, 'quick');
    app.sessions[0]!.close();
    await console.until('→ session:reconnect');
    await console.until('← ack');
    app.sessions[1]!.say({ text: parts[0]! }).send();
    await untilSaid(console, parts[0]!, 'quick');
    expect(wordsIn(console.story.audio, 'quick')).toBe(words(`${opening} ${parts[0]}`));
  });

  it('is none where the application closes with 1000: what it asked for is carried out, then the call ends', async () => {
    const app = await appWith((session) => {
      session
        .config({ ttsStream: { enable: true } })
        .say({ text: parts[0]! })
        .say({ text: parts[1]! })
        .send();
    });
    const console = await call(server, app);
    await console.until('→ stream_open');
    closeWith(1000, app.sessions[0]!);
    const { data } = (await console.until('completed')).last;
    expect(data).toMatchObject({ call_termination_by: 'jambonz' });
    expect(wordsIn(console.story.audio, 'quick')).toBe(words(parts.join('')));
    expect(app.sessions).toHaveLength(1);
    expect(console.story.names).not.toContain('→ session:reconnect');
  });

  it(`that is not acknowledged ${mode === 'enhanced' ? 'leaves the call as it is' : 'ends the call'}`, async () => {
    const hasty = await hostServer({ mode, answerMs: 1000 });
    onTestFinished(() => hasty.close());
    const app = await appWith((session) => {
      if (app.sessions.length === 1) session.say({ text: opening }).send();
    });
    const console = await call(hasty, app);
    await untilSaid(console, opening, 'quick');
    app.cut();
    await console.until('→ session:reconnect');
    await console.until('error');
    if (mode === 'enhanced') {
      const [, session] = app.sessions;
      session!.send();
      session!.say({ text: 'Still here.' }).send();
      await untilSaid(console, 'Still here.', 'quick');
    } else {
      await console.until('completed');
    }
  });
});
