import { afterEach, expect, it } from 'vitest';
import type { Protocol } from '../protocols/protocol.js';
import { fakeClock } from '../testing/fake-clock.js';
import { type EchoServer, echoProtocol, startEcho } from './testing/echo-server.js';

let server: EchoServer;
afterEach(() => server.listener.close());

/** A protocol with work of its own, which ends when the test says so. */
function busyProtocol(name: string) {
  let finish = () => {};
  const work = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const deadlines: AbortSignal[] = [];
  const close = (deadline: AbortSignal) => {
    deadlines.push(deadline);
    return work;
  };
  const protocol: Protocol = { ...echoProtocol(), name, routes: [], close };
  return { protocol, deadlines, finish };
}

it('a drain tells the protocols once, and waits for their work', async () => {
  const busy = busyProtocol('busy');
  server = await startEcho({ protocols: [busy.protocol] });
  let over = false;
  const drained = server.listener.drain(60_000).then(() => {
    over = true;
  });
  expect(busy.deadlines.map((deadline) => deadline.aborted)).toEqual([false]);
  await fetch(`${server.url}/healthz`);
  expect(over).toBe(false);
  busy.finish();
  await drained;
  await server.listener.close();
  expect(busy.deadlines).toHaveLength(1);
});

it('a drain asks them to let go before the grace is over, and then goes without them', async () => {
  const clock = fakeClock();
  const busy = busyProtocol('busy');
  server = await startEcho({ clock, protocols: [busy.protocol] });
  const drained = server.listener.drain(10_000);
  const aborted = new Promise((resolve) => busy.deadlines[0]?.addEventListener('abort', resolve));
  clock.advance(9_000);
  await aborted;
  await new Promise((resolve) => setImmediate(resolve));
  clock.advance(1_000);
  await drained;
  busy.finish();
});

it('a close tells them that it is over already', async () => {
  const busy = busyProtocol('busy');
  server = await startEcho({ protocols: [busy.protocol] });
  const closed = server.listener.close();
  expect(busy.deadlines.map((deadline) => deadline.aborted)).toEqual([true]);
  busy.finish();
  await closed;
});

it('a protocol that fails to close is logged, and keeps no other from it', async () => {
  const broken: Protocol = {
    ...echoProtocol({ protocolName: 'broken' }),
    close() {
      throw new Error('no');
    },
  };
  const busy = busyProtocol('busy');
  server = await startEcho({ protocols: [broken, busy.protocol] });
  busy.finish();
  await server.listener.close();
  expect(busy.deadlines).toHaveLength(1);
  expect(await server.logged('a protocol failed to close')).toMatchObject({ level: 'warn', protocol: 'broken' });
});
