/** Tokens that there is no room for, over real sockets, from an application that is played by hand. The numbers are those of the
 *  protocol's list of cases. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostServer, modes } from '../support/jambonz-host.js';
import type { Visit } from '../support/jambonz-raw-app.js';
import { calling, spokenUntil, streaming, streamOn, untilAnswered } from '../support/jambonz-raw-call.js';
import type { TestServer } from '../support/test-server.js';

const answer = { verb: 'answer' };
const { verb: _, ...streamConfig } = streamOn;
const ok = (id: unknown) => ({ id, status: 'ok' });
const full = (id: unknown) => ({ id, status: 'failed', reason: 'full' });

/** A text of exactly so many characters, in sentences of ten. */
const textOf = (characters: number) => 'Nine let. '.repeat(characters / 10 + 1).slice(0, characters);

describe.each(modes)('jambonz host, room, %s', (mode) => {
  const isExact = mode === 'exact';
  let server: TestServer;
  beforeAll(async () => {
    server = await hostServer({ mode, idleMs: 10_000 });
  });
  afterAll(() => server.close());

  it('22 is full at 1001 characters and not at 1000, and says so once before it refuses', async () => {
    const { visit } = await calling(server, [answer]);
    await visit.next('in-progress');
    expect(await visit.tokens(1, textOf(999))).toEqual(ok(1));
    expect(await visit.tokens(2, 'x')).toEqual(ok(2));
    for (const id of [3, 4, 5]) visit.command('tts:tokens', { id, tokens: 'y' });
    expect(await visit.until('tts:tokens-result')).toEqual(['stream_paused', 'tts:tokens-result']);
    expect((await visit.next('tts:tokens-result')).data).toEqual(full(4));
    expect(await visit.until('tts:tokens-result')).toEqual(['tts:tokens-result']);
    expect(await untilAnswered(visit)).toEqual([]);
  });

  it.each([
    [200, true],
    [201, !isExact],
  ])(
    '22 resumes once the voice is there, with %i characters left where it is jambonz’ own: %s',
    async (left, resumes) => {
      const { visit } = await calling(server, [answer]);
      await visit.tokens(1, `${'a'.repeat(999 - left)}.`);
      await visit.tokens(2, ` ${'b'.repeat(left - 1)}`);
      expect(await visit.tokens(3, 'c')).toEqual(full(3));
      visit.command('config', streamConfig);
      const names = [...(await visit.until('stream_open')), ...(await untilAnswered(visit))];
      expect(names.filter((name) => name === 'stream_resumed')).toHaveLength(resumes ? 1 : 0);
      if (resumes) expect(await visit.tokens(3, 'c')).toEqual(ok(3));
    },
  );

  it('22 does not resume what was cleared', async () => {
    const { visit } = await calling(server, [answer]);
    await visit.tokens(1, textOf(1000));
    expect(await visit.tokens(2, 'x')).toEqual(full(2));
    visit.command('tts:clear');
    visit.command('config', streamConfig);
    await visit.next('stream_open');
    await visit.tokens(3, ' Is this heard?');
    visit.command('tts:flush');
    expect(await spokenUntil(visit, 'heard?')).toMatch(/Is this heard\?$/);
    expect(visit.messages.map(({ data }) => data.event_type)).not.toContain('stream_resumed');
  });

  it('22 does not resume because the stream has ended, but when there is another one, where jambonz does not', async () => {
    const { visit } = await streaming(server);
    const id = await fill(visit);
    visit.command('config', { ttsStream: { enable: false } });
    expect(await visit.until('stream_closed')).not.toContain('stream_resumed');
    visit.command('config', streamConfig);
    const names = [...(await visit.until('stream_open')), ...(await untilAnswered(visit))];
    expect(names.includes('stream_resumed')).toBe(!isExact);
    expect(await visit.tokens(id, 'Again.')).toEqual(ok(id));
  });

  it('22 does not resume what was interrupted', async () => {
    const bargeIn = { enable: true, sticky: true };
    const { visit, console } = await streaming(server, { verb: 'config', bargeIn });
    const id = await fill(visit);
    console.interrupt();
    await visit.next('user_interruption');
    expect(await visit.tokens(id, 'What is new?')).toEqual(ok(id));
    visit.command('tts:flush');
    expect(await spokenUntil(visit, 'new?')).toMatch(/What is new\?$/);
    expect(visit.messages.map(({ data }) => data.event_type)).not.toContain('stream_resumed');
  });

  it('22 resumes when a flush has drained it, where jambonz is stuck', async () => {
    const { visit } = await calling(server, [answer]);
    await visit.tokens(1, 'a'.repeat(1000));
    expect(await visit.tokens(2, 'x')).toEqual(full(2));
    visit.command('config', streamConfig);
    visit.command('tts:flush');
    await spokenUntil(visit, 'a');
    expect(visit.messages.some(({ data }) => data.event_type === 'stream_resumed')).toBe(!isExact);
  });

  it('22 takes a message of 5000 characters whole, which jambonz refuses for ever', async () => {
    const { visit } = await streaming(server);
    const text = `${textOf(4990)}Said all.`;
    const { status } = await visit.tokens(1, text);
    expect(status).toBe(isExact ? 'failed' : 'ok');
    if (isExact) return expect(visit.messages.map(({ data }) => data.event_type)).toContain('stream_paused');
    visit.command('tts:flush');
    expect(await spokenUntil(visit, 'Said all.')).toBe(text);
  });
});

/** Sends one long word until it is refused; the id of what was. */
async function fill(visit: Visit): Promise<number> {
  for (let id = 1; ; id += 1) {
    const { status } = await visit.tokens(id, 'a'.repeat(100));
    if (status === 'failed') return id;
  }
}
