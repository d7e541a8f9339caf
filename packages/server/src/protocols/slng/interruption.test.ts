import { describe, expect, it } from 'vitest';
import { audioOf, bytesOf, call, cancel, clear, close, flush, sentence, text, turnOf } from './call.test.kit.js';

const bytesOfSentence = await bytesOf(sentence);
const long = sentence.repeat(50);

describe('clear', () => {
  it('SLNG 28 is answered while audio flows; nothing old comes after that, and the next turn is clean', async () => {
    const talk = await call();
    talk.say(text(long), flush);
    await talk.until('audio');
    talk.client.stall();
    talk.say(clear, text(sentence), flush);
    talk.client.resume();
    await talk.until('cleared');
    const answers = await talk.until('audio_end');
    expect(turnOf(answers)).toEqual(['audio', 'flushed', 'audio_end']);
    expect(audioOf(answers)).toHaveLength(bytesOfSentence);
    expect(answers.at(-1)).toMatchObject({ duration: bytesOfSentence / 48_000 });
  });

  it('SLNG 29 voids the flushes before it, of whichever kind', async () => {
    const talk = await call({ tones: { faults: [{ type: 'stall', atChunk: 0, call: 0 }] } });
    talk.say(text(sentence), flush, text(sentence, true), text(sentence), clear, text(sentence, true));
    expect(turnOf(await talk.until('audio_end'))).toEqual(['cleared', 'audio', 'audio_end']);
    expect(await talk.soFar()).toEqual([]);
  });

  it('SLNG 30 is answered where there is nothing to drop', async () => {
    const talk = await call();
    talk.say(clear, clear);
    expect(await talk.soFar()).toEqual([{ type: 'cleared' }, { type: 'cleared' }]);
  });
});

describe('cancel', () => {
  it('SLNG 31 ends the turn with one audio_end, and nothing of it comes after that', async () => {
    const talk = await call();
    talk.say(text(long, true));
    const before = await talk.until('audio');
    talk.say(cancel);
    const answers = await talk.until('audio_end');
    const heard = audioOf([...before, ...answers]).length;
    expect(answers.at(-1)).toEqual({ type: 'audio_end', duration: heard / 48_000 });
    expect(await talk.soFar()).toEqual([]);
    talk.say(text(sentence, true));
    const next = await talk.until('audio_end');
    expect(turnOf(next)).toEqual(['audio', 'audio_end']);
    expect(audioOf(next)).toHaveLength(bytesOfSentence);
  });

  it('SLNG 31 does not wait for the engine', async () => {
    const talk = await call({ tones: { faults: [{ type: 'stall', atChunk: 1 }] } });
    talk.say(text(sentence, true));
    await talk.until('audio');
    await talk.synthesizer.calls[0]?.stalled;
    talk.say(cancel);
    expect((await talk.until('audio_end')).at(-1)).toEqual({ type: 'audio_end', duration: 0.1 });
    await talk.synthesizer.calls[0]?.aborted;
  });

  it('SLNG 32 of nothing is one audio_end and no error', async () => {
    const talk = await call();
    talk.say(cancel);
    expect(await talk.soFar()).toEqual([{ type: 'audio_end', duration: 0 }]);
  });

  it('SLNG 33 may be followed by text in the same packet', async () => {
    const talk = await call();
    talk.say(text(long, true), cancel, text(sentence, true));
    expect(turnOf(await talk.until('audio_end'))).toEqual(['audio_end']);
    expect(audioOf(await talk.until('audio_end'))).toHaveLength(bytesOfSentence);
    expect(await talk.soFar()).toEqual([]);
  });
});

it('SLNG 34 close stops everything at once, and closes with 1000', async () => {
  const talk = await call({ tones: { faults: [{ type: 'stall', atChunk: 1 }] } });
  talk.say(text(sentence), flush);
  await talk.until('audio');
  talk.say(close, text(sentence), flush);
  expect(await talk.rest()).toEqual([]);
  expect(await talk.client.closed).toEqual({ code: 1000, reason: '' });
  await talk.synthesizer.calls[0]?.aborted;
  await talk.ended;
  expect(talk.clock.waiting).toBe(0);
});

it('SLNG 35 a client that hangs up stops the engine', async () => {
  const talk = await call({ tones: { faults: [{ type: 'stall', atChunk: 1 }] } });
  talk.say(text(sentence), flush);
  await talk.until('audio');
  talk.client.close(1006);
  await talk.synthesizer.calls[0]?.aborted;
  await talk.ended;
});
