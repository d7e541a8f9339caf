/** Errors that belong to a turn: they stand where its answer would, and nothing else is heard of it. */
import { describe, expect, it } from 'vitest';
import { type Answer, audioOf, bytesOf, call, cancel, clear, flush, sentence, text, turnOf } from './call.test.kit.js';

const bytesOfSentence = await bytesOf(sentence);
const tooLong = 'x'.repeat(5001);

describe('SLNG 39 too much text', () => {
  const refused = expect.objectContaining({ type: 'error', code: 'payload_too_large' });

  it.each<[string, object]>([
    ['a flush', flush],
    ['a text with flush', text('the end.', true)],
  ])('in one message is refused, and with it the rest of its turn up to %s; the next is spoken', async (_, end) => {
    const talk = await call();
    talk.say(text('What came before'), text(tooLong), text('and behind '), text(tooLong), end);
    talk.say(text(sentence), flush);
    const answers = await talk.until('audio_end');
    expect(turnOf(answers)).toEqual(['error', 'audio', 'flushed', 'audio_end']);
    expect(answers[0]).toEqual(refused);
    expect(audioOf(answers)).toHaveLength(bytesOfSentence);
    expect(await talk.soFar()).toEqual([]);
  });

  it('with an inline flush is refused with it', async () => {
    const talk = await call();
    talk.say(text('What came before '), text(tooLong, true), flush);
    expect(await talk.until('audio_end')).toEqual([refused, { type: 'flushed' }, { type: 'audio_end', duration: 0 }]);
  });

  it('does not touch the turn before it', async () => {
    const talk = await call();
    talk.say(text(sentence), flush, text('And'), text(tooLong), text(sentence, true), text('Hello.', true));
    const first = await talk.until('audio_end');
    expect(turnOf(first)).toEqual(['audio', 'flushed', 'audio_end']);
    expect(audioOf(first)).toHaveLength(bytesOfSentence);
    const next = await talk.until('audio_end');
    expect(turnOf(next)).toEqual(['error', 'audio', 'audio_end']);
    expect(next[0]).toEqual(refused);
    expect(next.at(-1)).toMatchObject({ duration: 0.3 });
  });

  it('is told behind the turns before it, however many are refused', async () => {
    const talk = await call();
    talk.say(text('One.'), flush, text(tooLong, true), text(tooLong), flush, text('Two.', true), text(tooLong));
    expect(turnOf(await talk.until('audio_end'))).toEqual(['audio', 'flushed', 'audio_end']);
    expect(turnOf(await talk.until('audio_end'))).toEqual(['error', 'error', 'audio', 'audio_end']);
    expect(turnOf(await talk.until('error'))).toEqual(['error']);
    expect(await talk.soFar()).toEqual([]);
  });

  it('ends the connection where more errors wait for their turns than a session keeps answers', async () => {
    const talk = await call({
      tones: { faults: [{ type: 'stall', atChunk: 0 }] },
      parts: { limits: { maxUnanswered: 10 } },
    });
    talk.say(text(sentence), flush);
    for (let count = 0; count < 20; count += 1) talk.say(text(tooLong, true));
    expect(await talk.rest()).toEqual([expect.objectContaining({ code: 'rate_limit' })]);
  });

  it.each([
    [clear, 'cleared'],
    [cancel, 'audio_end'],
  ])('is forgotten by %o, which is answered as always', async (interruption, answer) => {
    const talk = await call({ tones: { faults: [{ type: 'stall', atChunk: 0, call: 0 }] } });
    talk.say(text(sentence), flush, text(tooLong), interruption, text(sentence, true));
    expect(turnOf(await talk.until(answer))).toEqual([answer]);
    const next = await talk.until('audio_end');
    expect(turnOf(next)).toEqual(['audio', 'audio_end']);
    expect(audioOf(next)).toHaveLength(bytesOfSentence);

    const alone = await call();
    alone.say(text(tooLong), text('and'), interruption, text(sentence, true));
    expect(turnOf(await alone.until(answer))).toEqual(['error', answer]);
    expect(audioOf(await alone.until('audio_end'))).toHaveLength(bytesOfSentence);
  });

  it('that was heard in part ends where it was refused', async () => {
    const talk = await call({ tones: { msPerCharacter: 1000 } });
    talk.say(text(`${sentence} ${sentence}`));
    await talk.until('audio');
    talk.say(text(tooLong), flush, text('Hi.', true));
    const answers = await talk.until('audio_end');
    const error = answers.findIndex(({ type }) => type === 'error');
    expect(turnOf(answers.slice(error))).toEqual(['error', 'audio', 'audio_end']);
    expect(answers.at(-1)).toEqual({ type: 'audio_end', duration: 3 });
  });

  it('stops the engine, which had enough to say', async () => {
    const talk = await call({ tones: { faults: [{ type: 'stall', atChunk: 1, call: 0 }] } });
    talk.say(text(`${sentence} And`));
    await talk.until('audio');
    talk.say(text(tooLong));
    await talk.synthesizer.calls[0]?.aborted;
    talk.say(flush, text(sentence, true));
    expect(audioOf(await talk.until('audio_end'))).toHaveLength(bytesOfSentence);
  });

  it('is what waits, not what was said: a turn that is spoken as it comes may be of any length', async () => {
    const talk = await call({ tones: { msPerCharacter: 1 }, parts: { limits: { maxBufferedCharacters: 10_000 } } });
    const answers: Answer[] = [];
    for (let count = 0; count < 12; count += 1) {
      talk.say(text(`${sentence} `.repeat(180)));
      answers.push(...(await talk.soFar()));
    }
    talk.say(flush);
    answers.push(...(await talk.until('audio_end')));
    expect(turnOf(answers)).toEqual(['audio', 'flushed', 'audio_end']);
    expect(answers.at(-1)).toMatchObject({ duration: expect.closeTo((12 * 180 * 25) / 1000, 0) });
  });

  it('for the server is told as such', async () => {
    const talk = await call({ parts: { limits: { maxBufferedCharacters: 10 } } });
    talk.say(text('More than ten characters'), flush, text('Less.', true));
    const answers = await talk.until('audio_end');
    expect(turnOf(answers)).toEqual(['error', 'audio', 'audio_end']);
    expect(answers[0]).toMatchObject({ code: 'backpressure' });
  });

  it('counts characters as people do', async () => {
    const talk = await call({ options: { limits: { messageCharacters: 3 } } });
    talk.say(text('👩👩👩', true));
    await talk.until('audio_end');
  });
});

