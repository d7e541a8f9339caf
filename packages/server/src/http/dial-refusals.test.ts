import { describe, expect, it } from 'vitest';
import { fakeClock } from '../testing/fake-clock.js';
import { answerWith, application, dialer, failing, options, tcpServer } from './dial.test.kit.js';
import { promised } from './testing/promised.js';

describe('no socket', () => {
  it.each([
    [401, '401 Unauthorized'],
    [404, '404 Not Found'],
    [503, '503 Service Unavailable'],
    [302, '302 Found\r\nLocation: /elsewhere'],
    [304, '304 Not Modified\r\nLocation: /elsewhere'],
  ])('where the answer is %i', async (status, head) => {
    const there = await application({ answer: () => head });
    await expect(dialer().dial(there.url, options)).rejects.toEqual(failing('refused', { status }));
  });

  it('where nobody listens, which is told without the address', async () => {
    const port = await tcpServer((connection) => connection.destroy());
    await expect(dialer().dial(`ws://127.0.0.1:${port}/secret`, options)).rejects.toSatisfy(
      (error: Error) => error.message.includes('ECONNRESET') && !/127|secret/.test(error.message),
    );
  });

  it.each([
    ['is no HTTP', 'nonsense\r\n\r\n'],
    [
      'proves nothing',
      'HTTP/1.1 101 Yes\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: x\r\n\r\n',
    ],
  ])('where the answer %s', async (_, answer) => {
    const port = await tcpServer((connection) => connection.end(answer));
    await expect(dialer().dial(`ws://127.0.0.1:${port}`, options)).rejects.toEqual(failing('unreachable'));
  });

  it('where the other end chooses what nobody offered', async () => {
    const port = await tcpServer((connection) => answerWith(connection, 'Sec-WebSocket-Protocol: other\r\n'));
    const dialled = dialer().dial(`ws://127.0.0.1:${port}`, { ...options, subprotocol: 'ws.jambonz.org' });
    await expect(dialled).rejects.toEqual(failing('unreachable'));
  });

  it('where wss is spoken to who knows no TLS', async () => {
    const there = await application();
    await expect(dialer().dial(there.url.replace('ws:', 'wss:'), options)).rejects.toEqual(failing('unreachable'));
  });

  it('where the name has no address', async () => {
    const rules = { allowedHosts: ['*'], lookup: async () => [] };
    await expect(dialer({ rules }).dial('ws://gone.example', options)).rejects.toEqual(failing('unreachable'));
  });

  it.each(['the name server', 'the application'])('in time, where %s is silent', async (who) => {
    const clock = fakeClock();
    const reached = promised();
    const port = await tcpServer(() => reached.settle());
    const lookup = async () => {
      if (who === 'the application') return [{ address: '127.0.0.1', family: 4 }];
      reached.settle();
      return await new Promise<never>(() => {});
    };
    const rules = { allowedHosts: [], allowLoopback: true, lookup };
    const dialled = dialer({ clock, rules }).dial(`ws://app.example:${port}`, { ...options, handshakeMs: 1500 });
    await reached.promise;
    clock.advance(1500);
    await expect(dialled).rejects.toEqual(failing('timed-out'));
  });

  it('once the caller has given up, beforehand or on the way', async () => {
    const reached = promised();
    const port = await tcpServer(() => reached.settle());
    const caller = new AbortController();
    const { dial } = dialer();
    const url = `ws://127.0.0.1:${port}`;
    const dialled = dial(url, { ...options, signal: caller.signal });
    await reached.promise;
    caller.abort(new Error('never mind'));
    await expect(dialled).rejects.toThrow('never mind');
    await expect(dial(url, { ...options, signal: caller.signal })).rejects.toThrow('never mind');
  });
});
