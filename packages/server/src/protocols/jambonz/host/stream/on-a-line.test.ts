import { expect, it } from 'vitest';
import { clickSynthesizer } from '../../../../testing/click-synthesizer.js';
import { testSpeech } from '../../../../testing/test-speech.js';
import { openLine, pass, samplesOf, steady } from '../line/line.test.kit.js';
import { openStream } from './open-stream.js';

/** A stream on a line at 8 kHz, by the line's clock; a word every 240 ms. */
async function open() {
  const { clock, line, listener } = openLine();
  const told: string[] = [];
  const say = openStream({
    speech: await testSpeech({ clock, synthesizer: clickSynthesizer({ sampleRate: 8000 }) }),
    casting: { holder: { id: 'anonymous' }, protocol: 'jambonz', voice: '' },
    ...{ line, clock },
    mode: 'enhanced',
    backlogSeconds: 300,
    listener: {
      onOpen: () => told.push('open'),
      onEmpty: () => told.push('empty'),
      onSpoken: (text, wasInterrupted) => told.push(`${wasInterrupted ? 'cut' : 'spoken'}: ${text}`),
      onFailed: ({ code }) => told.push(`failed: ${code}`),
    },
  });
  await pass(clock, 1);
  return { say, clock, line, listener, told };
}

it('plays without a gap from one utterance to the next, and tells of each when it has been heard', async () => {
  const { say, clock, listener, told } = await open();
  for (const text of ['One two three. ', 'Four five.']) {
    say.send(text);
    say.flush();
  }
  await pass(clock, 3 * 240 + 10);
  expect(told).toEqual(['open', 'spoken: One two three. ']);
  await pass(clock, 2 * 240 + 20);
  expect(told.slice(2)).toEqual(['spoken: Four five.', 'empty']);
  const [first] = listener.heard;
  expect(samplesOf(listener)).toHaveLength(5 * 240 * 8);
  expect(listener.heard.at(-1)!.atMs + 20 - first!.atMs).toBe(5 * 240);
});

it('waits for a prompt that holds the line, and lets the next one in behind it', async () => {
  const { say, clock, line, told } = await open();
  const prompt = line.openTrack();
  void prompt.write(steady(200, 1));
  say.send('One two.');
  say.flush();
  await pass(clock, 100);
  const later = line.openTrack();
  void later.write(steady(100, 2));
  const isOver = [prompt.rest(), later.rest()];
  await pass(clock, 120 + 2 * 240 + 20);
  expect(told).toEqual(['open', 'spoken: One two.', 'empty']);
  await pass(clock, 120);
  expect(await Promise.all(isOver)).toEqual([true, true]);
});

it('is silent from the next frame on when the caller interrupts, and tells what was heard', async () => {
  const { say, clock, listener, told } = await open();
  say.send('One two three. Four five six. Seven eight nine.');
  await pass(clock, 4 * 240);
  say.clear();
  const count = listener.heard.length;
  await pass(clock, 1000);
  expect(listener.heard).toHaveLength(count);
  expect(told).toEqual(['open', 'cut: One two three. Four']);
});
