import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { systemClock } from '../../../../clock.js';
import { createDialer } from '../../../../http/dial.js';
import { fakeClock } from '../../../../testing/fake-clock.js';
import type { AppLink, Command, LinkOptions } from './link.js';
import { callSid, sessionData } from './link.test.kit.js';
import { openLink } from './open-link.js';

const ending: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});

/** An application behind real sockets, and a link to it. Only the link's own waiting is by a clock that stands still. */
async function overSockets(more: Partial<LinkOptions['application']> = {}) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', clientTracking: true });
  await once(server, 'listening');
  const visits = visitsOf(server);
  const dialer = createDialer({ rules: { allowedHosts: [] }, clock: systemClock });
  ending.push(
    () => server.close(),
    () => dialer.close(),
  );
  const clock = fakeClock();
  const commands = inbox<Command>();
  const gone = inbox<string>();
  const { port } = server.address() as AddressInfo;
  const link: AppLink = await openLink({
    application: { url: `ws://127.0.0.1:${port}/call?tone=kind#rc=5&rp=all`, trusted: true, ...more },
    callSid,
    sessionData: () => sessionData,
    listener: { onCommand: commands.put, onGone: gone.put, onUnacknowledged: () => undefined },
    dial: dialer.dial,
    clock,
    handshakeMs: 10_000,
    answerMs: 5000,
    frameBytes: 24_576,
    pingMs: null,
    signal: new AbortController().signal,
  });
  return { link, clock, commands, gone, visits, visit: await visits.next() };
}

it('says hello as jambonz does, and is answered', async () => {
  const { link, visit } = await overSockets({ username: 'ava', password: 'secret' });
  expect(visit.request.url).toBe('/call?tone=kind');
  expect(visit.request.headers).toMatchObject({
    'sec-websocket-protocol': 'ws.jambonz.org',
    'user-agent': 'jambonz',
    authorization: 'Basic YXZhOnNlY3JldA==',
  });
  expect(visit.socket.protocol).toBe('ws.jambonz.org');
  expect(await greet(link, visit)).toEqual([{ verb: 'say' }]);
});

it('reads JSON in a binary frame, and answers what is none', async () => {
  const { visit, commands } = await overSockets();
  visit.socket.send(Buffer.from('{"type":"command","command":"tts:flush"}'), { binary: true });
  expect(await commands.next()).toMatchObject({ command: 'tts:flush' });
  visit.socket.send('nonsense');
  expect(await visit.messages.next()).toMatchObject({
    type: 'jambonz:error',
    data: { msg: 'InvalidMessage', content: 'nonsense' },
  });
});

it('takes 24 KiB, refuses 25 with 1009, and calls back', async () => {
  const { link, clock, visit, visits, commands } = await overSockets();
  await greet(link, visit);
  const tokens = (length: number) => JSON.stringify({ type: 'command', command: 'x', data: 'x'.repeat(length) });
  visit.socket.send(tokens(24_576 - tokens(0).length));
  await commands.next();
  visit.socket.send(tokens(25 * 1024));
  const [code] = await once(visit.socket, 'close');
  expect(code).toBe(1009);
  await timer(clock);
  clock.advance(500);
  expect((await (await visits.next()).messages.next()).type).toBe('session:reconnect');
});

it.each([1005, 1006, 1012])('calls back an application that closes with %d', async (code) => {
  const { link, clock, visit, visits } = await overSockets();
  await greet(link, visit);
  if (code === 1006) visit.socket.terminate();
  else visit.socket.close(code === 1005 ? undefined : code);
  await timer(clock);
  clock.advance(500);
  expect((await (await visits.next()).messages.next()).type).toBe('session:reconnect');
});

it('takes 1000 for a goodbye', async () => {
  const { visit, gone } = await overSockets();
  visit.socket.close(1000);
  expect(await gone.next()).toBe('deliberate');
});

it('says goodbye with its last message before it', async () => {
  const { link, visit } = await overSockets();
  link.notify('call:status', { callStatus: 'completed' });
  link.close(1000);
  const [code] = await once(visit.socket, 'close');
  expect(code).toBe(1000);
  expect(await visit.messages.next()).toMatchObject({ type: 'call:status', data: { call_status: 'completed' } });
});

/** Puts session:new, and answers it. */
async function greet(link: AppLink, { socket, messages }: ReturnType<typeof visitOf>): Promise<readonly unknown[]> {
  const answer = link.ask('session:new', sessionData);
  const { type, msgid } = await messages.next();
  expect(type).toBe('session:new');
  socket.send(JSON.stringify({ type: 'ack', msgid, data: [{ verb: 'say' }] }));
  return answer;
}

/** Settles when exactly one timer waits: the one of the next attempt. */
async function timer(clock: { readonly waiting: number }): Promise<void> {
  while (clock.waiting !== 1) await new Promise(setImmediate);
}

function visitsOf(server: WebSocketServer) {
  const visits = inbox<ReturnType<typeof visitOf>>();
  server.on('connection', (socket, request) => visits.put(visitOf(socket, request)));
  return visits;
}

function visitOf(socket: WebSocket, request: IncomingMessage) {
  const messages = inbox<{ readonly type: string; readonly msgid: string; readonly data: unknown }>();
  socket.on('message', (data: RawData) => messages.put(JSON.parse(String(data))));
  socket.on('error', () => undefined);
  return { socket, request, messages };
}

function inbox<Item>() {
  const items: Item[] = [];
  const asking: ((item: Item) => void)[] = [];
  return {
    put(item: Item): void {
      const ask = asking.shift();
      if (ask) ask(item);
      else items.push(item);
    },
    next: async (): Promise<Item> =>
      items.length > 0 ? items.shift()! : new Promise<Item>((resolve) => asking.push(resolve)),
  };
}
