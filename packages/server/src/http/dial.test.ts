import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { fakeClock } from '../testing/fake-clock.js';
import { answerWith, application, dialer, failing, options, tcpServer } from './dial.test.kit.js';
import { promised } from './testing/promised.js';

describe('a socket that was dialled', () => {
  it('carries messages both ways, text as text and bytes as bytes', async () => {
    const there = await application();
    const socket = await dialer().dial(there.url, options);
    const app = await there.accepted();
    app.send('hello');
    app.send(Buffer.from([1, 2]));
    expect([await socket.next(), await socket.next()]).toEqual(['hello', Buffer.from([1, 2])]);
    const arrived = once(app, 'message');
    await socket.send('yes');
    expect(await arrived).toEqual([Buffer.from('yes'), false]);
  });

  it('asks for one subprotocol, with the headers that it was given, and for no compression', async () => {
    const there = await application();
    const headers = { 'user-agent': 'jambonz', authorization: 'Basic eDp5' };
    const socket = await dialer().dial(`${there.url}/call?a=b#rc=2`, {
      ...options,
      subprotocol: 'ws.jambonz.org',
      headers,
    });
    expect(socket.subprotocol).toBe('ws.jambonz.org');
    const [request] = there.requests;
    expect(request?.url).toBe('/call?a=b');
    expect(request?.headers).toMatchObject({ ...headers, 'sec-websocket-protocol': 'ws.jambonz.org' });
    expect(request?.headers).not.toHaveProperty('sec-websocket-extensions');
  });

  it('takes no choice of a subprotocol for one', async () => {
    const there = await application({ subprotocol: false });
    const socket = await dialer().dial(there.url, { ...options, subprotocol: 'ws.jambonz.org' });
    expect(socket.subprotocol).toBeUndefined();
  });

  it('shows the name and password of its URL', async () => {
    const there = await application();
    await dialer().dial(there.url.replace('//', '//us%40er:p%3Ass@'), options);
    expect(there.requests[0]?.headers.authorization).toBe(`Basic ${Buffer.from('us@er:p:ss').toString('base64')}`);
  });

  it('loses no message that comes right behind the answer', async () => {
    const port = await tcpServer((connection) => answerWith(connection, '', Buffer.from([0x81, 2, 0x68, 0x69])));
    const socket = await dialer().dial(`ws://127.0.0.1:${port}`, options);
    expect(await socket.next()).toBe('hi');
  });

  it('keeps what nobody has read yet, in order', async () => {
    const there = await application();
    const socket = await dialer().dial(there.url, options);
    const app = await there.accepted();
    for (let number = 0; number < 1000; number += 1) app.send(String(number));
    app.close(1000);
    const numbers: string[] = [];
    for await (const message of socket) numbers.push(String(message));
    expect(numbers).toEqual(Array.from({ length: 1000 }, (_, number) => String(number)));
  });

  it('closes with 1009 when a message is too large', async () => {
    const there = await application();
    const socket = await dialer().dial(there.url, options);
    const app = await there.accepted();
    const closed = once(app, 'close');
    app.send('x'.repeat(options.maxMessageBytes + 1));
    expect((await closed)[0]).toBe(1009);
    expect(await socket.closed).toBe(1009);
    expect(await socket.next()).toBeUndefined();
  });

  it.each<[string, number]>([
    ['with a code', 1000],
    ['without a word', 1006],
  ])('tells how the other end went: %s', async (how, code) => {
    const there = await application();
    const socket = await dialer().dial(there.url, options);
    const app = await there.accepted();
    if (how === 'with a code') app.close(code);
    else app.terminate();
    expect(await socket.closed).toBe(code);
    expect(socket.signal.aborted).toBe(true);
    await socket.send('into the void');
  });

  it('is closed with the code and the reason that it is given', async () => {
    const there = await application();
    const socket = await dialer().dial(there.url, options);
    const closed = once(await there.accepted(), 'close');
    socket.close(1001, 'bye');
    expect((await closed).map(String)).toEqual(['1001', 'bye']);
    expect(await socket.closed).toBe(1001);
  });

  it('may be silent for as long as it likes where nobody asked for pings', async () => {
    const clock = fakeClock();
    const there = await application();
    const { dial } = dialer({ clock });
    await dial(there.url, options);
    expect(clock.waiting).toBe(0);
    await dial(there.url, { ...options, pingEveryMs: 20_000 });
    expect(clock.waiting).toBe(1);
  });

  it('can be broken, without a word to the other end', async () => {
    const there = await application();
    const socket = await dialer().dial(there.url, options);
    const closed = once(await there.accepted(), 'close');
    socket.terminate();
    expect((await closed)[0]).toBe(1006);
    expect(await socket.closed).toBe(1006);
  });

  it('is ended when it is pinged and the other end gives no sign of life', async () => {
    const clock = fakeClock();
    const pinged = promised();
    const port = await tcpServer((connection) => {
      answerWith(connection, '');
      connection.on('data', (chunk) => {
        if (chunk[0] === 0x89) pinged.settle();
      });
    });
    const socket = await dialer({ clock }).dial(`ws://127.0.0.1:${port}`, { ...options, pingEveryMs: 20_000 });
    clock.advance(20_000);
    await pinged.promise;
    clock.advance(11_000);
    expect(await socket.closed).toBe(1006);
  });
});

it('a caller that gives up later closes nothing', async () => {
  const there = await application();
  const caller = new AbortController();
  const socket = await dialer().dial(there.url, { ...options, signal: caller.signal });
  caller.abort();
  (await there.accepted()).send('still here');
  expect(await socket.next()).toBe('still here');
});

describe('a dialer that closes', () => {
  it('gives up what is being dialled, and dials nothing more', async () => {
    const reached = promised();
    const port = await tcpServer(() => reached.settle());
    const { dial, close } = dialer();
    const dialled = expect(dial(`ws://127.0.0.1:${port}`, options)).rejects.toEqual(failing('unreachable'));
    await reached.promise;
    await close();
    await dialled;
    await expect(dial(`ws://127.0.0.1:${port}`, options)).rejects.toEqual(failing('unreachable'));
  });

  it.each([[1000], [undefined, 1001]])(
    'waits for the goodbye of a socket that was closed with %s',
    async (code, seen = code) => {
      const there = await application();
      const { dial, close } = dialer({ clock: fakeClock() });
      const socket = await dial(there.url, options);
      const closed = once(await there.accepted(), 'close');
      if (code !== undefined) socket.close(code);
      await close();
      expect((await closed)[0]).toBe(seen);
    },
  );

  it('leaves no socket, even to who does not answer', async () => {
    const clock = fakeClock();
    const gone = promised();
    const port = await tcpServer((connection) => {
      answerWith(connection, '');
      connection.on('close', () => gone.settle());
    });
    const { dial, close } = dialer({ clock });
    const socket = await dial(`ws://127.0.0.1:${port}`, options);
    socket.close(1000);
    const closed = close();
    clock.advance(1000);
    await closed;
    await gone.promise;
    expect([socket.draining.aborted, clock.waiting]).toEqual([false, 0]);
  });
});
