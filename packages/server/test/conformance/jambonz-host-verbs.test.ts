/** Which verbs are run, when and what is told of them, over real sockets. The numbers are those of the protocol's list of cases. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostServer, modes } from '../support/jambonz-host.js';
import { nameOf, type Visit } from '../support/jambonz-raw-app.js';
import { calling, introduced, spokenUntil, streaming, untilAnswered } from '../support/jambonz-raw-call.js';
import { untilSaid, wordsIn } from '../support/jambonz-voice.js';
import type { TestServer } from '../support/test-server.js';

const answer = { verb: 'answer' };
const notify = { verb: 'config', notifyEvents: true };
/** Longer than anything waits for it. */
const chapter = 'It goes on and on, whoever listens. '.repeat(60);
const slow = { vendor: 'custom:slow', voice: 'slow/en' };

describe.each(modes)('jambonz host, verbs, %s', (mode) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await hostServer({ mode, answerMs: 1000 });
  });
  afterAll(() => server.close());

  /** What `verb:status` said, up to and with this. */
  async function statusesUntil(visit: Visit, event: string, of?: string): Promise<readonly string[]> {
    const events: string[] = [];
    for (;;) {
      const { data } = await visit.next('verb:status');
      const name = String(data.name ?? data.verb);
      events.push(`${name} ${data.event}`);
      if (data.event === event && (of === undefined || name === of)) return events;
    }
  }

  it('8 runs both notations of verbs, mixed', async () => {
    const { console } = await calling(server, [
      { verb: 'say', text: 'One.' },
      { say: { text: 'Two.' } },
      { verb: 'hangup' },
    ]);
    expect(wordsIn((await console.until('completed')).audio, 'quick')).toBe('One. Two.');
  });

  it.each([
    ['an unknown verb', [answer, { verb: 'sing' }]],
    ['an unknown property', [{ verb: 'say', text: 'Hello.', volume: 11 }, answer]],
  ])('8 rejects a call for %s', async (_, verbs) => {
    const { visit, session, console } = await introduced(server);
    visit.ack(session, verbs);
    expect(await visit.closed).toBe(1001);
    expect((await console.until('failed')).last.data).toMatchObject({ sip_status: 480 });
    expect(visit.messages.map(nameOf)).toEqual(mode === 'exact' ? ['session:new'] : ['session:new', 'jambonz:error']);
  });

  it('8 runs none of the verbs of a command of which one is none, and says so unless jambonz would not', async () => {
    const { visit } = await calling(server, [answer]);
    await visit.next('in-progress');
    visit.command('redirect', [{ verb: 'hangup' }, { verb: 'sing' }]);
    expect(await untilAnswered(visit)).toEqual(mode === 'exact' ? [] : ['jambonz:error']);
  });

  it('9 speaks what only looks like an address', async () => {
    const { console } = await calling(server, [
      { verb: 'say', text: ['Hello: welcome', 'Total: 5'] },
      { verb: 'hangup' },
    ]);
    expect(wordsIn((await console.until('completed')).audio, 'quick')).toBe('Hello: welcome Total: 5');
  });

  it('9 stays when the list has run out, and takes verbs for now and for later', async () => {
    const { visit, console } = await calling(server, [{ verb: 'say', text: 'One.' }]);
    await untilSaid(console, 'One.', 'quick');
    visit.command('redirect', [{ verb: 'say', text: 'Two.' }], { queueCommand: true });
    visit.command('redirect', [{ verb: 'say', text: 'Three.' }], { queueCommand: true });
    await untilSaid(console, 'Three.', 'quick');
    visit.command('redirect', [{ verb: 'say', text: 'Four.' }], { queueCommand: false });
    await untilSaid(console, 'Four.', 'quick');
    expect(wordsIn(console.story.audio, 'quick')).toBe('One. Two. Three. Four.');
  });

  it('9 cuts a say short for what comes at once, and drops what waits', async () => {
    const { visit, console } = await calling(server, [
      notify,
      { verb: 'say', text: chapter, synthesizer: slow },
      { verb: 'say', text: 'Never.' },
    ]);
    await statusesUntil(visit, 'start-playback');
    visit.command('redirect', [{ verb: 'say', text: 'Now.', id: 'next' }]);
    expect(await statusesUntil(visit, 'stop-playback')).toEqual([
      'say kill-playback',
      'say finished',
      'say starting',
      'say synthesized-audio',
      'say start-playback',
      'say stop-playback',
    ]);
    console.hangUp();
    const story = await console.until('completed');
    expect(wordsIn(story.audio, 'quick')).not.toContain('Never');
  });

  it('10 goes on streaming when other verbs come at once', async () => {
    const { visit } = await streaming(server, { verb: 'pause', length: 60 });
    await visit.tokens(1, 'This is being said. ');
    visit.command('redirect', [{ verb: 'pause', length: 60 }]);
    await visit.tokens(2, 'And this is its end. ');
    visit.command('tts:flush');
    expect(await spokenUntil(visit, 'end.')).toBe('This is being said. And this is its end.');
    expect(visit.messages.map(nameOf)).not.toContain('stream_closed');
  });

  it('11 answers the call for a stream, and for nothing that makes no sound', async () => {
    const { visit } = await calling(server, [
      { verb: 'config', synthesizer: slow },
      { verb: 'pause', length: 60 },
    ]);
    await visit.next('trying');
    expect(await untilAnswered(visit)).toEqual([]);
    visit.command('config', { ttsStream: { enable: true } });
    expect(await visit.until('stream_open')).toEqual(['in-progress', 'stream_open']);
  });

  it('12 hangs up at once in the middle of the stream', async () => {
    const { visit, console } = await streaming(server);
    for (const id of [1, 2]) await visit.tokens(id, chapter.slice(0, 900));
    visit.command('tts:flush');
    await console.untilHeard(1);
    visit.command('redirect', [{ verb: 'hangup' }]);
    const { data } = await visit.next('completed');
    expect(data).toMatchObject({ call_termination_by: 'jambonz' });
    expect(Number.isInteger(data.duration)).toBe(true);
    expect(await visit.closed).toBe(1000);
    const names = visit.messages.map(nameOf).slice(-2);
    expect(names.includes('stream_closed')).toBe(mode === 'enhanced');
  });

  it('12 a hangup that was queued waits for the last word, unless jambonz is copied', async () => {
    const { visit, console } = await streaming(server);
    const text = `${chapter.slice(0, 500)} and this is all.`;
    await visit.tokens(1, text);
    visit.command('tts:flush');
    visit.command('redirect', [{ verb: 'hangup' }], { queueCommand: true });
    const heard = wordsIn((await console.until('completed')).audio, 'quick');
    expect(heard.endsWith('this is all.')).toBe(mode === 'enhanced');
    expect(await visit.closed).toBe(1000);
  });

  it('16 tells nothing of its verbs unless it is asked to', async () => {
    const { visit, console } = await calling(server, [{ verb: 'say', text: 'Quiet.' }]);
    await untilSaid(console, 'Quiet.', 'quick');
    await untilAnswered(visit);
    expect(visit.messages.map(nameOf)).not.toContain('verb:status');
  });

  it('16 tells how a say begins and ends, in this order', async () => {
    const { visit } = await calling(server, [notify, { verb: 'say', id: 'greet', text: 'Hello.' }]);
    const events = await statusesUntil(visit, 'finished', 'say');
    expect(events.filter((event) => event !== 'say synthesized-audio')).toEqual([
      'config finished',
      'say starting',
      'say start-playback',
      'say stop-playback',
      'say finished',
    ]);
    const ofSay = visit.messages.filter(({ type, data }) => type === 'verb:status' && data.id === 'greet');
    expect(ofSay).toHaveLength(events.length - 1);
  });

  it('16 tells of a streaming say only that it began and ended', async () => {
    const { visit } = await calling(server, [notify, { verb: 'say', stream: true, text: 'Hello.' }]);
    expect(await statusesUntil(visit, 'finished', 'say')).toEqual(['config finished', 'say starting', 'say finished']);
  });
});
