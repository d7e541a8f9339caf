import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError, ConnectionError } from '../errors.js';
import { events } from './events.test.kit.js';
import type { RawServer } from './raw-server.test.kit.js';
import { rawServer, serverFrame } from './raw-server.test.kit.js';
import { NodeWebSocket } from './websocket.js';

let server: RawServer;
beforeEach(async () => {
  server = await rawServer();
});
afterEach(() => {
  vi.useRealTimers();
  server.close();
});

async function dial() {
  const connecting = server.connection();
  const socket = new NodeWebSocket(server.url, { request: { headers: { 'x-mine': 'yes' } } });
  const seen = events(socket);
  return { socket, seen, connection: await connecting };
}

const lost = { type: 'close', code: 1006, reason: '' };

describe('the handshake', () => {
  it('asks for what RFC 6455 asks for, and for nothing else', async () => {
    const { connection } = await dial();
    const lines = connection.request.toLowerCase().split('\r\n');
    expect(lines[0]).toBe('get /stream http/1.1');
    expect(lines).toEqual(
      expect.arrayContaining(['connection: upgrade', 'upgrade: websocket', 'sec-websocket-version: 13', 'x-mine: yes']),
    );
    expect(connection.request).toMatch(/sec-websocket-key: [A-Za-z0-9+/]{22}==\r\n/i);
    expect(connection.request).not.toMatch(/extensions|protocol/i);
  });

  it('may be followed by messages in the same breath', async () => {
    const { seen, connection } = await dial();
    connection.socket.cork();
    connection.accept();
    connection.socket.write(Buffer.concat([serverFrame(1, 'one'), serverFrame(1, 'two')]));
    connection.socket.uncork();
    expect([await seen.next(), await seen.next(), await seen.next()]).toEqual([
      { type: 'open' },
      { type: 'message', data: 'one' },
      { type: 'message', data: 'two' },
    ]);
  });

  it.each([
    ['another key', 'Sec-WebSocket-Accept: x'],
    ['an extension', 'Sec-WebSocket-Extensions: permessage-deflate'],
    ['a subprotocol', 'Sec-WebSocket-Protocol: chat'],
  ])('fails for %s', async (_, line) => {
    const { seen, connection } = await dial();
    connection.accept(line);
    expect(await seen.rest()).toEqual([{ type: 'error', error: expect.any(ConnectionError) }, lost]);
  });

  it('that is refused tells why, as REST does', async () => {
    const { seen, connection } = await dial();
    const body = '{"error":{"type":"rate_limit_error","message":"too many"},"request_id":"r9"}';
    connection.socket.end(
      `HTTP/1.1 429 Too Many Requests\r\nRetry-After: 2\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    const [first, last] = await seen.rest();
    expect((first as { error: unknown }).error).toBeInstanceOf(ApiError);
    expect(first).toMatchObject({
      error: { status: 429, type: 'rate_limit_error', message: 'too many', requestId: 'r9', retryAfterMs: 2000 },
    });
    expect(last).toEqual(lost);
  });

  it('that is refused with a body without an end is not read for ever', async () => {
    const { seen, connection } = await dial();
    connection.socket.write('HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n');
    connection.socket.on('close', () => clearInterval(pouring));
    const pouring = setInterval(() => connection.socket.write(`8000\r\n${'x'.repeat(0x8000)}\r\n`), 1);
    expect(await seen.next()).toMatchObject({ error: { status: 403, message: 'x'.repeat(500) } });
    expect(await seen.next()).toEqual(lost);
  });

  it('that redirects is refused: the key must not go elsewhere', async () => {
    const { seen, connection } = await dial();
    connection.socket.end('HTTP/1.1 302 Found\r\nLocation: http://elsewhere/\r\nContent-Length: 0\r\n\r\n');
    expect(await seen.next()).toMatchObject({ error: { status: 302 } });
  });

  it('that breaks off is an error', async () => {
    const { seen, connection } = await dial();
    connection.socket.destroy();
    expect(await seen.rest()).toEqual([{ type: 'error', error: expect.any(Error) }, lost]);
  });

  it('with nobody is an error', async () => {
    const { url } = server;
    server.close();
    const seen = events(new NodeWebSocket(url));
    expect(await seen.rest()).toEqual([
      { type: 'error', error: expect.objectContaining({ code: 'ECONNREFUSED' }) },
      lost,
    ]);
  });

  it('is given up by close', async () => {
    const { socket, seen, connection } = await dial();
    const gone = new Promise((resolve) => connection.socket.once('end', resolve));
    socket.close();
    expect((await seen.rest()).at(-1)).toEqual(lost);
    await gone;
  });
});

describe('a server that breaks the protocol', () => {
  it('is told its fault, and the connection ends', async () => {
    const { seen, connection } = await dial();
    connection.accept();
    connection.socket.write(serverFrame(1, new Uint8Array([0xff])));
    await seen.next();
    const error = expect.objectContaining({ message: 'the server sent text that is not UTF-8' });
    expect(await seen.rest()).toEqual([{ type: 'error', error }, lost]);
    const [first, second] = await connection.read(2);
    // A close frame, masked.
    expect([first, (second as number) & 0x80]).toEqual([0x88, 0x80]);
  });

  it('that leaves without a goodbye ends with 1006', async () => {
    const { seen, connection } = await dial();
    connection.accept();
    connection.socket.end(serverFrame(1, 'one'));
    expect(await seen.rest()).toEqual([{ type: 'open' }, { type: 'message', data: 'one' }, lost]);
  });

  it('that leaves without a goodbye, and without reading, ends with 1006 too', async () => {
    const { socket, seen, connection } = await dial();
    connection.accept();
    await seen.next();
    connection.socket.pause();
    socket.send('x'.repeat(20_000_000));
    connection.socket.end();
    expect(await seen.next()).toEqual(lost);
  });

  it('that breaks the connection is told of by an error', async () => {
    const { seen, connection } = await dial();
    connection.accept();
    await seen.next();
    connection.socket.resetAndDestroy();
    expect(await seen.rest()).toEqual([
      { type: 'error', error: expect.objectContaining({ code: 'ECONNRESET' }) },
      lost,
    ]);
  });

  it('that does not answer a goodbye is not waited for any longer than five seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { socket, seen, connection } = await dial();
    connection.accept();
    await seen.next();
    socket.close();
    vi.advanceTimersByTime(4999);
    expect(socket.readyState).toBe(2);
    vi.advanceTimersByTime(1);
    expect(await seen.next()).toEqual(lost);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('that says everything at once and goes is heard to the end, also by who pauses', async () => {
    const { socket, seen, connection } = await dial();
    socket.addEventListener('message', () => {
      socket.pause();
      setImmediate(() => socket.resume());
    });
    connection.accept();
    const frames = [serverFrame(1, 'one'), serverFrame(1, 'two'), serverFrame(1, 'three')];
    connection.socket.end(Buffer.concat([...frames, serverFrame(8, new Uint8Array([3, 232]))]));
    expect(await seen.rest()).toEqual([
      { type: 'open' },
      { type: 'message', data: 'one' },
      { type: 'message', data: 'two' },
      { type: 'message', data: 'three' },
      { type: 'close', code: 1000, reason: '' },
    ]);
  });

  it('that pings without reading is not answered for ever', async () => {
    const { socket, seen, connection } = await dial();
    connection.accept();
    await seen.next();
    connection.socket.pause();
    const pings = Buffer.concat(Array.from({ length: 8000 }, () => serverFrame(9, 'x'.repeat(125))));
    // More than the buffers of two kernels hold, if all of it came back.
    for (let count = 0; count < 20; count += 1) {
      await new Promise((resolve) => connection.socket.write(pings, resolve));
    }
    connection.socket.write(serverFrame(1, 'still there'));
    expect(await seen.next()).toEqual({ type: 'message', data: 'still there' });
    expect(socket.bufferedAmount).toBeLessThan(66_000);
  });
});
