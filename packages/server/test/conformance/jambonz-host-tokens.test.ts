/** Streamed tokens, over real sockets, from an application that is played by hand. The numbers are those of the protocol's list of
 *  cases. What is spoken is taken from what the server says of its playout. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostServer, modes } from '../support/jambonz-host.js';
import type { Visit } from '../support/jambonz-raw-app.js';
import { calling, spoken, spokenUntil, streaming, streamOn, untilAnswered } from '../support/jambonz-raw-call.js';
import { words } from '../support/jambonz-voice.js';
import type { TestServer } from '../support/test-server.js';

const answer = { verb: 'answer' };
const { verb: _, ...streamConfig } = streamOn;
const ok = (id: unknown) => ({ id, status: 'ok' });

/** A text of exactly so many characters, in sentences of ten. */
const textOf = (characters: number) => 'Nine let. '.repeat(characters / 10 + 1).slice(0, characters);

/** Sends them without waiting; settles with all results. */
async function burst(visit: Visit, tokens: readonly { readonly id: unknown; readonly tokens: unknown }[]) {
  for (const data of tokens) visit.command('tts:tokens', data);
  const results = [];
  for (const _ of tokens) results.push((await visit.next('tts:tokens-result')).data);
  return results;
}

describe.each(modes)('jambonz host, tokens, %s', (mode) => {
  const isExact = mode === 'exact';
  let server: TestServer;
  beforeAll(async () => {
    // What is spoken within a test's time was flushed, or ended a sentence.
    server = await hostServer({ mode, idleMs: 10_000 });
  });
  afterAll(() => server.close());

  it('17 answers each of them once and in order, with its id as it came', async () => {
    const { visit } = await streaming(server);
    const ids = [1, '1', 0, -7, 2.5, 'x', 1, 1, '', null, { a: [1] }];
    expect(
      await burst(
        visit,
        ids.map((id) => ({ id, tokens: 'word ' })),
      ),
    ).toEqual(ids.map(ok));
    expect(await untilAnswered(visit)).toEqual([]);
  });

  it('18 speaks 200 words that come as fast as possible, blanks and all', async () => {
    const { visit } = await streaming(server);
    const texts = Array.from({ length: 200 }, (_, index) => `w${index % 10} `);
    texts[199] = 'end.';
    expect(
      await burst(
        visit,
        texts.map((tokens, id) => ({ id, tokens })),
      ),
    ).toEqual(texts.map((_, id) => ok(id)));
    visit.command('tts:flush');
    expect(await spokenUntil(visit, 'end.')).toBe(texts.join(''));
  });

  it.each([
    ['a whole sentence', ['Hello there.']],
    ['half a sentence, to the last word', ['Hello there', ' my friend']],
    ['a number', ['The answer is', ' 42.']],
    ['a closing quote', ['He said "go."']],
    ['what is no sentence end at all', ['well, well ...', ' hm']],
  ])('19 speaks %s when it is flushed', async (_, texts) => {
    const { visit } = await streaming(server);
    for (const [id, text] of texts.entries()) await visit.tokens(id, text);
    visit.command('tts:flush', {});
    const whole = texts.join('');
    expect(await spokenUntil(visit, whole.slice(-4))).toBe(whole);
  });

  it('19 takes flushes in a row, and where there is nothing to flush', async () => {
    const { visit } = await streaming(server);
    for (let time = 0; time < 3; time += 1) visit.command('tts:flush');
    await visit.tokens(1, 'One');
    for (let time = 0; time < 3; time += 1) visit.command('tts:flush');
    await visit.tokens(2, 'two');
    visit.command('tts:flush');
    expect((await spokenUntil(visit, 'two')).replaceAll(' ', '')).toBe('Onetwo');
  });

  it('19 keeps the answers apart that a flush stands between', async () => {
    const { visit } = await streaming(server);
    await visit.tokens(1, 'The first one. It goes on.');
    visit.command('tts:flush');
    await visit.tokens(2, 'The second one.');
    visit.command('tts:flush');
    await spokenUntil(visit, 'second one.');
    const inOne = ['The first one. It goes on.', 'The second one.'];
    expect(spoken(visit)).toEqual(isExact ? expect.arrayContaining(inOne.slice(1)) : inOne);
  });

  it('19 keeps a flush that comes before the stream, where jambonz loses it', async () => {
    const { visit } = await calling(server, [answer]);
    await visit.tokens(1, 'Half a sentence');
    visit.command('tts:flush');
    visit.command('config', streamConfig);
    if (!isExact) return expect(await spokenUntil(visit, 'sentence')).toBe('Half a sentence');
    expect(await spokenUntil(visit, 'a')).toBe('Half a');
    visit.command('tts:flush');
    expect(await spokenUntil(visit, 'sentence')).toBe('Half a sentence');
  });

  it('20 forgets what is cleared while the voice is opened, where jambonz speaks it', async () => {
    const { visit } = await calling(server, [answer]);
    await visit.next('in-progress');
    visit.command('config', streamConfig);
    visit.command('tts:tokens', { id: 1, tokens: 'This is old. ' });
    visit.command('tts:clear');
    visit.command('tts:tokens', { id: 2, tokens: 'This is new.' });
    visit.command('tts:flush');
    expect(await spokenUntil(visit, 'new.')).toBe(isExact ? 'This is old. This is new.' : 'This is new.');
  });

  it('20 answers the tokens that a clear follows at once, and says nothing of the clear', async () => {
    const { visit } = await streaming(server);
    for (const id of [1, 2, 3]) visit.command('tts:tokens', { id, tokens: textOf(200) });
    visit.command('tts:clear');
    visit.command('tts:tokens', { id: 4, tokens: 'Only this is heard.' });
    visit.command('tts:flush');
    const results = [];
    for (let count = 0; count < 4; count += 1) results.push((await visit.next('tts:tokens-result')).data);
    expect(results).toEqual([1, 2, 3, 4].map(ok));
    expect(await spokenUntil(visit, 'heard.')).toMatch(/Only this is heard\.$/);
    const events = visit.messages.flatMap(({ data: { event_type: event } }) => event ?? []);
    expect(new Set(events)).toEqual(
      new Set(isExact ? ['stream_open', 'tts_spoken'] : ['stream_open', 'tts_spoken', 'stream_empty']),
    );
  });

  it('21 drops white space that begins a text, and keeps it within', async () => {
    const { visit } = await streaming(server);
    const texts = [' ', '', '\n\n', '\t', 'One', ' ', '', '\n\n', 'two', ' ', 'three.'];
    for (const [id, text] of texts.entries()) expect(await visit.tokens(id, text)).toEqual(ok(id));
    visit.command('tts:flush');
    expect(await spokenUntil(visit, 'three.')).toBe(`One ${isExact ? '\n \n' : '\n\n'}two three.`);
    expect(await visit.tokens(11, ' ')).toEqual(ok(11));
    await visit.tokens(12, 'Four.');
    visit.command('tts:flush');
    await spokenUntil(visit, 'Four.');
    expect(spoken(visit).at(-1)).toBe('Four.');
  });

  it.each([
    ['Is it? It is! And so on', 'Is it? It is!'],
    ['Wait… Then go. Now', 'Wait… Then go.'],
    ['这是。那是？好', '这是。那是？'],
    ['ما هذا؟ هذا كتاب', 'ما هذا؟'],
    ['A title\n\nand text', 'A title'],
    ['It is 3.14 then. So', 'It is 3.14 then.'],
    ['It was 2024. Then rain. So', 'It was 2024. Then rain.'],
    ['Ask Dr. Who of it', 'Ask Dr.'],
    ['See www.a.com there. So', 'See www.a.com there.'],
  ])('24 %j is spoken whole, whether cut after %j, as in jambonz, or not', async (text, first) => {
    const { visit } = await streaming(server);
    await visit.tokens(1, text);
    if (isExact) expect(await spokenUntil(visit, first)).toBe(first);
    visit.command('tts:flush');
    expect(words(await spokenUntil(visit, text.slice(-2)))).toBe(words(text));
  });

  it('24 splits no character, however it comes', async () => {
    const { visit } = await streaming(server);
    const text = 'Well 👩‍🚀👍🏽 so 𝒉ere we are 🇩🇪!';
    for (const [id, unit] of text.split('').entries()) expect(await visit.tokens(id, unit)).toEqual(ok(id));
    visit.command('tts:flush');
    expect(await spokenUntil(visit, '🇩🇪!')).toBe(text);
  });

  it('26 keeps 1000 characters for the stream that is opened later', async () => {
    const { visit } = await calling(server, [answer]);
    await visit.tokens(1, 'Early is said first. ');
    visit.command('config', streamConfig);
    await visit.next('stream_open');
    await visit.tokens(2, 'Late is last.');
    visit.command('tts:flush');
    expect(await spokenUntil(visit, 'last.')).toBe('Early is said first. Late is last.');
  });

  it.each([
    [{ id: 1 }, { id: 1, status: 'failed', reason: 'missing tokens' }],
    [{ id: 2, tokens: 7 }, isExact ? { id: 2 } : { id: 2, status: 'failed', reason: 'invalid tokens' }],
    [{ id: 3, tokens: null }, isExact ? { id: 3 } : { id: 3, status: 'failed', reason: 'invalid tokens' }],
    [{ tokens: 'a' }, { status: 'failed', reason: 'missing id' }],
    [{}, { status: 'failed', reason: 'missing id' }],
  ])('31 answers %j with %j', async (data, result) => {
    const { visit } = await streaming(server);
    visit.command('tts:tokens', data);
    expect((await visit.next('tts:tokens-result')).data).toEqual(result);
    expect(await visit.tokens(4, 'b')).toEqual(ok(4));
  });
});

describe.each(modes)('jambonz host, patience, %s', (mode) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await hostServer({ mode, idleMs: 50 });
  });
  afterAll(() => server.close());

  it('25 speaks text without an end after a while, to the last word where jambonz would keep that', async () => {
    const { visit } = await streaming(server);
    await visit.tokens(1, 'This has');
    await visit.tokens(2, ' no end');
    if (mode === 'enhanced') return expect(await spokenUntil(visit, 'end')).toBe('This has no end');
    expect(await spokenUntil(visit, 'no')).toBe('This has no');
    visit.command('tts:flush');
    expect(await spokenUntil(visit, 'end')).toBe('This has no end');
  });
});
