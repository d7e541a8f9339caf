import { describe, expect, it } from 'vitest';
import type { SpeechOptions } from '../../../../session/speech.js';
import { clickSynthesizer } from '../../../../testing/click-synthesizer.js';
import { begin, open, pass } from './stream.test.kit.js';

const sentence = 'One two three four.'; // 19 characters, 950 ms

it('asks for raw audio at the rate of the line, as fast as it is made', async () => {
  const asked: SpeechOptions[] = [];
  await open({
    wrap: (speech) => ({
      open(options) {
        asked.push(options);
        return speech.open(options);
      },
    }),
  });
  expect(asked).toMatchObject([
    { format: { encoding: 'linear16', container: 'none', sampleRate: 8000 }, survivesFailure: true, voice: '' },
  ]);
  expect(asked[0]?.paced ?? false).toBe(false);
});

it('tells that it is open, plays what it is given, and tells that it is empty after the last sample', async () => {
  const { say, soFar, play, track } = await begin();
  expect(await soFar()).toEqual(['open']);
  say.send(sentence);
  say.flush();
  expect(await play(940)).toEqual([]);
  expect(await play(10)).toEqual([`spoken: ${sentence}`, 'empty']);
  expect([track.playedMs, say.isEmpty]).toEqual([950, true]);
});

it('speaks what it was given before it was open', async () => {
  const { say, play } = await begin();
  say.send(sentence);
  say.flush();
  expect(await play()).toEqual(['open', `spoken: ${sentence}`, 'empty']);
});

it('takes text in the very moment in which it opens', async () => {
  const { play } = await begin({
    onOpen(say) {
      say.send(sentence);
      say.flush();
    },
  });
  expect(await play()).toEqual(['open', `spoken: ${sentence}`, 'empty']);
});

it('begins to speak before the sentence is complete', async () => {
  const { say, soFar, track } = await open();
  say.send('One two three four five six seven eight nine ');
  await soFar();
  expect(track.waitingMs).toBeGreaterThan(0);
});

it('is not empty between utterances, nor while text was not flushed', async () => {
  const { say, play, clock } = await open();
  say.send('One. ');
  say.flush();
  say.send('Two. ');
  say.flush();
  say.send('Three.');
  expect(await play()).toEqual(['spoken: One. ', 'spoken: Two. ']);
  await pass(clock, 1000);
  expect(await play()).toEqual([]);
  say.flush();
  expect(await play()).toEqual(['spoken: Three.', 'empty']);
});

it('tells once that it is empty for two flushes of one text, and again for the next text', async () => {
  const { say, play } = await open();
  say.send(sentence);
  say.flush();
  say.flush();
  expect(await play()).toEqual([`spoken: ${sentence}`, 'empty']);
  say.send('More.');
  say.flush();
  expect(await play()).toEqual(['spoken: More.', 'empty']);
});

it.each([
  ['white space', ' \n ', []],
  ['emoji', '😀🎉', ['spoken: 😀🎉']],
  ['punctuation', '...', ['spoken: ...']],
  ['nothing', '', []],
])('becomes empty after a text of %s', async (_, text, spoken) => {
  const { say, play } = await open();
  say.send(text);
  say.flush();
  expect(await play()).toEqual([...spoken, 'empty']);
});

it('becomes empty once where a text without sound follows one that still sounds', async () => {
  const { say, play } = await open();
  say.send(sentence);
  say.flush();
  say.send('😀');
  say.flush();
  expect(await play()).toEqual([`spoken: ${sentence}`, 'spoken: 😀', 'empty']);
});

it('holds the engine back while the line does', async () => {
  const { say, soFar, play, synthesizer, track } = await open({ parts: { limits: { maxOutputMs: 500 } } });
  say.send(`${'word '.repeat(50)}. `.repeat(20));
  say.flush();
  await soFar();
  const [call] = (synthesizer as { readonly calls?: readonly { readonly chunks: number }[] }).calls ?? [];
  expect(call?.chunks).toBeLessThan(20);
  await play();
  expect(track.playedMs).toBe(252 * 20 * 50);
});

it('speaks a text that is longer than what its session holds', async () => {
  const { say, play, track } = await open({ parts: { limits: { maxBufferedCharacters: 100 } } });
  const text = 'Some words. '.repeat(100);
  say.send(text);
  say.flush();
  expect(await play()).toEqual([`spoken: ${text}`, 'empty']);
  expect(track.playedMs).toBe(text.length * 50);
});

