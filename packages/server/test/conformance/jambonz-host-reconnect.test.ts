/** Applications that go away, and those that come back, over real sockets. The numbers are those of the protocol's list of cases. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JambonzConsole } from '../support/jambonz-console.js';
import { hostServer, modes } from '../support/jambonz-host.js';
import { calling, introduced, spokenUntil, streaming, streamOn, untilAnswered } from '../support/jambonz-raw-call.js';
import type { TestServer } from '../support/test-server.js';

const answer = { verb: 'answer' };

describe.each(modes)('jambonz host, reconnect, %s', (mode) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await hostServer({ mode });
  });
  afterAll(() => server.close());

  it('4 takes a close with 1000 for a goodbye, runs what waits, and ends the call', async () => {
    const { app, visit, console } = await calling(server, [
      answer,
      { verb: 'pause', length: 0.1 },
      { verb: 'say', text: 'Bye.' },
    ]);
    await visit.next('in-progress');
    visit.close(1000);
    const ending = await console.until('completed');
    expect(ending.audio.length).toBeGreaterThan(0);
    expect(ending.last.data).toMatchObject({ call_termination_by: 'jambonz' });
    expect(app.attempts).toHaveLength(1);
  });

  it.each([
    ['breaks', 1006],
    ['is closed with 1012', 1012],
  ])('4 comes back when the connection %s, and tells all that happened once it is welcome', async (_, code) => {
    const { app, visit, console, session } = await calling(server, [
      {
        verb: 'config',
        notifyEvents: true,
        bargeIn: { enable: true, input: ['digits'], sticky: true, actionHook: '/keys' },
      },
    ]);
    await visit.next('in-progress');
    if (code === 1006) visit.terminate();
    else visit.close(code);
    const again = await app.visit();
    const back = await again.next('session:reconnect');
    expect(back).toMatchObject({ call_sid: session.call_sid, data: session.data });
    console.press('7');
    await untilPressed(console);
    expect(again.messages).toHaveLength(1);
    again.ack(back);
    expect((await again.next('verb:status')).data).toMatchObject({ event: 'dtmf-bargein-detected' });
    await untilAnswered(again);
  });

  it('4 finds an application that was down, several attempts later', async () => {
    const { app, visit } = await calling(server, [answer]);
    await visit.next('in-progress');
    await app.goDown();
    await visit.closed;
    await app.comeBack();
    app.refuse(503, 1);
    const again = await app.visit();
    again.ack(await again.next('session:reconnect'));
    expect(app.attempts).toHaveLength(3);
    expect(await untilAnswered(again)).toEqual([]);
  });

  it('5 begins the call with the answer to session:reconnect, when session:new was not answered', async () => {
    const { app, visit, session } = await introduced(server);
    visit.terminate();
    const again = await app.visit();
    const back = await again.next('session:reconnect');
    expect(back.data).toEqual(session.data);
    again.ack(back, [answer]);
    expect(await again.until('in-progress')).toEqual(['trying', 'in-progress']);
  });

  it('33 goes on speaking while the application is away, and takes its ids from 1 again', async () => {
    const { app, visit } = await streaming(server);
    await visit.tokens(1, 'The first part of it was said. ');
    visit.terminate();
    const again = await app.visit();
    again.ack(await again.next('session:reconnect'), [streamOn]);
    expect(await again.tokens(1, 'And so was the second. ')).toEqual({ id: 1, status: 'ok' });
    again.command('tts:flush');
    expect(await spokenUntil(again, 'second.')).toMatch(/And so was the second\.$/);
  });

  it('33 tells an application that came back of no pause that it does not know', async () => {
    const { app, visit } = await calling(server, [{ verb: 'pause', length: 60 }]);
    await visit.tokens(1, 'a '.repeat(500));
    expect(await visit.tokens(2, 'b')).toEqual({ id: 2, status: 'failed', reason: 'full' });
    visit.terminate();
    const again = await app.visit();
    again.ack(await again.next('session:reconnect'));
    again.command('config', { ttsStream: { enable: true } });
    const names = await again.until('stream_open');
    expect(names).not.toContain('stream_resumed');
    again.command('tts:flush');
    expect(await untilAnswered(again)).not.toContain('stream_resumed');
  });
});

/** A console that may not answer is told so, behind all that it did before. */
async function untilPressed(console: JambonzConsole): Promise<void> {
  console.answer();
  await console.until('error');
}
