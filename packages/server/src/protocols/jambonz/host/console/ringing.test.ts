import { expect, it } from 'vitest';
import { completed, keyed, openDoors, readyConsole, rest } from '../doors.test.kit.js';

const toDesk = { application_sid: 'agent', from: '+1555', to: { type: 'user', name: 'desk' } };

async function ringing() {
  const doors = await openDoors();
  const console = await readyConsole(doors, { name: 'desk' });
  const { body } = await rest(doors, 'POST', '/Calls', { body: toDesk });
  const bell = await console.hear();
  return { ...doors, ...console, bell, sid: body.sid, placed: doors.host.calls[0]! };
}

it('rings for a call to its name, with who calls', async () => {
  const { bell, sid, placed } = await ringing();
  expect(bell).toEqual({ type: 'ringing', call_sid: sid, from: '+1555', to: 'desk' });
  expect(placed.order.direction).toBe('outbound');
});

it('shows there no values of variables that the operator configured', async () => {
  const { placed, soFar } = await ringing();
  placed.order.observer!.onSent!(JSON.stringify({ data: { env_vars: placed.order.envVars } }));
  expect(await soFar()).toMatchObject([{ text: '{"data":{"env_vars":{"GREETING":"•••","TONE":"•••"}}}' }]);
});

it('is picked up, and stays the same call', async () => {
  const { placed, say, hear, soFar, clock } = await ringing();
  say({ type: 'answer' }, { type: 'answer' });
  expect(await placed.order.pickedUp).toBe(true);
  expect((await hear()).error).toBe('no call is ringing');
  expect(clock.waiting).toBe(0);
  say({ type: 'press', digit: '1' }, { type: 'hangup' });
  placed.order.phone.hear(new Int16Array([1]), 0);
  expect((await soFar()).map(({ type }) => type)).toEqual(['audio']);
  expect(placed.deeds).toEqual(['press 1', 'hang up']);
});

it.each([{ type: 'decline' }, { type: 'hangup' }])('is declined by $type', async (command) => {
  const { placed, say } = await ringing();
  say(command);
  expect(await placed.order.pickedUp).toBe(false);
});

it('gives up after a minute', async () => {
  const { placed, clock } = await ringing();
  clock.advance(60_000);
  expect(await placed.order.pickedUp).toBe(false);
});

it('declines when the console goes away', async () => {
  const { placed, client } = await ringing();
  client.close();
  expect(await placed.order.pickedUp).toBe(false);
});

it('stops ringing when the caller gives up, and is free again', async () => {
  const { placed, host, soFar, clock, say, protocol, speech } = await ringing();
  placed.become({ callStatus: 'no-answer', sipStatus: 487, sipReason: 'Request Terminated' });
  expect(await placed.order.pickedUp).toBe(false);
  expect(await soFar()).toMatchObject([{ type: 'status', call_status: 'no-answer' }]);
  expect(clock.waiting).toBe(0);
  await rest({ protocol, speech }, 'POST', '/Calls', { body: toDesk });
  say({ type: 'answer' });
  expect(await host.calls[1]!.order.pickedUp).toBe(true);
});

it('rings at the newest free console of that name, or else is picked up by nobody at once', async () => {
  const doors = await openDoors();
  const older = await readyConsole(doors, { name: 'desk' });
  const newer = await readyConsole(doors, { name: 'desk' });
  const other = await readyConsole(doors, { name: 'chair' });
  for (let call = 0; call < 3; call += 1) await rest(doors, 'POST', '/Calls', { body: toDesk });
  expect(await newer.soFar()).toMatchObject([{ type: 'ringing', call_sid: 'call-1' }]);
  expect(await older.soFar()).toMatchObject([{ type: 'ringing', call_sid: 'call-2' }]);
  expect(await other.soFar()).toEqual([]);
  expect(doors.host.calls[2]!.order.pickedUp).toBeUndefined();
  expect(doors.host.calls[2]!.order.phone.sampleRate).toBe(8000);
});

it('does not ring at a console that has gone', async () => {
  const { client, ended, host, protocol, speech } = await ringing();
  client.close();
  await ended;
  await rest({ protocol, speech }, 'POST', '/Calls', { body: toDesk });
  expect(host.calls[1]!.order.pickedUp).toBeUndefined();
});

it("does not ring at somebody else's console", async () => {
  const doors = await openDoors({ speech: keyed });
  const console = await readyConsole(doors, { name: 'desk', key: 'key-of-ann' });
  await rest(doors, 'POST', '/Calls', { body: toDesk, key: 'key-of-bob' });
  expect(await console.soFar()).toEqual([]);
  expect(doors.host.calls[0]!.order.pickedUp).toBeUndefined();
});

it('says which call it is before anything else of it', async () => {
  const { soFar, say, placed, host } = await ringing();
  placed.become(completed);
  await soFar();
  const place = host.place;
  host.place = (order) => {
    const call = place(order);
    host.calls.at(-1)!.become({ callStatus: 'trying' });
    return call;
  };
  say({ type: 'call', application: 'agent' });
  expect((await soFar()).map(({ type }) => type)).toEqual(['calling', 'status']);
});
