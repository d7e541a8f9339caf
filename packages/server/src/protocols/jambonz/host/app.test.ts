import { expect, it } from 'vitest';
import { DialError } from '../../dial.js';
import { fakeApplication } from './app.test.kit.js';

const options = { maxMessageBytes: 100, handshakeMs: 1500 };
const write = (type: string, msgid = type) => JSON.stringify({ type, msgid, data: {} });

it('gives messages out by type, each once, and keeps all of them in order', async () => {
  const app = fakeApplication();
  const later = app.next('verb:hook');
  const socket = await app.dial('ws://app', { ...options, subprotocol: 'ws.jambonz.org', headers: { a: 'b' } });
  for (const type of ['session:new', 'call:status', 'verb:hook', 'call:status']) void socket.send(write(type));
  expect((await app.next('call:status')).type).toBe('call:status');
  expect((await app.next()).type).toBe('session:new');
  expect((await later).type).toBe('verb:hook');
  expect(app.messages.map(({ type }) => type)).toEqual(['session:new', 'call:status', 'verb:hook', 'call:status']);
  expect(app.connections[0]).toMatchObject({ url: 'ws://app', subprotocol: 'ws.jambonz.org', headers: { a: 'b' } });
  expect(socket.subprotocol).toBe('ws.jambonz.org');
});

it('speaks to us, over the connection that a message came by', async () => {
  const app = fakeApplication({ choosesSubprotocol: false });
  const first = await app.dial('ws://app', { ...options, subprotocol: 'ws.jambonz.org' });
  void first.send(write('session:new', '1'));
  const second = await app.dial('ws://app', options);
  app.ack(await app.next('session:new'), [{ verb: 'answer' }]);
  app.command('redirect', [{ verb: 'hangup' }], { queueCommand: true });
  const result = app.tokens(1, 'Hello');
  void second.send(JSON.stringify({ type: 'tts:tokens-result', msgid: '2', data: { id: 1, status: 'ok' } }));
  expect(await result).toEqual({ id: 1, status: 'ok' });
  expect(JSON.parse(String(await first.next()))).toEqual({ type: 'ack', msgid: '1', data: [{ verb: 'answer' }] });
  expect(JSON.parse(String(await second.next()))).toEqual({
    type: 'command',
    command: 'redirect',
    queueCommand: true,
    data: [{ verb: 'hangup' }],
  });
  expect(first.subprotocol).toBeUndefined();
});

it('breaks, refuses, stays silent, and says when nothing can come any more', async () => {
  const app = fakeApplication();
  app.refuse('refused', { status: 404 });
  await expect(app.dial('ws://app', options)).rejects.toMatchObject({ reason: 'refused', status: 404 });
  await expect(app.dial('ws://app', options)).resolves.not.toBeInstanceOf(DialError);
  app.drop();
  expect(await app.connections[0]?.closed).toBe(1006);

  const release = app.hold();
  const waiting = app.dial('ws://app', options);
  const given = new AbortController();
  const abandoned = app.dial('ws://app', { ...options, signal: given.signal });
  given.abort(new Error('no more'));
  await expect(abandoned).rejects.toThrow('no more');
  release();
  const socket = await waiting;
  const next = app.next('verb:hook');
  socket.close(1000);
  await expect(next).rejects.toThrow('the connection was closed before verb:hook');
  expect(app.attempts).toHaveLength(4);
});

it('closes with 1009 where a message is larger than we take', async () => {
  const app = fakeApplication();
  const socket = await app.dial('ws://app', options);
  app.send('x'.repeat(101));
  expect(await socket.closed).toBe(1009);
});
