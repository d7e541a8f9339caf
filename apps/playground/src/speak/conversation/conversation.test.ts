import { describe, expect, it } from 'vitest';
import { audio, mp3, saying, settled, stage } from './conversation.test.kit.js';

/** A conversation in which two tokens were said. */
async function speaking() {
  const on = stage();
  void on.conversation.say(saying(['One', ' two']));
  await settled();
  on.pass(7);
  on.answer({ type: 'ready' });
  await settled();
  return on;
}

const measures = (on: ReturnType<typeof stage>) =>
  Object.fromEntries(on.of('measured').map(({ measure, durationMs }) => [measure, durationMs]));

describe('saying', () => {
  it('connects, sends token after token at their rate, and flushes behind the last', async () => {
    const on = await speaking();
    expect(on.said).toEqual(['connect leah', 'One', ' two', 'flush']);
    expect(on.of('sent').map(({ text }) => text)).toEqual(['One', ' two']);
    expect(measures(on)).toEqual({ connected: 7 });
    expect(on.state).toBe('speaking');
  });

  it('measures the first audio from the first text: received, and in the ear', async () => {
    const on = await speaking();
    on.pass(20);
    on.answer({ type: 'audio', bytes: audio(300) });
    on.pass(40);
    on.play(15);
    on.play(100);
    // The second token came 10 ms after the first.
    expect(measures(on)).toMatchObject({ firstAudio: 30, audible: 30 + 40 - 15 + 5 });
  });

  it('ends when the flush is answered and all was heard, and keeps the connection', async () => {
    const on = await speaking();
    on.answer({ type: 'audio', bytes: audio(300) });
    on.answer({ type: 'flushed' });
    await settled();
    expect(on.of('ended')).toHaveLength(0);
    on.hearAll();
    await settled();
    expect(on.of('ended')).toHaveLength(1);
    expect(on.state).toBe('idle');
    void on.conversation.say(saying(['Three']));
    await settled();
    expect(on.said.slice(4)).toEqual(['Three', 'flush']);
  });

  it('connects anew for another voice', async () => {
    const on = await speaking();
    on.answer({ type: 'flushed' });
    on.hearAll();
    await settled();
    void on.conversation.say(saying(['Three'], { voice: 'zeke' }));
    await settled();
    expect(on.said.slice(4)).toEqual(['close', 'connect zeke']);
  });

  it('puts words and positions on the clock of the second text', async () => {
    const on = await speaking();
    on.answer({ type: 'audio', bytes: audio(300) });
    on.answer({ type: 'flushed' });
    on.hearAll();
    await settled();
    void on.conversation.say(saying(['Three']));
    await settled();
    on.answer({ type: 'words', words: [{ text: 'Three', startMs: 310, endMs: 400 }] });
    expect(on.of('words')).toEqual([{ type: 'words', words: [{ text: 'Three', startMs: 10, endMs: 100 }] }]);
    on.play(50);
    void on.conversation.clear();
    await settled();
    expect(on.said.at(-1)).toBe('clear 350');
  });
});

describe('an interruption', () => {
  it('is silent first, then tells the server how much was heard', async () => {
    const on = await speaking();
    on.answer({ type: 'audio', bytes: audio(900) });
    on.play(400);
    const cleared = on.conversation.clear();
    await settled();
    expect(on.said.at(-1)).toBe('clear 400');
    expect(on.queuedMs).toBe(0);
    on.pass(6);
    on.answer({ type: 'cleared', heard: { spoken: 'One', remaining: ' two' } });
    await cleared;
    expect(measures(on)).toMatchObject({ silent: 0, cleared: 6 });
    expect(on.of('interrupted')).toEqual([
      { type: 'interrupted', playedMs: 400, heard: { spoken: 'One', remaining: ' two' } },
    ]);
    expect(on.state).toBe('idle');
  });

  it('lets nothing old be heard, and everything new', async () => {
    const on = await speaking();
    void on.conversation.clear();
    await settled();
    on.answer({ type: 'audio', bytes: audio(900) });
    on.answer({ type: 'words', words: [{ text: 'old', startMs: 0, endMs: 1 }] });
    on.answer({ type: 'cleared' });
    void on.conversation.say(saying(['New']));
    await settled();
    on.answer({ type: 'audio', bytes: audio(100) });
    expect(on.queuedMs).toBe(100);
    expect(on.of('words')).toEqual([]);
  });

  it('stops the language model where it is', async () => {
    const on = stage();
    void on.conversation.say({ ...saying(Array(1000).fill('x')), tokensPerSecond: 1 });
    await settled();
    on.answer({ type: 'ready' });
    await Promise.resolve();
    void on.conversation.clear();
    await settled();
    const { length } = on.said;
    expect(length).toBeLessThan(100);
    expect(on.said).not.toContain('flush');
    await settled();
    expect(on.said).toHaveLength(length);
  });

  it('comes before another text, which waits for its answer', async () => {
    const on = await speaking();
    void on.conversation.say(saying(['Again']));
    await settled();
    expect(on.said.at(-1)).toBe('clear 0');
    on.answer({ type: 'cleared' });
    await settled();
    expect(on.said.slice(-2)).toEqual(['Again', 'flush']);
  });

  it('is over when the connection ends instead of answering', async () => {
    const on = await speaking();
    const cleared = on.conversation.clear();
    await settled();
    on.answer({ type: 'closed', problem: 'the connection ended with code 1006' });
    await cleared;
    expect(on.of('failed')).toHaveLength(1);
    expect(on.state).toBe('closed');
  });
});