describe('SLNG 41 an engine that fails', () => {
  const failsAt = (atChunk: number) => ({ faults: [{ type: 'fail' as const, atChunk, call: 0 }] });

  it.each([0, 1])('at piece %i costs the turn, which is told by provider_error alone', async (atChunk) => {
    const talk = await call({ tones: failsAt(atChunk) });
    talk.say(text(sentence), flush);
    const answers = [...(await talk.until('error')), ...(await talk.soFar())];
    expect(turnOf(answers)).toEqual(atChunk === 0 ? ['error'] : ['audio', 'error']);
    expect(answers.at(-1)).toMatchObject({ code: 'provider_error', slng_request_id: talk.visit.id });
    talk.say(text('Hello.'), flush);
    const next = await talk.until('audio_end');
    expect(turnOf(next)).toEqual(['audio', 'flushed', 'audio_end']);
    expect(next.at(-1)).toMatchObject({ duration: 0.3 });
    const spoken = talk.synthesizer.calls.flatMap(({ tasks }) => tasks.map((task) => task.text));
    expect(spoken.filter((task) => task.includes('One two'))).toHaveLength(1);
  });

  it.each<[string, readonly object[]]>([
    ['nothing more', [flush]],
    ['text and a flush', [text('the rest of it. '), flush]],
    ['text with a flush', [text('the rest '), text('of it.', true)]],
  ])('before the flush leaves %s unheard and unanswered, and the turn behind it whole', async (_, rest) => {
    const talk = await call({ tones: failsAt(1) });
    talk.say(text(`${sentence} And`));
    await talk.until('error');
    talk.say(...rest);
    expect(await talk.soFar()).toEqual([]);
    talk.say(flush, text('Hello.', true));
    expect(turnOf(await talk.until('audio_end'))).toEqual(['flushed', 'audio_end']);
    const next = await talk.until('audio_end');
    expect(turnOf(next)).toEqual(['audio', 'audio_end']);
    expect(next.at(-1)).toMatchObject({ duration: 0.3 });
  });

  it.each<[string, readonly object[]]>([
    ['its flush', [text('the rest of it. '), flush, text('Hello.', true)]],
    ['more of its text', [text('the rest of it. And ')]],
    ['a text that is refused', [text(tooLong), flush, text('Hello.', true)]],
  ])('before the client can be told: %s belongs to the turn that failed', async (_, meanwhile) => {
    const talk = await call({ tones: failsAt(1) });
    talk.client.stall();
    talk.say(text(`${sentence} And`));
    await (await talk.synthesizer.call(0)).ended;
    talk.say(...meanwhile);
    const before = await talk.soFar();
    talk.client.resume();
    if (meanwhile.length === 1) talk.say(flush, text('Hello.', true));
    const answers = [...before, ...(await talk.until('audio_end'))];
    expect(turnOf(answers)).toEqual(['audio', 'error', 'audio', 'audio_end']);
    expect(answers.at(-1)).toMatchObject({ duration: 0.3 });
    expect(await talk.soFar()).toEqual([]);
  });

  it('again, before the client can be told, is told once', async () => {
    const talk = await call({
      tones: {
        faults: [
          { type: 'fail', atChunk: 1, call: 0 },
          { type: 'fail', atChunk: 0, call: 1 },
        ],
      },
    });
    talk.client.stall();
    talk.say(text(`${sentence} And`));
    await (await talk.synthesizer.call(0)).ended;
    talk.say(text(`${sentence} And`));
    await (await talk.synthesizer.call(1)).ended;
    talk.say(flush, text('Hello.', true));
    const before = await talk.soFar();
    talk.client.resume();
    expect(turnOf([...before, ...(await talk.until('audio_end'))])).toEqual(['audio', 'error', 'audio', 'audio_end']);
  });

  it.each([
    [clear, 'cleared'],
    [cancel, 'audio_end'],
  ])('before the flush has %o answered as always, and what follows is the next turn', async (interruption, answer) => {
    const talk = await call({ tones: failsAt(1) });
    talk.say(text(`${sentence} And`));
    await talk.until('error');
    talk.say(text('more'), interruption, text(sentence, true));
    expect(await talk.until(answer)).toHaveLength(1);
    expect(audioOf(await talk.until('audio_end'))).toHaveLength(bytesOfSentence);
  });

  it.each<[string, readonly object[], readonly object[]]>([
    ['before', [text(tooLong)], []],
    ['after', [], [text(tooLong)]],
  ])('in a turn that was refused %s that has one error, which is that of the refusal', async (_, early, late) => {
    const talk = await call({ tones: { faults: [{ type: 'fail', atChunk: 0, call: 1 }] } });
    talk.client.stall();
    talk.say(text(sentence), flush, text(`${sentence} And`), ...early);
    await (await talk.synthesizer.call(1)).ended;
    talk.say(...late, flush, text('Hello.', true));
    const before = await talk.soFar();
    talk.client.resume();
    const first = [...before, ...(await talk.until('audio_end'))];
    expect(turnOf(first)).toEqual(['audio', 'flushed', 'audio_end']);
    const next = await talk.until('audio_end');
    expect(turnOf(next)).toEqual(['error', 'audio', 'audio_end']);
    expect(next[0]).toMatchObject({ code: 'payload_too_large' });
    expect(next.at(-1)).toMatchObject({ duration: 0.3 });
  });

  it('does not touch the turn behind it', async () => {
    const talk = await call({ tones: failsAt(1) });
    talk.say(text(sentence), flush, text(sentence, true));
    await talk.until('error');
    const next = await talk.until('audio_end');
    expect(turnOf(next)).toEqual(['audio', 'audio_end']);
    expect(audioOf(next)).toHaveLength(bytesOfSentence);
  });
});
