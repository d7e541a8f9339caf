import { describe, expect, it } from 'vitest';
import type { AppMessage } from '../phone/app-message.js';
import type { Entry } from './entry.js';
import { createStory } from './story.js';

function setUp() {
  const shown = new Map<number, Entry>();
  const story = createStory({
    onBegin: () => shown.clear(),
    onAdded: (entry) => void shown.set(entry.id, structuredClone(entry)),
    onChanged(entry) {
      expect(shown.has(entry.id)).toBe(true);
      shown.set(entry.id, structuredClone(entry));
    },
    onRemoved: ({ id }) => void shown.delete(id),
  });
  const follow = (...messages: AppMessage[]) => {
    for (const message of messages) story.follow(message, false);
  };
  const stream = (...texts: string[]) => {
    for (const text of texts) follow({ type: 'tokens', text }, { type: 'tokens-result', isTaken: true });
  };
  return {
    story,
    follow,
    stream,
    event: (event: string) => follow({ type: 'stream', event }),
    entries: () => [...shown.values()],
    agents: () => [...shown.values()].filter((entry) => entry.type === 'agent'),
    remarks: () => [...shown.values()].filter((entry) => entry.type === 'remark').map(({ name, text }) => [name, text]),
  };
}

const interruption: AppMessage = { type: 'stream', event: 'user_interruption' };

describe('what the agent says', () => {
  it('grows as it is streamed, until a flush', () => {
    const { stream, follow, agents } = setUp();
    stream(' ', 'We ', 'open', ' at nine.');
    follow({ type: 'flush' });
    stream('Goodbye.');
    expect(agents().map(({ text }) => text)).toEqual(['We open at nine.', 'Goodbye.']);
  });

  it('is what was taken: what was refused comes again', () => {
    const { stream, follow, agents } = setUp();
    stream('One. ');
    follow({ type: 'tokens', text: 'Two.' }, { type: 'tokens-result', isTaken: false });
    expect(agents()[0]?.text).toBe('One. ');
    stream('Two.');
    expect(agents()[0]?.text).toBe('One. Two.');
  });

  it('is in step again after messages that are not known', () => {
    const { story, stream, follow, agents } = setUp();
    follow({ type: 'tokens', text: 'Lost. ' });
    story.miss();
    stream('Found.');
    expect(agents().map(({ text }) => text)).toEqual(['Found.']);
  });

  it('may be a whole text, which is no part of what is streamed', () => {
    const { stream, follow, agents } = setUp();
    stream('One. ');
    follow({ type: 'says', text: 'Hello.' });
    stream('Two.');
    expect(agents().map(({ text }) => text)).toEqual(['One. ', 'Hello.', 'Two.']);
  });

  it('goes on in another entry before one becomes too long', () => {
    const { stream, agents } = setUp();
    stream('a'.repeat(4000), 'b');
    expect(agents().map(({ text }) => text.length)).toEqual([4000, 1]);
  });
});

describe('what was heard', () => {
  it('is all of it when the stream is empty', () => {
    const { stream, event, agents } = setUp();
    stream('All of it.');
    event('stream_empty');
    event('user_interruption');
    expect(agents()[0]).toMatchObject({ heard: 10, isCut: false });
  });

  it('is what is reported of an interruption, across passages', () => {
    const { stream, follow, agents } = setUp();
    follow({ type: 'tracks', isTracking: true });
    stream('One. ');
    follow({ type: 'flush' });
    stream('Two and three. ');
    follow({ type: 'flush' });
    stream('Four.');
    follow({ type: 'heard', text: 'One. ', isInterrupted: false });
    follow(interruption, { type: 'heard', text: 'Two and', isInterrupted: true });
    expect(agents().map(({ heard, isCut }) => [heard, isCut])).toEqual([
      [5, false],
      [7, true],
      [0, true],
    ]);
  });

  it('may be told in pieces, while more is streamed', () => {
    const { stream, follow, agents } = setUp();
    stream('One. ');
    follow({ type: 'heard', text: 'One.', isInterrupted: false });
    stream('Two. Three.');
    follow({ type: 'heard', text: 'Two.', isInterrupted: false }, interruption);
    expect(agents()[0]).toMatchObject({ heard: 9, isCut: true });
  });

  it('does not reach back behind an interruption that is accounted for', () => {
    const { stream, follow, agents } = setUp();
    stream('Yes. Yes.');
    follow(interruption, { type: 'heard', text: 'Yes.', isInterrupted: true });
    stream('Yes. No.');
    follow({ type: 'flush' }, { type: 'heard', text: 'Yes. No.', isInterrupted: false });
    expect(agents().map(({ heard }) => heard)).toEqual([4, 8]);
  });

  it('is unknown where nobody tells, and that can be changed', () => {
    const { stream, follow, agents, remarks } = setUp();
    stream('One.');
    follow(interruption);
    expect(agents()[0]).toMatchObject({ heard: undefined, isCut: true });
    expect(remarks()[0]?.[1]).toContain('trackTtsPlayout');
    follow(interruption);
    expect(remarks()[1]?.[1]).toBe('the caller interrupts');
  });

  it('is not called interrupted where it was silent, and ends are not told', () => {
    const { story, stream, agents } = setUp();
    stream('Perhaps heard long ago.');
    story.follow(interruption, true);
    expect(agents()[0]).toMatchObject({ heard: undefined, isCut: false });
  });

  it('is nothing where an application drops what waits, and asked to be told', () => {
    const { story, stream, event, follow, agents } = setUp();
    follow({ type: 'tracks', isTracking: true });
    event('stream_empty');
    stream('Never spoken.');
    story.follow({ type: 'clear' }, true);
    event('stream_empty');
    expect(agents()[0]).toMatchObject({ heard: 0, isCut: true });
  });
});

describe('the conversation', () => {
  it('shows the caller while they speak, in one entry', () => {
    const { story, entries } = setUp();
    story.callerSays('what', false);
    story.callerSays('what time', false);
    expect(entries()).toMatchObject([{ type: 'caller', text: 'what time', isPartial: true }]);
    story.callerSays('what time?', true);
    story.callerSays('hello', true);
    expect(entries()).toMatchObject([
      { type: 'caller', text: 'what time?', isPartial: false },
      { type: 'caller', text: 'hello', isPartial: false },
    ]);
  });

  it('remarks on what happens, by its name on the wire', () => {
    const { follow, event, remarks } = setUp();
    event('stream_paused');
    event('something_new');
    follow({ type: 'hook', hook: '/speech', reason: 'speechDetected' });
    follow({ type: 'plays', url: 'http://x/a.wav' }, { type: 'problem', text: 'TTS error' });
    expect(remarks()).toEqual([
      ['stream_paused', 'no room for more text'],
      ['something_new', ''],
      ['/speech', 'speechDetected'],
      ['play', 'plays http://x/a.wav'],
      ['jambonz:error', 'TTS error'],
    ]);
  });

  it('keeps no more than can be read, and begins anew with each call', () => {
    const { story, stream, entries } = setUp();
    stream('The first one.');
    for (let count = 0; count < 300; count += 1) story.remark(`remark ${count}`);
    expect(entries()).toHaveLength(300);
    stream('It is gone, and may grow.');
    expect(entries()).toHaveLength(300);
    story.begin();
    expect(entries()).toEqual([]);
  });
});
