import { describe, expect, it } from 'vitest';
import { fakeApplication } from '../app.test.kit.js';
import { connect, converse, outcome, settled } from './link.test.kit.js';

const typesOf = (messages: readonly { readonly type: string }[]) => messages.map(({ type }) => type);
const result = (id: number) => ({ id, status: 'ok' });

/** A conversation whose connection broke, and the connection after it. */
async function reconnected() {
  const scene = await converse();
  scene.app.drop(1006);
  await scene.later(500);
  return { ...scene, question: await scene.app.next('session:reconnect'), second: scene.app.connections[1]! };
}

describe('jambonz 33: an application that came back', () => {
  it('is told as unacknowledging after five seconds, and hears what waited', async () => {
    const { timesUnacknowledged, link, second, later } = await reconnected();
    link.notify('call:status', {});
    await later(4999);
    expect(timesUnacknowledged()).toBe(0);
    expect(second.messages).toHaveLength(1);
    await later(1);
    expect(timesUnacknowledged()).toBe(1);
    expect(typesOf(second.messages)).toEqual(['session:reconnect', 'call:status']);
  });

  it('may be hung up on for that', async () => {
    const { app, link, second, later } = await reconnected();
    await later(5000);
    link.notify('call:status', { callStatus: 'completed' });
    link.close(1000);
    expect(await second.closed).toBe(1000);
    expect(app.messages.at(-1)).toMatchObject({ type: 'call:status', data: { call_status: 'completed' } });
  });

  it('hears how the call ended, though it has not acknowledged that it is back', async () => {
    const { link, second } = await reconnected();
    link.notify('call:status', { callStatus: 'completed' });
    link.close(1000);
    expect(await second.closed).toBe(1000);
    expect(typesOf(second.messages)).toEqual(['session:reconnect', 'call:status']);
  });

  it('is obeyed before it acknowledged, and gets its results after', async () => {
    const { app, link, commands, second, question } = await reconnected();
    app.command('tts:tokens', { id: 1, tokens: 'Again.' });
    await settled();
    expect(commands).toMatchObject([{ command: 'tts:tokens' }]);
    link.notify('tts:tokens-result', result(1));
    app.ack(question);
    await settled();
    expect(second.messages.at(-1)).toMatchObject({ type: 'tts:tokens-result', data: result(1) });
  });

  it('is not resumed from a pause that it was not told of, which would end its process', async () => {
    const scene = await converse();
    const { app, link, later } = scene;
    const event = (eventType: string) => link.notify('tts:streaming-event', { eventType });
    event('stream_paused');
    app.drop(1006);
    await later(500);
    event('stream_resumed');
    app.ack(await app.next('session:reconnect'));
    await settled();
    event('stream_resumed');
    const { messages } = app.connections[1]!;
    expect(typesOf(messages)).toEqual(['session:reconnect']);
    expect(scene.sent).toHaveLength(3);
    for (const type of ['stream_paused', 'stream_resumed', 'stream_resumed']) event(type);
    expect(messages.slice(1).map(({ data }) => data.event_type)).toEqual(['stream_paused', 'stream_resumed']);
  });

  it('is resumed where a refusal as full has told it to pause', async () => {
    const { app, link, later } = await converse();
    const event = (eventType: string) => link.notify('tts:streaming-event', { eventType });
    event('stream_paused');
    app.drop(1006);
    await later(500);
    link.notify('tts:tokens-result', { id: 1, status: 'failed', reason: 'full' });
    event('stream_resumed');
    app.ack(await app.next('session:reconnect'));
    await settled();
    event('stream_resumed');
    expect(typesOf(app.connections[1]!.messages)).toEqual([
      'session:reconnect',
      'tts:tokens-result',
      'tts:streaming-event',
    ]);
  });

  it('is not called back again once the call is over', async () => {
    const { app, link, clock, gone } = await converse();
    app.drop(1006);
    await settled();
    expect(clock.waiting).toBe(1);
    link.close(1000);
    await settled();
    expect(clock.waiting).toBe(0);
    expect(app.attempts).toHaveLength(1);
    expect(gone).toEqual([]);
  });

  it('is not waited for once the call is over', async () => {
    const { app, link, later } = await converse();
    app.drop(1006);
    const open = app.hold();
    await later(500);
    expect(app.attempts).toHaveLength(2);
    link.close(1000);
    open();
    await settled();
    expect(app.connections).toHaveLength(1);
  });

  it('is left at once where it opens to a call that is over', async () => {
    const app = fakeApplication();
    const { link, later } = await connect({
      async dial(...at) {
        const socket = await app.dial(...at);
        if (app.attempts.length === 2) link.close(1000);
        return socket;
      },
    });
    app.drop(1006);
    await later(500);
    expect(await app.connections[1]!.closed).toBe(1001);
    expect(app.messages).toEqual([]);
  });
});

describe('what waits for an application that is away', () => {
  it('loses its oldest events where there are too many, and no result', async () => {
    const { app, link, later } = await converse();
    app.drop(1006);
    await settled();
    for (let id = 1; id <= 600; id += 1) {
      link.notify('tts:tokens-result', result(id));
      link.notify('verb:status', { event: 'starting', id });
    }
    await later(500);
    app.ack(await app.next('session:reconnect'));
    await settled();
    const ids = (type: string) =>
      app.connections[1]!.messages.filter((of) => of.type === type).map(({ data }) => data.id);
    expect(ids('tts:tokens-result')).toEqual(Array.from({ length: 600 }, (_, at) => at + 1));
    expect(ids('verb:status')).toEqual(Array.from({ length: 400 }, (_, at) => at + 201));
  });

  it('is no more than a mebibyte', async () => {
    const { app, link, later } = await converse();
    app.drop(1006);
    await settled();
    for (let id = 1; id <= 40; id += 1) link.notify('jambonz:error', { id, content: 'x'.repeat(64 * 1024) });
    await later(500);
    app.ack(await app.next('session:reconnect'));
    await settled();
    const ids = app.connections[1]!.messages.slice(1).map(({ data }) => data.id);
    expect(ids).toEqual(Array.from({ length: 15 }, (_, at) => at + 26));
  });

  it('makes it lost where nothing of it may be', async () => {
    const { app, link, gone, clock } = await converse();
    app.drop(1006);
    await settled();
    const hook = outcome(link.ask('verb:hook', {}, '/hook'));
    for (let id = 1; id < 1000; id += 1) link.notify('tts:tokens-result', result(id));
    await settled();
    expect(gone).toEqual([]);
    link.notify('tts:tokens-result', result(1000));
    expect(await hook).toBe('dropped');
    expect(gone).toEqual(['lost']);
    await settled();
    expect(clock.waiting).toBe(0);
  });
});
