/** What an application on jambonz' current client sees of the two modes: what is awkward in jambonz is so in `exact`, and only there. */

import type { Session } from '@jambonz/sdk';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { hostServer, modes } from '../support/jambonz-host.js';
import { appWith, call, wire } from '../support/jambonz-sdk-call.js';
import { untilSaid, wordsIn } from '../support/jambonz-voice.js';
import type { TestServer } from '../support/test-server.js';

const openStream = (session: Session) => void session.config({ ttsStream: { enable: true } }).send();

/** Why a token was not taken; undefined where it was. */
async function refusalOf(sending: Promise<void>): Promise<string | undefined> {
  try {
    await sending;
  } catch (error) {
    return (error as Error).message.replace('tts-token error: ', '');
  }
  return undefined;
}

describe.each(modes)('with the SDK, %s', (mode) => {
  const isExact = mode === 'exact';
  let server: TestServer;
  beforeAll(async () => {
    server = await hostServer({ mode });
  });
  afterAll(() => server.close());

  it(`text without an end is spoken ${isExact ? 'but for its last word, which waits for a flush' : 'to its end'}`, async () => {
    const app = await appWith((session) => {
      session.on('tts:stream_open', () => void session.sendTtsTokens('So the answer is yes'));
      openStream(session);
    });
    const console = await call(server, app);
    await untilSaid(console, isExact ? 'So the answer is' : 'So the answer is yes', 'quick');
    if (!isExact) return;
    app.sessions[0]!.flushTtsTokens();
    await untilSaid(console, 'yes', 'quick');
  });

  it(`what is cleared before there is a voice is ${isExact ? 'spoken all the same' : 'not spoken'}`, async () => {
    const app = await appWith(async (session) => {
      session.alert({ message: 'soon' }).send();
      await session.sendTtsTokens('Old news. ');
      session.clearTtsTokens();
      await session.sendTtsTokens('Good news.');
      openStream(session);
    });
    const console = await call(server, app);
    await untilSaid(console, 'Good news.', 'quick');
    expect(wordsIn(console.story.audio, 'quick')).toBe(isExact ? 'Old news. Good news.' : 'Good news.');
  });

  it(`a token longer than the buffer is ${isExact ? 'refused for good' : 'spoken'}`, async () => {
    const token = 'Much to say. '.repeat(100);
    const app = await appWith((session) => {
      session.on('tts:stream_open', async () => {
        await session.sendTtsTokens(token);
        if (!session.isTtsPaused) return;
        session.clearTtsTokens();
        await session.sendTtsTokens('Nothing, then.');
      });
      openStream(session);
    });
    const console = await call(server, app);
    const { last } = await console.until('→ tts:tokens-result');
    if (!isExact) return untilSaid(console, token, 'quick');
    expect(last.data).toEqual({ id: 1, status: 'failed', reason: 'full' });
    await untilSaid(console, 'Nothing, then.', 'quick');
    expect(console.story.names).not.toContain('→ stream_resumed');
    expect(wordsIn(console.story.audio, 'quick')).toBe('Nothing, then.');
  });

  it('tokens that are none are refused, and the next ones are taken', async () => {
    const app = await appWith(openStream);
    const console = await call(server, app);
    await console.until('→ stream_open');
    const send = (tokens: unknown) => refusalOf(app.sessions[0]!.sendTtsTokens(tokens as string));
    expect(await send(undefined)).toBe('missing tokens');
    expect(await send(42)).toBe(isExact ? 'undefined' : 'invalid tokens');
    expect(await send('Fine.')).toBeUndefined();
    await untilSaid(console, 'Fine.', 'quick');
  });

  it(`a voice that cannot be had is ${isExact ? 'not told of' : 'told'}, and tokens are refused with the reason`, async () => {
    const small = await hostServer({ mode }, { limits: { sessions: 1 } });
    onTestFinished(() => small.close());
    const first = await call(small, await appWith(openStream));
    await first.until('→ stream_open');
    const app = await appWith(openStream);
    const console = await call(small, app);
    await console.until('← ack');
    if (isExact) {
      while ((await refusalOf(app.sessions[0]!.sendTtsTokens('Hello?'))) === undefined);
    } else {
      const { names } = await console.until('→ stream_closed');
      expect(names).toContain('→ jambonz:error');
      expect(names).not.toContain('→ stream_open');
    }
    expect(await refusalOf(app.sessions[0]!.sendTtsTokens('Hello?'))).toBe('connection to custom:glottis failed');

    first.hangUp();
    await first.until('→ completed');
    app.sessions[0]!.config({ ttsStream: { enable: false } })
      .config({ ttsStream: { enable: true } })
      .send();
    await console.until('→ stream_open');
    await app.sessions[0]!.sendTtsTokens('There you are.');
    await untilSaid(console, 'There you are.', 'quick');
  });

  it(`verbs that are none are ${isExact ? 'passed over in silence' : 'told'}, and the call stays`, async () => {
    const app = await appWith((session) => session.say({ text: 'Hello.' }).send());
    const console = await call(server, app);
    await untilSaid(console, 'Hello.', 'quick');
    const [session] = app.sessions;
    session!.sendCommand('redirect', [{ verb: 'sing', text: 'La la la.' }]); // the client would not let it pass as a verb
    session!.sendCommand('sing', {});
    session!.say({ text: 'Still here.' }).send();
    await untilSaid(console, 'Still here.', 'quick');
    const told = console.story.all('→ jambonz:error').map(({ data }) => data);
    expect(told).toMatchObject(isExact ? [] : [{ verb: 'sing' }, { command: 'sing' }]);
  });

  it(`a streaming say that ends leaves ${isExact ? 'its stream open, and the next one finds it so' : 'no stream behind'}`, async () => {
    const app = await appWith((session) => {
      session.say({ text: 'One.', stream: true }).say({ text: 'Two.', stream: true }).say({ text: 'Three.' }).send();
    });
    const console = await call(server, app);
    await untilSaid(console, 'One. Two. Three.', 'quick');
    const whole = ['→ stream_open', '→ stream_empty', '→ stream_closed'];
    const events = wire(console.story.names).filter((name) => name.startsWith('→ stream_'));
    expect(events).toEqual(isExact ? ['→ stream_open'] : [...whole, ...whole]);
  });
});
