import { describe, expect, it } from 'vitest';
import { createStopwatch, hasSentence, type Measure } from './stopwatch.js';

function setUp() {
  const measures: [Measure, number][] = [];
  return { measures, watch: createStopwatch((measure, durationMs) => measures.push([measure, durationMs])) };
}

describe('measuring speech', () => {
  it('begins with the token that completes a sentence, and ends with audio, at the socket and at the ear', () => {
    const { watch, measures } = setUp();
    watch.tokens('Hello', 100);
    watch.tokens(' there.', 200);
    watch.tokens(' How are you?', 220);
    watch.audio(0, 20, 250);
    watch.audio(20, 20, 270);
    watch.position(10, 5, 330);
    watch.position(30, 5, 350);
    expect(measures).toEqual([
      ['firstAudio', 150],
      ['sentenceAudio', 50],
      ['sentenceAudible', 125],
    ]);
  });

  it('is negative where the voice did not wait for the sentence', () => {
    const { watch, measures } = setUp();
    watch.tokens('Once upon a time', 0);
    watch.audio(0, 500, 40);
    watch.position(20, 0, 120);
    watch.tokens(' there was a king.', 300);
    expect(measures).toEqual([
      ['firstAudio', 40],
      ['sentenceAudio', -260],
      ['sentenceAudible', -200],
    ]);
  });

  it('takes a flush for the end of a sentence, if there is text', () => {
    const { watch, measures } = setUp();
    watch.flush(10);
    watch.tokens(' ', 20);
    watch.audio(0, 20, 30);
    expect(measures).toEqual([]);
    watch.reset();
    watch.tokens('No end', 1000);
    watch.flush(1010);
    watch.audio(0, 20, 1050);
    expect(measures).toEqual([
      ['firstAudio', 50],
      ['sentenceAudio', 40],
    ]);
  });

  it('says nothing of text that waits behind other speech, and measures the next answer after a silence', () => {
    const { watch, measures } = setUp();
    watch.audio(0, 1000, 0);
    watch.tokens('It waits.', 100);
    watch.position(990, 0, 990);
    watch.audio(1000, 20, 1000);
    expect(measures).toEqual([]);
    watch.position(1019, 0, 1019);
    expect(watch.isSounding(1200)).toBe(true);
    expect(watch.isSounding(1301)).toBe(false);
    watch.tokens('Now it does not.', 2000);
    watch.audio(1020, 20, 2030);
    expect(measures).toEqual([
      ['firstAudio', 30],
      ['sentenceAudio', 30],
    ]);
  });

  it('forgets text that was interrupted', () => {
    const { watch, measures } = setUp();
    watch.tokens('Never spoken.', 0);
    watch.interrupt(10);
    watch.audio(0, 20, 50);
    expect(measures).toEqual([]);
  });
});

describe('measuring silence', () => {
  it('counts from the first of two wishes for it', () => {
    const { watch, measures } = setUp();
    watch.audio(0, 5000, 0);
    watch.interrupt(100);
    watch.interrupt(120);
    watch.silence(145);
    expect(measures).toEqual([['silent', 45]]);
    expect(watch.isSounding(145)).toBe(false);
  });

  it('says nothing where it was silent already, or long ago', () => {
    const { watch, measures } = setUp();
    watch.interrupt(1000);
    watch.silence(1010);
    watch.audio(0, 60_000, 2000);
    watch.interrupt(2100);
    watch.silence(9000);
    expect(measures).toEqual([]);
  });
});

it('a sentence ends at its mark, in any script, and not within a number or a word', () => {
  for (const text of ['Yes.', 'Really? No', 'He said “go.” Then', '本当です。', 'क्या?', 'A list\n\n', 'هل؟ نعم']) {
    expect([text, hasSentence(text)]).toEqual([text, true]);
  }
  for (const text of ['', 'It is 3.', 'It is 3.5', 'example.com', '. ', 'Well,', '\n\n']) {
    expect([text, hasSentence(text)]).toEqual([text, false]);
  }
});
