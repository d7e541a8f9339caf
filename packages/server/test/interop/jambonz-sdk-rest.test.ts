/** Calls that are placed, looked up and ended with the REST client of jambonz' current SDK. */

import type { Session } from '@jambonz/sdk';
import { JambonzClient } from '@jambonz/sdk';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { jambonzConsole } from '../support/jambonz-console.js';
import { hostServer, modes } from '../support/jambonz-host.js';
import { appWith, call, wire } from '../support/jambonz-sdk-call.js';
import { untilSaid, wordsIn } from '../support/jambonz-voice.js';
import type { TestServer } from '../support/test-server.js';

const from = '+15550100';
const toConsole = { type: 'user', name: 'console' } as const;

describe.each(modes)('the REST client of the SDK, %s', (mode) => {
  let server: TestServer;
  let client: JambonzClient;
  beforeAll(async () => {
    server = await hostServer({ mode });
    client = new JambonzClient({ baseUrl: server.url, accountSid: 'any', apiKey: 'any' });
  });
  afterAll(() => server.close());

  const phoneAtDesk = async () => {
    const console = await jambonzConsole(server.url);
    onTestFinished(() => console.close());
    return console;
  };
  const greet = (session: Session) => void session.say({ text: 'Good morning.' }).send();

  it('calls a console, whose user picks up', async () => {
    const app = await appWith(greet);
    const console = await phoneAtDesk();
    const sid = await client.calls.create({ from, to: toConsole, call_hook: app.url, tag: { orderNumber: 7 } });
    expect((await console.until('ringing')).last.data).toMatchObject({ call_sid: sid, from, to: 'console' });
    expect(await client.calls.get(sid)).toMatchObject({ call_sid: sid, direction: 'outbound' });
    console.answer();
    await untilSaid(console, 'Good morning.', 'quick');
    expect(app.sessions[0]).toMatchObject({ callSid: sid, direction: 'outbound', from, to: 'console' });
    expect(app.sessions[0]!.data).toMatchObject({ call_status: 'in-progress', customerData: { orderNumber: 7 } });
    await client.calls.delete(sid);
    expect((await console.until('→ completed')).last.data).toMatchObject({ call_termination_by: 'jambonz' });
    expect(wire(console.story.names)).toEqual([
      ...['→ trying', '→ ringing', '→ in-progress', '→ session:new', '← ack', '→ completed'],
    ]);
    await expect(client.calls.get(sid)).rejects.toThrow(/404/);
  });

  it('tells nobody anything of a call that is declined', async () => {
    const app = await appWith(greet);
    const console = await phoneAtDesk();
    await client.calls.create({ from, to: toConsole, call_hook: app.url });
    await console.until('ringing');
    console.do({ type: 'decline' });
    await console.until('→ no-answer');
    expect(wire(console.story.names)).toEqual(['→ trying', '→ ringing', '→ no-answer']);
    expect(app.sessions).toEqual([]);
  });

  it('calls a number at which nobody is, and its application runs as if there were', async () => {
    let end = (_: unknown) => {};
    const ended = new Promise((resolve) => {
      end = resolve;
    });
    const app = await appWith((session) => {
      session.on('call:status', (status) => {
        if (status.call_status === 'completed') end(status);
      });
      session.say({ text: 'Is anybody there?' }).hangup().send();
    });
    await client.calls.create({ from, to: { type: 'phone', number: '+15550199' }, call_hook: app.url });
    expect(await ended).toMatchObject({ to: '+15550199', call_termination_by: 'jambonz' });
  });

  it('lists and counts the calls that there are', async () => {
    const app = await appWith(greet);
    const inbound = await call(server, app, { from: 'ann' });
    await untilSaid(inbound, 'Good morning.', 'quick');
    const to = { type: 'phone', number: '+15550199' } as const;
    const sid = await client.calls.create({ from, to, call_hook: app.url });
    expect(await client.calls.count()).toEqual({ inbound: 1, outbound: 1 });
    expect(await client.calls.list()).toHaveLength(2);
    expect(await client.calls.list({ direction: 'outbound', from, to: to.number })).toMatchObject([{ call_sid: sid }]);
    expect(await client.calls.list({ from: 'nobody' })).toEqual([]);
    await client.calls.delete(sid);
    inbound.hangUp();
    await inbound.until('→ completed');
    expect(await client.calls.count()).toEqual({ inbound: 0, outbound: 0 });
  });

  it('hands a call on to another hook of its application, and to another application', async () => {
    const other = await appWith((session) => session.say({ text: 'The other house.' }).send());
    const app = await appWith((session) => {
      session.on('/bar', () => session.say({ text: 'The bar.' }).reply());
      session.say({ text: 'The hall.' }).send();
    });
    const console = await call(server, app);
    const sid = String((await console.until('calling')).last.data.call_sid);
    await untilSaid(console, 'The hall.', 'quick');
    await client.calls.redirect(sid, '/bar');
    await untilSaid(console, 'The bar.', 'quick');
    await client.calls.redirect(sid, { url: `${other.url}/` });
    await untilSaid(console, 'The other house.', 'quick');
    expect(wordsIn(console.story.audio, 'quick')).toBe('The hall. The bar. The other house.');
    await client.calls.update(sid, { call_status: 'completed' });
    await console.until('→ completed');
  });

  it('is refused what is not offered, by name', async () => {
    const app = await appWith(greet);
    const console = await call(server, app);
    const sid = String((await console.until('calling')).last.data.call_sid);
    await expect(client.calls.mute(sid, 'mute')).rejects.toThrow(/422.*mute_status is not offered/);
    await expect(client.calls.create({ from, to: toConsole })).rejects.toThrow(/400.*application_sid/);
    await expect(client.calls.delete('nothing')).rejects.toThrow(/404/);
  });
});
