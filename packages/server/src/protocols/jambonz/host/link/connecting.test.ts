import { describe, expect, it } from 'vitest';
import type { Dial } from '../../../dial.js';
import { fakeApplication } from '../app.test.kit.js';
import { arrange, connect, outcome, sessionData, settled } from './link.test.kit.js';
import { openLink } from './open-link.js';

describe('jambonz 1 and 2: a connection', () => {
  it('offers one subprotocol and says who we are, within the limits of jambonz', async () => {
    const { app } = await connect({ application: { username: 'ava', password: 'secret', trusted: true } });
    expect(app.attempts).toEqual([
      {
        url: 'ws://app.example.com/call?tone=kind',
        options: {
          subprotocol: 'ws.jambonz.org',
          headers: { 'User-Agent': 'jambonz', Authorization: 'Basic YXZhOnNlY3JldA==' },
          maxMessageBytes: 24_576,
          handshakeMs: 1500,
          maxRedirects: 2,
          trusted: true,
          signal: expect.any(AbortSignal),
        },
      },
    ]);
  });

  it('is pinged where the operator wants it', async () => {
    const { app } = await connect({ pingMs: 20_000 });
    expect(app.attempts[0]!.options.pingEveryMs).toBe(20_000);
  });

  it('goes on with an application that chose no subprotocol', async () => {
    const silent = fakeApplication({ choosesSubprotocol: false });
    const { link } = await connect({ dial: silent.dial });
    const answer = link.ask('session:new', sessionData);
    silent.ack(await silent.next('session:new'), [{ verb: 'say' }]);
    expect(await answer).toEqual([{ verb: 'say' }]);
  });

  it('delivers nothing before the link is in hand, however many promises that takes', async () => {
    const scene = arrange();
    const eager: Dial = async (...at) => {
      const socket = await scene.app.dial(...at);
      scene.app.command('tts:flush');
      return socket;
    };
    let hasLink = false;
    const early: boolean[] = [];
    const listener = { ...scene.options.listener, onCommand: () => early.push(hasLink) };
    let opening: Promise<unknown> = openLink({ ...scene.options, dial: eager, listener });
    for (let steps = 0; steps < 50; steps += 1) opening = opening.then(() => undefined);
    await opening;
    hasLink = true;
    await settled();
    expect(early).toEqual([true]);
  });
});

describe('jambonz 2: an application that is not there at first', () => {
  it('is tried again after 0.5, 1, 2, 4 and 6 seconds, then given up', async () => {
    const { app, options, later, clock } = arrange();
    app.refuse('unreachable', { times: 9 });
    const opening = openLink(options).catch((error) => error.reason);
    for (const [at, delayMs] of [500, 1000, 2000, 4000, 6000].entries()) {
      await later(delayMs - 1);
      expect(app.attempts).toHaveLength(at + 1);
      await later(1);
      expect(app.attempts).toHaveLength(at + 2);
    }
    expect(await opening).toBe('unreachable');
    expect(clock.waiting).toBe(0);
  });

  it('is tried as often and for those reasons that its fragment says', async () => {
    const { app, options, later } = arrange({ url: 'ws://app/#rc=2&rp=4xx' });
    app.refuse('refused', { status: 404, times: 9 });
    const opening = openLink(options).catch((error) => error.status);
    await later(500);
    await later(1000);
    expect(await opening).toBe(404);
    expect(app.attempts.map(({ url }) => url)).toEqual(['ws://app/', 'ws://app/', 'ws://app/']);
  });

  it('is not tried again for another reason', async () => {
    const { app, options } = arrange({ url: 'ws://app/#rc=2&rp=4xx' });
    app.refuse('unreachable');
    await expect(openLink(options)).rejects.toMatchObject({ reason: 'unreachable' });
    expect(app.attempts).toHaveLength(1);
  });

  it('may come up in between', async () => {
    const { app, options, later } = arrange();
    app.refuse('timed-out', { times: 2 });
    const opening = openLink(options);
    await later(500);
    await later(1000);
    const link = await opening;
    link.notify('call:status', { callStatus: 'trying' });
    expect((await app.next()).type).toBe('call:status');
  });

  it('is given up where the caller does not wait', async () => {
    const calling = new AbortController();
    const { app, options, clock } = arrange({ signal: calling.signal });
    app.refuse();
    const opening = openLink(options).catch((error) => error);
    await settled();
    expect(clock.waiting).toBe(1);
    calling.abort('hung up');
    expect(await opening).toBe('hung up');
    expect(clock.waiting).toBe(0);
    expect(app.attempts).toHaveLength(1);
  });

  it('is left at once where it opens for a caller who is gone', async () => {
    const calling = new AbortController();
    const scene = arrange({ signal: calling.signal });
    const late: Dial = async (...at) => {
      const socket = await scene.app.dial(...at);
      calling.abort('hung up');
      return socket;
    };
    await expect(openLink({ ...scene.options, dial: late })).rejects.toBe('hung up');
    expect(await scene.app.connections[0]!.closed).toBe(1001);
  });

  it('is not dialled where its address is none', async () => {
    const { app, options } = arrange({ url: 'nowhere' });
    await expect(openLink(options)).rejects.toMatchObject({ reason: 'forbidden' });
    expect(app.attempts).toEqual([]);
  });
});

describe('the end of a link', () => {
  it.each([1000, 1001] as const)('is said with %d, and nothing comes after it in either direction', async (code) => {
    const { app, link, gone, commands, clock } = await connect();
    const asked = outcome(link.ask('session:new', sessionData));
    app.command('tts:flush');
    link.close(code);
    expect(await app.connections[0]!.closed).toBe(code);
    expect(await asked).toBe('dropped');
    expect(await outcome(link.ask('verb:hook', {}, '/h'))).toBe('dropped');
    link.notify('call:status', {});
    link.close(1000);
    await settled();
    expect(app.messages.map(({ type }) => type)).toEqual(['session:new']);
    expect([...gone, ...commands]).toEqual([]);
    expect(clock.waiting).toBe(0);
  });

  it('comes with 1001 when the call is aborted', async () => {
    const calling = new AbortController();
    const { app, gone } = await connect({ signal: calling.signal });
    calling.abort();
    expect(await app.connections[0]!.closed).toBe(1001);
    await settled();
    expect(gone).toEqual([]);
  });
});
