import { expect, it } from 'vitest';
import { deferred } from '../../../../deferred.js';
import type { SpeechEvent } from '../../../../session/events.js';
import type { SpeechSession } from '../../../../session/speech.js';
import { clickSynthesizer } from '../../../../testing/click-synthesizer.js';
import { begin, open } from './stream.test.kit.js';

/** A word every 240 ms. */
const clicks = { parts: { synthesizer: clickSynthesizer() } };

it('is silent at once, tells what was heard to the word, and is not empty by it', async () => {
  const { say, play, track, soFar } = await open(clicks);
  say.send('One two three. Four five six. Seven eight nine.');
  await play(5 * 240);
  say.clear();
  expect(track.waitingMs).toBe(0);
  expect(await soFar()).toEqual(['cut: One two three. Four five']);
  expect(say.isEmpty).toBe(true);
  expect(await play()).toEqual([]);
});

it('tells of no text of which nothing was heard', async () => {
  const { say, soFar, play } = await open(clicks);
  say.send('One two three.');
  await soFar();
  say.clear();
  expect(await play()).toEqual([]);
});

it('lets its owner wait until what was heard has been told, and no longer than it lives', async () => {
  const { say, play, soFar } = await open(clicks);
  say.send('One two three. Four.');
  await play(240);
  say.clear();
  await say.told;
  expect(await soFar()).toEqual(['cut: One']);
  say.send('Five six seven. Eight.');
  await play(240);
  say.clear();
  say.close();
  await say.told;
  expect(await soFar()).toEqual([]);
});

it('speaks what comes right behind the clear, and nothing from before it', async () => {
  const { say, play, track } = await open(clicks);
  say.send('One two three. Four five six.');
  await play(240);
  say.clear();
  say.send('Again. ');
  say.flush();
  expect(await play()).toEqual(['cut: One', 'spoken: Again. ', 'empty']);
  expect(track.playedMs).toBe(240 + 240);
});

it('reckons with what earlier clears have dropped', async () => {
  const { say, play, soFar } = await open(clicks);
  for (let count = 0; count < 3; count += 1) {
    say.send('One two three four five six seven eight nine ten. ');
    say.flush();
    await play(3 * 240);
    say.clear();
    expect(await soFar()).toEqual(['cut: One two three']);
  }
});

it('tells of utterances that were heard to their end as such, and of the one that was cut short as far as it was', async () => {
  const { say, play, soFar } = await open(clicks);
  for (const text of ['One two. ', 'Three four. ', 'Five six.']) {
    say.send(text);
    say.flush();
  }
  const before = await play(2 * 240 + 240);
  say.clear();
  // The track rests when all of it was played, so the first one is told of by the clear.
  expect([...before, ...(await soFar())]).toEqual(['spoken: One two. ', 'cut: Three']);
});

it('drops what waits for the voice to open', async () => {
  const { say, play } = await begin(clicks);
  say.send('Stale. ');
  say.clear();
  say.send('Fresh.');
  say.flush();
  expect(await play()).toEqual(['open', 'spoken: Fresh.', 'empty']);
});

it('does nothing where there is nothing to drop, however often', async () => {
  const { say, play } = await open({ parts: { ...clicks.parts, limits: { maxUnanswered: 10 } } });
  for (let count = 0; count < 100; count += 1) say.clear();
  say.send('One.');
  say.flush();
  expect(await play()).toEqual(['spoken: One.', 'empty']);
  for (let count = 0; count < 100; count += 1) say.clear();
  expect(await play()).toEqual([]);
});

it('settles a writer that the line holds back', async () => {
  const { say, play, soFar, track } = await open(clicks);
  say.send('word '.repeat(100));
  await soFar();
  expect(track.waitingMs).toBeGreaterThan(400);
  say.clear();
  say.send('Then.');
  say.flush();
  expect(await play()).toEqual(['spoken: Then.', 'empty']);
});

it('plays nothing that left the session before the clear and arrives behind it', async () => {
  const audio = (startMs: number): SpeechEvent => ({
    type: 'audio',
    data: new Uint8Array(1600),
    startMs,
    durationMs: 100,
  });
  const heard = { textSpoken: 'One', textRemaining: ' two.', audioMs: 100 };
  const cleared: SpeechEvent = { type: 'cleared', mark: undefined, dropped: [], heard };
  const session = scripted([audio(100), { type: 'flushed', mark: 1, utterance }, cleared, audio(200)]);
  const { say, soFar, track } = await open({ wrap: () => ({ open: async () => session }) });
  say.send('One two.');
  say.flush();
  await soFar();
  say.clear();
  expect(await soFar()).toEqual(['cut: One']);
  expect(track.waitingMs).toBe(100);
});

const utterance = { characters: 8, startMs: 0, durationMs: 200 };

/** A session that says nothing until it is cleared. */
function scripted(events: readonly SpeechEvent[]): SpeechSession {
  const cleared = deferred();
  const session = {
    textCapacity: 1000,
    append: () => true,
    flush: () => undefined,
    clear: cleared.resolve,
    close: () => undefined,
    async *[Symbol.asyncIterator]() {
      await cleared.promise;
      yield* events;
      await new Promise(() => undefined);
    },
  };
  return session as unknown as SpeechSession;
}