it('does not speak what was called off while it was connecting', async () => {
  const on = stage();
  void on.conversation.say(saying(['One']));
  await settled();
  expect(on.state).toBe('connecting');
  await on.conversation.clear();
  on.answer({ type: 'ready' });
  await settled();
  expect(on.said).toEqual(['connect leah']);
  expect(on.state).toBe('idle');
});

describe('the end', () => {
  it('is asked for, and measured until the connection has closed', async () => {
    const on = await speaking();
    on.conversation.finish();
    expect(on.said.at(-1)).toBe('finish');
    expect(on.state).toBe('ending');
    on.pass(30);
    on.answer({ type: 'closed' });
    expect(measures(on)).toMatchObject({ finished: 30 });
    on.hearAll();
    await settled();
    expect(on.state).toBe('closed');
  });

  it('with a problem is told in words, and stops the playback', async () => {
    const on = await speaking();
    on.answer({ type: 'audio', bytes: audio(900) });
    on.answer({ type: 'closed', problem: 'no such voice' });
    expect(on.of('failed')).toEqual([{ type: 'failed', message: 'no such voice' }]);
    expect(on.queuedMs).toBe(0);
    expect(on.state).toBe('closed');
  });

  it('also when the page fails while it waits for an answer, lets the next wish be heard', async () => {
    const on = await speaking();
    void on.conversation.clear();
    await settled();
    on.fail(new Error('the reader is broken'));
    void on.conversation.say(saying(['Again']));
    await settled();
    expect(on.said.slice(-2)).toEqual(['close', 'connect leah']);
  });

  it('before the connection was ready lets the next wish dial again', async () => {
    const on = stage();
    void on.conversation.say(saying(['One']));
    await settled();
    on.answer({ type: 'closed', problem: 'refused' });
    await settled();
    void on.conversation.say(saying(['One']));
    await settled();
    expect(on.said).toEqual(['connect leah', 'connect leah']);
  });
});

describe('compressed audio', () => {
  it('is finished behind the text, gathered, and played when it is whole', async () => {
    const on = stage();
    void on.conversation.say(saying(['One'], { format: mp3 }));
    await settled();
    on.answer({ type: 'ready' });
    await settled();
    expect(on.said.slice(-2)).toEqual(['One', 'finish']);
    on.answer({ type: 'audio', bytes: audio(10) });
    on.answer({ type: 'audio', bytes: audio(5) });
    expect(on.queuedMs).toBe(0);
    expect(on.of('received').at(-1)).toEqual({ type: 'received', bytes: 30 });
    on.answer({ type: 'closed' });
    await settled();
    expect(on.queuedMs).toBe(30);
  });

  it('that is interrupted hangs up, since its rest would be of no use', async () => {
    const on = stage();
    void on.conversation.say(saying(['One'], { format: mp3 }));
    await settled();
    on.answer({ type: 'ready' });
    await settled();
    await on.conversation.clear();
    expect(on.said.at(-1)).toBe('close');
    expect(on.of('interrupted')).toHaveLength(1);
  });
});

it('hears nothing of a connection that it has left', async () => {
  const on = await speaking();
  on.answer({ type: 'flushed' });
  on.hearAll();
  await settled();
  void on.conversation.say(saying(['Three'], { voice: 'zeke' }));
  await settled();
  on.answer({ type: 'closed', problem: 'an old one' }, 0);
  expect(on.of('failed')).toEqual([]);
});
