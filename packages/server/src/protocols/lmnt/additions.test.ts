import { describe, expect, it } from 'vitest';
import { bytesOf, call, cleared, finish, flush, flushed, isAudio, isOf, reset, text, texts } from './call.test.kit.js';

const windowed = (window_bytes: number) => ({ glottis: { window_bytes } });
const ack = (bytes: number) => ({ type: 'ack', bytes });
/** 2,400 bytes a character. */
const words = 'One two three four five.';
const wholeBytes = words.length * 2400;

describe('a window', () => {
  it('holds audio back until what went before was taken', async () => {
    const talk = await call({ wishes: windowed(10_000) });
    talk.say(text(words), flush(1));
    const answers = await talk.soFar();
    for (let taken = bytesOf(answers); taken < wholeBytes; taken = bytesOf(answers)) {
      talk.say(ack(taken));
      const more = await talk.soFar();
      expect(bytesOf(more)).toBeGreaterThan(0);
      expect(bytesOf(more)).toBeLessThanOrEqual(10_000);
      answers.push(...more);
    }
    expect(bytesOf(answers)).toBe(wholeBytes);
    expect(answers.at(-1)).toEqual(flushed(1));
  });

  it('stops the engine when it is closed', async () => {
    const talk = await call({ wishes: windowed(10_000), parts: { limits: { maxOutputMs: 200 } } });
    talk.say(text(words.repeat(10)));
    await talk.soFar();
    const { chunks } = await talk.synthesizer.call(0);
    await talk.soFar();
    expect((await talk.synthesizer.call(0)).chunks).toBe(chunks);
    expect(chunks).toBeLessThan(12);
  });

  it('lets one piece through that is larger than itself, and the next when that was taken', async () => {
    const talk = await call({ wishes: windowed(1) });
    talk.say(text(words), finish);
    let taken = 0;
    for (;;) {
      const answers = await talk.soFar();
      if (answers.length === 0) break;
      expect(answers.filter(isAudio)).toHaveLength(1);
      taken += bytesOf(answers);
      talk.say(ack(taken));
    }
    expect(taken).toBe(wholeBytes);
    expect((await talk.client.closed).code).toBe(1000);
  });

  it('does not hold a reset up, and goes on counting what was sent before it', async () => {
    const talk = await call({ wishes: windowed(10_000) });
    talk.say(text(words), flush(1));
    const before = bytesOf(await talk.soFar());
    talk.say(reset(2), text(words), flush(3));
    const stale = await talk.until(isOf('reset_complete'));
    expect(stale).toEqual([flushed(1), cleared(2)]);
    expect(bytesOf(await talk.soFar())).toBeLessThanOrEqual(10_000 - before);
    talk.say(ack(before));
    expect(bytesOf(await talk.soFar())).toBeGreaterThan(0);
    talk.say(reset(4));
    expect((await talk.until(isOf('reset_complete'))).at(-1)).toEqual(cleared(4));
  });

  it('does not hold an error up, nor a client that leaves', async () => {
    const [wrong, gone] = [await call({ wishes: windowed(1) }), await call({ wishes: windowed(1) })];
    for (const talk of [wrong, gone]) {
      talk.say(text(words), flush(1));
      await talk.until(isAudio);
      await talk.soFar();
    }
    wrong.say({ type: 'shout' });
    expect((await wrong.rest()).at(-1)).toMatchObject({ type: 'error' });
    gone.client.close(1006);
    await gone.ended;
    for (const talk of [wrong, gone]) await talk.synthesizer.calls[0]?.ended;
  });

  it('is not opened by acknowledging what was never sent', async () => {
    const talk = await call({ wishes: windowed(10_000) });
    talk.say(ack(1_000_000), ack(-5), text(words), flush(1));
    expect(bytesOf(await talk.soFar())).toBeLessThanOrEqual(10_000);
  });

  it('is none unless it is asked for', async () => {
    const talk = await call({ wishes: { glottis: { other: 1 } } });
    talk.say(ack(5), text(words), finish);
    expect(bytesOf(await talk.rest())).toBe(wholeBytes);
  });
});

describe('a reset that asks for a report', () => {
  const report = async (message: object, said = words) => {
    const talk = await call({ wishes: windowed(wholeBytes) });
    talk.say(text(said.repeat(2)), flush(1));
    await talk.soFar();
    talk.say({ ...reset(2), ...message });
    return { talk, answer: (await talk.until(isOf('reset_complete'))).at(-1) as Record<string, unknown> };
  };

  it('is answered with what was heard by then', async () => {
    const { answer } = await report({ played_ms: 700 });
    expect(answer.heard).toEqual({
      text_spoken: 'One two three',
      text_remaining: ` four five.${words}`,
      audio_ms: 700,
    });
  });

  it('is answered with what was sent, where it does not say what was played', async () => {
    const { answer } = await report({ report: true });
    const { text_spoken, text_remaining, audio_ms } = answer.heard as Record<string, string>;
    expect(`${text_spoken}${text_remaining}`).toBe(words.repeat(2));
    expect(audio_ms).toBeLessThanOrEqual(1200);
    expect(audio_ms).toBeGreaterThan(1000);
  });

  it('counts what was played from the last reset on', async () => {
    const { talk } = await report({ played_ms: 100 });
    talk.say(ack(wholeBytes), text('Six seven eight.'), flush(3));
    await talk.until(isOf('flush_complete'));
    talk.say({ ...reset(4), played_ms: 500 });
    expect((await talk.until(isOf('reset_complete'))).at(-1)).toEqual({
      ...cleared(4),
      heard: { text_spoken: 'Six seven', text_remaining: ' eight.', audio_ms: 500 },
    });
  });

  it('has heard nothing before there was any audio, and no less than nothing', async () => {
    const talk = await call();
    talk.say({ ...reset(1), report: true }, { ...reset(2), played_ms: -7 }, finish);
    const heard = { text_spoken: '', text_remaining: '', audio_ms: 0 };
    expect(texts(await talk.rest()).slice(1)).toEqual([
      { ...cleared(1), heard },
      { ...cleared(2), heard },
    ]);
  });

  it('cuts short what a finish left to be spoken, and the conversation ends', async () => {
    const talk = await call({ wishes: windowed(wholeBytes) });
    talk.say(text(words.repeat(2)), finish);
    await talk.soFar();
    talk.say({ ...reset(1), played_ms: 700 });
    const heard = { text_spoken: 'One two three', text_remaining: ` four five.${words}`, audio_ms: 700 };
    expect(texts(await talk.rest()).at(-1)).toEqual({ ...cleared(1), heard });
    expect((await talk.client.closed).code).toBe(1000);
  });

  it('is not told anything where it did not ask', async () => {
    const { answer } = await report({ report: false, played_ms: null });
    expect(answer).toEqual(cleared(2));
  });
});
