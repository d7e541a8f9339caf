/** Callers who interrupt, over real sockets. The numbers are those of the protocol's list of cases. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JambonzConsole } from '../support/jambonz-console.js';
import { hostServer, modes } from '../support/jambonz-host.js';
import type { AppMessage, Visit } from '../support/jambonz-raw-app.js';
import { calling, spoken, spokenUntil, streaming, streamOn, untilAnswered } from '../support/jambonz-raw-call.js';
import { untilSaid, wordsIn } from '../support/jambonz-voice.js';
import type { TestServer } from '../support/test-server.js';

const chapter = 'It goes on and on, whoever listens to it. '.repeat(20);
const bargeIn = { enable: true, sticky: true, input: ['speech', 'digits'], actionHook: '/heard', numDigits: 1 };
const slow = { vendor: 'custom:slow', voice: 'slow/en' };

const ways: readonly [string, (console: JambonzConsole) => void, object][] = [
  ['words', (console) => console.say('what else?'), { reason: 'speechDetected' }],
  ['a key', (console) => console.press('5'), { reason: 'dtmfDetected', digits: '5' }],
];

describe.each(modes)('jambonz host, interruption, %s', (mode) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await hostServer({ mode });
  });
  afterAll(() => server.close());

  it('20 falls silent at a clear, and goes on with what comes then', async () => {
    const { visit, console } = await calling(server, [{ ...streamOn, synthesizer: slow }]);
    await visit.next('stream_open');
    await visit.tokens(1, chapter);
    visit.command('tts:flush');
    await console.untilHeard(24_000);
    visit.command('tts:clear');
    await visit.tokens(2, 'This is new.');
    visit.command('tts:flush');
    await console.until('hush');
    await untilSaid(console, 'This is new.', 'slow');
    const heard = wordsIn(console.story.audio, 'slow');
    expect(heard.length).toBeLessThan(chapter.length);
    expect(await spokenUntil(visit, 'new.')).toMatch(/This is new\.$/);
    expect(chapter.startsWith(spoken(visit)[0]!)).toBe(true);
  });

  it.each(ways)('34 is told of %s before its hook is asked, in the middle of a sentence', async (_, act, result) => {
    const { visit, console } = await streaming(server, { verb: 'config', bargeIn });
    await visit.tokens(1, chapter);
    visit.command('tts:flush');
    await console.untilHeard(1);
    act(console);
    const names = await visit.until('verb:hook');
    expect(names.filter((name) => name !== 'tts_spoken')).toEqual(['user_interruption', 'verb:hook']);
    expect(hookOf(visit)).toMatchObject({ hook: '/heard', data: result });
  });

  it.each(ways)('34 is told of %s also when nothing is said', async (_, act, result) => {
    const { visit, console } = await streaming(server, { verb: 'config', bargeIn });
    await untilAnswered(visit);
    act(console);
    expect(await visit.until('verb:hook')).toEqual(['user_interruption', 'verb:hook']);
    expect(hookOf(visit)).toMatchObject({ data: result });
  });

  it('34 is told once of what is said bit by bit, with all of it in the end', async () => {
    const { visit, console } = await streaming(server, { verb: 'config', bargeIn });
    console.say('what', false);
    console.say('what are', false);
    console.say('what are your hours');
    expect(await visit.until('verb:hook')).toEqual(['user_interruption', 'verb:hook']);
    expect(hookOf(visit)?.data.speech).toMatchObject({
      is_final: true,
      alternatives: [{ transcript: 'what are your hours', confidence: 1 }],
    });
  });

  it('34 has the stream go on with what comes after the interruption, and nothing of before', async () => {
    const { visit, console } = await streaming(server, { verb: 'config', bargeIn });
    await visit.tokens(1, chapter);
    visit.command('tts:flush');
    await console.untilHeard(1);
    console.interrupt();
    await visit.next('user_interruption');
    await visit.tokens(2, 'An answer.');
    visit.command('tts:flush');
    await spokenUntil(visit, 'An answer.');
    const told = visit.messages.filter(({ data }) => data.event_type === 'tts_spoken').map(({ data }) => data.bargein);
    expect(told.at(-1)).toBe(false);
    expect(chapter.startsWith(spoken(visit).slice(0, -1).join(''))).toBe(true);
  });

  it('34 kills the verb that speaks, drops those that wait, and says so in jambonz’ order', async () => {
    const { visit, console } = await calling(server, [
      { verb: 'config', notifyEvents: true, bargeIn },
      { verb: 'say', text: chapter, synthesizer: slow },
      { verb: 'say', text: 'Never.' },
    ]);
    await console.untilHeard(1);
    console.say('stop');
    await visit.next('verb:hook');
    const statuses = visit.messages.flatMap(({ type, data: { event } }) => (type === 'verb:status' ? [event] : []));
    expect(statuses.slice(statuses.indexOf('start-playback'))).toEqual(
      expect.arrayContaining(['kill-playback', 'speech-bargein-detected']),
    );
    expect(statuses.indexOf('kill-playback')).toBeLessThan(statuses.indexOf('speech-bargein-detected'));
    await untilAnswered(visit);
    console.hangUp();
    await console.until('completed');
    expect(wordsIn(console.story.audio, 'quick')).not.toContain('Never');
  });

  it('34 takes the right to interrupt away again', async () => {
    const { visit, console } = await streaming(server, { verb: 'config', bargeIn });
    visit.command('config', { bargeIn: { enable: false } });
    await untilAnswered(visit);
    console.press('1');
    console.answer();
    await console.until('error');
    expect(await untilAnswered(visit)).toEqual([]);
  });
});

function hookOf({ messages }: Visit): AppMessage | undefined {
  return messages.find(({ type }) => type === 'verb:hook');
}
