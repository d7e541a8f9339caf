/** How an application is reached and talked to, over real sockets, by one that is played by hand. The numbers are those of the
 *  protocol's list of cases. */

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callFrom, hostServer, modes } from '../support/jambonz-host.js';
import { appToCall, calling, introduced, streaming, untilAnswered } from '../support/jambonz-raw-call.js';
import type { TestServer } from '../support/test-server.js';

const answer = { verb: 'answer' };
const tag = { verb: 'tag', data: { firstName: 'Ann', order_no: [{ itemId: 1 }] } };

describe.each(modes)('jambonz host, transport, %s', (mode) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await hostServer({ mode, answerMs: 1500 });
  });
  afterAll(() => server.close());

  it.each([
    [true, 'ws.jambonz.org'],
    [false, ''],
  ])('1 offers its subprotocol, and takes it well whether that is chosen (%s)', async (choosesSubprotocol, chosen) => {
    const app = await appToCall({ choosesSubprotocol });
    await callFrom(server, app.address);
    const visit = await app.visit();
    expect(visit.request.headers['sec-websocket-protocol']).toBe('ws.jambonz.org');
    expect(visit.protocol).toBe(chosen);
    visit.ack(await visit.next('session:new'), [answer]);
    await visit.next('in-progress');
  });

  it('2 sends credentials as a header, keeps path and query, and keeps the fragment to itself', async () => {
    const app = await appToCall();
    const credentials = { username: 'ann', password: 'her:word' };
    await callFrom(server, `${app.address}a%20path?q=1&r=%2F#rc=2&rp=4xx`, credentials);
    const { request } = await app.visit();
    expect(request.url).toBe('/a%20path?q=1&r=%2F');
    expect(request.headers.authorization).toBe(`Basic ${Buffer.from('ann:her:word').toString('base64')}`);
    expect(request.headers['user-agent']).toBe('jambonz');
  });

  it('2 tries again as often as the fragment says, for what it names', async () => {
    const app = await appToCall();
    app.refuse(404, 2);
    await callFrom(server, `${app.address}here#rc=2&rp=4xx`);
    await app.visit();
    expect(app.attempts).toEqual(['/here', '/here', '/here']);
  });

  it('2 gives up at what the fragment does not name, and the caller learns it', async () => {
    const app = await appToCall();
    app.refuse(404, 1);
    const console = await callFrom(server, `${app.address}#rc=2&rp=5xx`);
    expect((await console.until('failed')).last.data).toMatchObject({ sip_status: 480 });
    expect(app.attempts).toHaveLength(1);
  });

  it('3 begins the call with an answer in time, whatever else is acknowledged', async () => {
    const { visit, session } = await introduced(server);
    visit.ack({ ...session, msgid: 'nobody asked' }, [{ verb: 'hangup' }]);
    visit.ack(session, [answer]);
    visit.ack(session, [{ verb: 'hangup' }]);
    expect(await visit.until('in-progress')).toEqual(['trying', 'in-progress']);
    expect(await untilAnswered(visit)).toEqual([]);
  });

  it('3 rejects the call when no answer comes in time', async () => {
    const { visit, session, console } = await introduced(server);
    expect((await console.until('failed')).last.data).toMatchObject({ sip_status: 480 });
    visit.ack(session, [answer]);
    expect(await visit.closed).toBe(1001);
    expect(visit.messages).toHaveLength(1);
  });

  it.each([['nothing'], [[]], [{ verb: 'answer' }]])('3 rejects a call that is answered with %j', async (verbs) => {
    const { visit, session, console } = await introduced(server);
    visit.ack(session, verbs === 'nothing' ? undefined : verbs);
    expect(await visit.closed).toBe(1001);
    expect((await console.until('failed')).names).not.toContain('in-progress');
  });

  it('6 takes a message of 24 KiB whole, and breaks at a longer one', async () => {
    const { app, visit } = await calling(server, [answer]);
    await visit.next('in-progress');
    visit.send(paddedTo(24 * 1024));
    expect((await visit.next('tts:tokens-result')).data).toMatchObject({ id: 1 });
    visit.send(paddedTo(25 * 1024));
    expect(await visit.closed).toBe(1009);
    const again = await app.visit();
    again.ack(await again.next('session:reconnect'));
  });

  it('6 reads JSON in a binary message', async () => {
    const { visit } = await calling(server, [answer]);
    visit.send(Buffer.from(JSON.stringify({ type: 'command', command: 'tts:tokens', data: { id: 1, tokens: 'a' } })));
    expect((await visit.next('tts:tokens-result')).data).toEqual({ id: 1, status: 'ok' });
  });

  it.each([
    ['no JSON', 'hello?'],
    ['no type', { msgid: '1' }],
    ['an unknown type', { type: 'verbs', data: [] }],
    ['a command without data', { type: 'command', command: 'redirect' }],
    ['an acknowledgement of nothing', { type: 'ack' }],
  ])('6 answers %s with an error, and goes on', async (_, message) => {
    const { visit } = await streaming(server);
    visit.send(message);
    const { data } = await visit.next('jambonz:error');
    const content = typeof message === 'string' ? message : JSON.stringify(message);
    expect(data).toMatchObject({ msg: 'InvalidMessage', details: expect.any(String), content });
    expect(await visit.tokens(1, 'a')).toEqual({ id: 1, status: 'ok' });
  });

  it('6 answers nothing to a flush and a clear without data', async () => {
    const { visit } = await streaming(server);
    visit.send({ type: 'command', command: 'tts:clear' });
    visit.send({ type: 'command', command: 'tts:flush', queueCommand: false });
    visit.send({ type: 'command', command: 'tts:clear' });
    expect(await untilAnswered(visit)).toEqual([]);
  });

  it('6 does nothing about an unknown command', async () => {
    const { visit } = await streaming(server);
    visit.command('make:coffee', { sugar: true });
    expect(await untilAnswered(visit)).toEqual(mode === 'exact' ? [] : ['jambonz:error']);
  });

  it('7 writes its keys in snake_case and leaves those of others alone, with a hook where there is one', async () => {
    const env_vars = { someName: { innerName: randomUUID() } };
    const { visit, session, console } = await introduced(server, { env_vars });
    const gather = { verb: 'gather', input: ['digits'], numDigits: 1, actionHook: '/keys?x=Y z', id: 'asking' };
    visit.ack(session, [tag, gather]);
    await visit.next('in-progress');
    console.press('1');
    const hook = await visit.next('verb:hook');
    console.hangUp();
    await visit.next('completed');
    expect(session.data).toMatchObject({ env_vars, sip: { headers: { 'call-id': session.data.call_id } } });
    expect(hook).toMatchObject({
      hook: '/keys?x=Y z',
      data: { verb_id: 'asking', digits: '1', customerData: tag.data },
    });
    for (const { type, msgid, call_sid, hook: name, data } of visit.messages) {
      expect(msgid).toMatch(/^\w{22}$/);
      expect(call_sid).toBe(session.call_sid);
      expect(name !== undefined).toBe(type === 'verb:hook');
      const { customerData, sip, env_vars: variables, ...own } = data;
      expect(JSON.stringify(own)).not.toMatch(/"\w*[A-Z]\w*":/);
    }
    expect(new Set(visit.messages.map(({ msgid }) => msgid)).size).toBe(visit.messages.length);
  });
});

/** Some tokens in a message of so many bytes. */
function paddedTo(bytes: number): string {
  const message = (padding: string) =>
    JSON.stringify({ type: 'command', command: 'tts:tokens', data: { id: 1, tokens: 'a' }, padding });
  return message('x'.repeat(bytes - message('').length));
}
