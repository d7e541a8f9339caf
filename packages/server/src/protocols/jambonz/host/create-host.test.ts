import { expect, it } from 'vitest';
import { createWorld } from './call/call.test.kit.js';

it('knows its calls, and whose they are, until they are over', async () => {
  const { host, place, app } = await createWorld();
  const [first, second] = [place(), place({ holder: { id: 'bob' } })];
  expect(host.list('ann')).toEqual([first.call]);
  expect(host.list('bob')).toEqual([second.call]);
  app.ack(await app.next('session:new'), [{ verb: 'hangup' }]);
  await first.call.ended;
  expect([host.list('ann'), host.list('bob')]).toEqual([[], [second.call]]);
});

it('refuses a call too many, until one is over', async () => {
  const { place } = await createWorld({ options: { calls: 1 } });
  const { call } = place();
  expect(() => place()).toThrow(expect.objectContaining({ code: 'overloaded' }));
  call.hangUp();
  await call.ended;
  expect(() => place()).not.toThrow();
});

it('refuses a key that has as many calls as it may, and nobody else', async () => {
  const { place } = await createWorld({ options: { callsPerKey: 1 } });
  const { call } = place();
  expect(() => place()).toThrow(expect.objectContaining({ code: 'rate-limited' }));
  expect(() => place({ holder: { id: 'bob' } })).not.toThrow();
  call.hangUp();
  await call.ended;
  expect(() => place()).not.toThrow();
});

it('begins no calls while it closes, and ends those there are at the deadline', async () => {
  const { host, place, app, settle } = await createWorld();
  const { call } = place();
  app.ack(await app.next('session:new'), [{ verb: 'answer' }]);
  await settle();
  const deadline = new AbortController();
  let isClosed = false;
  const closed = host.close(deadline.signal).then(() => {
    isClosed = true;
  });
  expect(() => place()).toThrow(expect.objectContaining({ code: 'going-away' }));
  await settle();
  expect([isClosed, call.info.callStatus]).toEqual([false, 'in-progress']);
  deadline.abort();
  await closed;
  expect(call.info).toMatchObject({ callStatus: 'completed', callTerminationBy: 'jambonz' });
});

it('closes at once where nothing goes on', async () => {
  const { host } = await createWorld();
  await host.close(new AbortController().signal);
});