it('keeps characters whole whose halves come one after the other', async () => {
  const { say, play } = await open();
  for (const half of ['Hi 😀', ' there.'].flatMap((text) => text.split(''))) say.send(half);
  say.flush();
  expect(await play()).toEqual(['spoken: Hi 😀 there.', 'empty']);
});

it('speaks any number of short utterances, one after the other', async () => {
  const { say, play } = await open({ parts: { limits: { maxUnanswered: 10 } }, tones: { msPerCharacter: 5 } });
  const texts = Array.from({ length: 50 }, (_, index) => `Number ${index}.`);
  for (const text of texts) {
    say.send(text);
    say.flush();
  }
  expect(await play()).toEqual([...texts.map((text) => `spoken: ${text}`), 'empty']);
});

describe('the backlog', () => {
  it('refuses text beyond its bound, and has room again when some of it was heard', async () => {
    const { say, play } = await open({ backlogSeconds: 60 });
    let taken = 0;
    while (say.send('Some more words. ')) taken += 1;
    expect(taken).toBeGreaterThan(20);
    let hasRoom = false;
    void say.room.then(() => {
      hasRoom = true;
    });
    await play(100);
    expect(hasRoom).toBe(false);
    await play(30_000);
    expect(hasRoom).toBe(true);
    expect(say.send('Some more words. ')).toBe(true);
  });

  it('is an hour of speech where jambonz is to be copied, which takes any', async () => {
    const { say } = await open({ backlogSeconds: 60, mode: 'exact' });
    let characters = 0;
    while (say.send('Some more words, and then some more.')) characters += 36;
    expect(characters / 15).toBeGreaterThan(3500);
    expect(characters / 15).toBeLessThan(3800);
  });

  it('goes by the pace of the voice', async () => {
    const takenAt = async (msPerCharacter: number) => {
      const { say, play } = await open({ backlogSeconds: 60, tones: { msPerCharacter } });
      say.send('A first sentence that shows the pace, and is long enough to count for something. '.repeat(10));
      say.flush();
      await play();
      let taken = 0;
      while (say.send('Some more words. ')) taken += 1;
      return taken;
    };
    const [fast, slow] = [await takenAt(20), await takenAt(80)];
    expect(fast).toBeGreaterThan(2 * slow);
  });

  it('is empty after a clear', async () => {
    const { say } = await open({ backlogSeconds: 60 });
    while (say.send('Some more words. '));
    const { room } = say;
    say.clear();
    await room;
    expect(say.send('Some more words. ')).toBe(true);
  });

  it('lets go of who waits when the say is closed', async () => {
    const { say } = await open({ backlogSeconds: 60 });
    while (say.send('Some more words. '));
    const { room } = say;
    say.close();
    await room;
    expect(say.send('nobody hears this')).toBe(true);
  });
});

describe('closing', () => {
  it('stops everything, and tells nothing more', async () => {
    const { say, play, track, synthesizer } = await open();
    say.send(sentence.repeat(20));
    await play(500);
    say.close();
    say.flush();
    say.clear();
    expect(await play()).toEqual([]);
    expect([track.isClosed, track.waitingMs]).toEqual([true, 0]);
    const [call] = (synthesizer as { readonly calls?: readonly { readonly ended: Promise<void> }[] }).calls ?? [];
    await call?.ended;
  });

  it('while it opens closes the session that comes', async () => {
    const { say, speech, soFar } = await begin({ parts: { limits: { sessions: 1 } } });
    say.close();
    expect(await soFar()).toEqual([]);
    const holder = { id: 'another' };
    const format = { encoding: 'linear16', container: 'none', sampleRate: 8000 } as const;
    await expect(speech.open({ holder, protocol: 'test', voice: '', format })).resolves.toBeDefined();
  });

  it('in the moment in which it becomes empty is its last word', async () => {
    const { say, play } = await open();
    say.send(sentence);
    say.flush();
    const told = await play();
    say.close();
    say.close();
    expect([told.at(-1), await play()]).toEqual(['empty', []]);
  });
});

it('speaks with an engine that needs turns of the event loop', async () => {
  const { say, play, track } = await open({ parts: { synthesizer: clickSynthesizer() } });
  say.send('One two three. Four five six.');
  say.flush();
  expect(await play()).toEqual(['spoken: One two three. Four five six.', 'empty']);
  expect(track.playedMs).toBe(6 * 240);
});
