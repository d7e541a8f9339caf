/** What an application is asked, and what comes of its answers, over real sockets. The numbers are those of the protocol's list of
 *  cases. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostServer, modes } from '../support/jambonz-host.js';
import { appToCall, calling, untilAnswered } from '../support/jambonz-raw-call.js';
import { untilSaid, wordsIn } from '../support/jambonz-voice.js';
import type { TestServer } from '../support/test-server.js';

const answer = { verb: 'answer' };

describe.each(modes)('jambonz host, hooks, %s', (mode) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await hostServer({ mode, answerMs: 1000 });
  });
  afterAll(() => server.close());

  it.each([
    ['so many', { numDigits: 2 }, '12', '12'],
    ['those before the key that finishes', { finishOnKey: '#' }, '345#', '345'],
    ['those before a pause', { interDigitTimeout: 0.3, timeout: 0 }, '67', '67'],
    ['those that came when the time was up', { timeout: 0.5 }, '8', '8'],
  ])('13 gathers %s', async (_, options, keys, digits) => {
    const gather = { verb: 'gather', actionHook: '/keys', ...options };
    const { visit, console } = await calling(server, [gather, { verb: 'hangup' }]);
    await visit.next('in-progress');
    console.press(keys);
    const hook = await visit.next('verb:hook');
    expect(hook.data).toMatchObject({ reason: 'dtmfDetected', digits });
    visit.ack(hook, [{ verb: 'say', text: 'Thank you.' }]);
    await untilSaid(console, 'Thank you.', 'quick');
    expect(await untilAnswered(visit)).toEqual([]);
  });

  it('13 counts the time from the end of the prompt, and goes on after an empty answer', async () => {
    const say = { text: 'What do you want?' };
    const { visit, console } = await calling(server, [
      { verb: 'gather', timeout: 0.1, actionHook: '/keys', say },
      { verb: 'hangup' },
    ]);
    const hook = await visit.next('verb:hook');
    expect(hook.data).toMatchObject({ reason: 'timeout' });
    visit.ack(hook, []);
    const story = await console.until('completed');
    expect(wordsIn(story.audio, 'quick')).toBe('What do you want?');
  });

  it('14 goes on when a hook is not acknowledged in time', async () => {
    const { visit, console } = await calling(server, [
      { verb: 'gather', numDigits: 1, actionHook: '/keys' },
      { verb: 'say', text: 'Never mind.' },
    ]);
    await visit.next('in-progress');
    console.press('1');
    await visit.next('verb:hook');
    await untilSaid(console, 'Never mind.', 'quick');
  });

  it('14 waits for no acknowledgement when other verbs come, nor when the caller hangs up', async () => {
    const patient = await hostServer({ mode, answerMs: 60_000 });
    try {
      const gather = { verb: 'gather', numDigits: 1, actionHook: '/keys' };
      const { visit, console } = await calling(patient, [gather]);
      await visit.next('in-progress');
      console.press('1');
      await visit.next('verb:hook');
      visit.command('redirect', [{ ...gather, say: { text: 'At once.' } }]);
      await untilSaid(console, 'At once.', 'quick');
      console.press('2');
      await visit.next('verb:hook');
      console.hangUp();
      expect((await visit.next('completed')).data).toMatchObject({ call_termination_by: 'caller' });
      expect(await visit.closed).toBe(1000);
    } finally {
      await patient.close();
    }
  });

  it('15 is redirected to another hook of the same application', async () => {
    const { visit, console } = await calling(server, [{ verb: 'redirect', actionHook: '/billing' }]);
    const asked = await visit.next('session:redirect');
    expect(asked).toMatchObject({ hook: '/billing', data: { direction: 'inbound', call_status: 'trying' } });
    for (const key of ['sip', 'defaults', 'env_vars', 'service_provider_sid'])
      expect(asked.data).not.toHaveProperty(key);
    visit.ack(asked, [{ verb: 'say', text: 'Billing.' }]);
    await untilSaid(console, 'Billing.', 'quick');
  });

  it('15 is redirected to another application, which says later what it wants', async () => {
    const { visit, console, session } = await calling(server, [answer, { verb: 'pause', length: 60 }]);
    const other = await appToCall();
    const hook = `${other.address}billing?x=1`;
    visit.command('redirect', { call_hook: hook });
    const there = await other.visit();
    expect(there.request.url).toBe('/billing?x=1');
    const asked = await there.next('session:redirect');
    expect(there.messages).toHaveLength(1);
    expect(asked).toMatchObject({ hook, data: { call_sid: session.call_sid } });
    expect(asked.call_sid).toBeUndefined();
    there.ack(asked);
    there.command('redirect', [{ verb: 'say', text: 'Billing.' }]);
    await untilSaid(console, 'Billing.', 'quick');
    console.hangUp();
    for (const told of [visit, there]) {
      await told.next('completed');
      expect(await told.closed).toBe(1000);
    }
  });

  it('15 stays where it is when the other application does not answer', async () => {
    const { visit, console } = await calling(server, [answer]);
    await visit.next('in-progress');
    const other = await appToCall();
    visit.command('redirect', { call_hook: other.address });
    const there = await other.visit();
    await there.next('session:redirect');
    expect(await there.closed).toBe(1001);
    visit.command('redirect', [{ verb: 'say', text: 'Still here.' }]);
    await untilSaid(console, 'Still here.', 'quick');
  });
});
