import { getEventListeners } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { ApiError, ConnectionError } from '../errors.js';
import { Glottis } from '../glottis.js';
import { fakeWebSocket } from '../socket/fake-websocket.test.kit.js';
import { connecting, ready, talk } from './session.test.kit.js';

describe('the end', () => {
  it('comes behind an error of the server, which is handed out', async () => {
    const { session, server, rest } = await talk();
    const error = { type: 'error', error: { type: 'not_found_error', message: 'no such voice' }, request_id: 'r2' };
    server.say(8, error, 9);
    server.close(1002, 'no such voice');
    expect(await rest()).toEqual([8, error]);
    expect(session.requestId).toBe('r2');
    expect(server.closedWith).toBe(1000);
  });

  it('comes behind an error in any shape', async () => {
    const { server, rest } = await talk();
    server.say({ type: 'error', error: 'Invalid API key' });
    const error = { type: 'internal_server_error', message: 'Invalid API key' };
    expect(await rest()).toEqual([{ type: 'error', error }]);
  });

  it.each([1001, 1002, 1005, 1006, 1011, 4000])('is thrown for the code %i, behind what had arrived', async (code) => {
    const { server, next } = await talk();
    server.say(5);
    server.close(code, 'why');
    expect(await next()).toMatchObject({ type: 'audio' });
    const lost = expect(next()).rejects;
    await lost.toMatchObject({ name: 'ConnectionError', closeCode: code, closeReason: 'why' });
  });

  it('is thrown when the connection fails, with what is known of it', async () => {
    const { server, next } = await connecting();
    const cause = new Error('connect ECONNREFUSED');
    server.fail(cause);
    const lost = next();
    await expect(lost).rejects.toBeInstanceOf(ConnectionError);
    await expect(lost).rejects.toMatchObject({ message: expect.stringContaining('ECONNREFUSED'), cause });
  });

  it('is thrown when the connection fails and nobody says why, as in browsers', async () => {
    const { server, next } = await connecting();
    server.fail();
    await expect(next()).rejects.toThrow(/^the connection to ws:\/\/h\S+ failed$/);
  });

  it('keeps the answer of a server that refused, where the transport shows it', async () => {
    const { server, next } = await connecting();
    server.fail(new ApiError('no', { status: 401 }));
    await expect(next()).rejects.toBeInstanceOf(ApiError);
  });

  it('is thrown when the socket does not open in time', async () => {
    const { WebSocket } = fakeWebSocket();
    const session = new Glottis({ baseURL: 'http://h', WebSocket, timeout: 1 }).speech.sessions.create({ voice: 'v' });
    await expect(session[Symbol.asyncIterator]().next()).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('does not come by itself once the socket is open', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await talk();
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  it('does not come by itself where no timeout is wanted', async () => {
    const network = fakeWebSocket();
    const client = new Glottis({
      baseURL: 'http://h',
      WebSocket: network.WebSocket,
      timeout: Number.POSITIVE_INFINITY,
    });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const session = client.speech.sessions.create({ voice: 'v' });
    vi.advanceTimersByTime(1_000_000);
    vi.useRealTimers();
    const server = await network.next();
    server.open();
    server.say(ready);
    expect(await session[Symbol.asyncIterator]().next()).toEqual({ done: false, value: ready });
  });

  it('comes at once with close, and what was unread is gone', async () => {
    const { session, server, rest } = await talk();
    server.say(1, 2, 3);
    session.close();
    session.close();
    expect(await rest()).toEqual([]);
    expect(server.closedWith).toBe(1000);
  });

  it('comes quietly with close, also when the connection had broken', async () => {
    const { session, server, rest } = await talk();
    server.say(1);
    server.close(1006);
    session.close();
    expect(await rest()).toEqual([]);
  });

  it('comes at once with close, also to who waits', async () => {
    const { session, next } = await talk();
    const waiting = next();
    session.close();
    expect(await waiting).toBeUndefined();
  });

  it('leaves no socket behind when close comes before the socket exists', async () => {
    const network = fakeWebSocket();
    const client = new Glottis({ baseURL: 'http://h', WebSocket: network.WebSocket });
    client.speech.sessions.create({ voice: 'v' }).close();
    const aborted = client.speech.sessions.create({ voice: 'v', signal: AbortSignal.abort() });
    await expect(aborted[Symbol.asyncIterator]().next()).rejects.toMatchObject({ name: 'AbortError' });
    expect(network.created).toBe(0);
  });

  it('leaves nothing behind at the signal', async () => {
    const { signal } = new AbortController();
    for (const end of ['server', 'session'] as const) {
      const { session, server } = await talk({ signal });
      expect(getEventListeners(signal, 'abort')).toHaveLength(1);
      if (end === 'server') server.close(1000);
      else session.close();
      expect(getEventListeners(signal, 'abort')).toHaveLength(0);
    }
  });

  it('comes at once with the signal, and is thrown', async () => {
    const controller = new AbortController();
    const { server, next } = await talk({ signal: controller.signal });
    server.say(1, 2, 3);
    controller.abort('the user left');
    await expect(next()).rejects.toMatchObject({ name: 'AbortError', cause: 'the user left' });
    expect(server.closedWith).toBe(1000);
  });

  it('comes with the signal also while the last audio is still unread', async () => {
    const controller = new AbortController();
    const { server, next } = await talk({ signal: controller.signal });
    server.say(1, 2, 3);
    server.close(1000);
    await next();
    controller.abort();
    await expect(next()).rejects.toMatchObject({ name: 'AbortError' });
  });
});
