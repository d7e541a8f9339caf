import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { TextRoom } from '../../session/text-room.js';
import { call, command, finish, isOf, reset, text, texts, typed, typed11 } from './call.test.kit.js';
import { createTextWindow } from './text-window.js';

/** A session's room for text, and the window that tells of it. */
function windowOf(textCapacity: number) {
  const room = new TextRoom(textCapacity);
  const announced: number[] = [];
  const session = {
    textCapacity,
    get ready() {
      return room.free;
    },
  };
  const window = createTextWindow(session, (characters) => announced.push(characters));
  const append = (length: number) => {
    if (!room.take(length)) throw new Error('refused');
    window.take(length);
  };
  return { window, room, append, announced };
}

describe('a window for text', () => {
  it('is half of what may wait', () => {
    expect([windowOf(1000).window.size, windowOf(7).window.size]).toEqual([500, 3]);
  });

  it('tells all that came, once a quarter of it did and less than half of the room is taken', async () => {
    const { append, room, announced } = windowOf(800);
    append(99);
    await turn();
    expect(announced).toEqual([]);
    append(1);
    await turn();
    expect(announced).toEqual([100]);
    append(400);
    await turn();
    expect(announced).toEqual([100]);
    room.give(100);
    await turn();
    expect(announced).toEqual([100, 500]);
  });

  it('counts what came while it waited, and tells it once', async () => {
    const { append, room, announced } = windowOf(800);
    append(500);
    append(200);
    await turn();
    room.give(300);
    await turn();
    expect(announced).toEqual([700]);
  });

  it('tells nothing of text that came just behind the moment when there was room', async () => {
    const { append, room, announced } = windowOf(800);
    append(500);
    await turn();
    room.give(100);
    append(399);
    await turn();
    expect(announced).toEqual([]);
    room.give(399);
    await turn();
    expect(announced).toEqual([899]);
  });

  it('is no endless talk where there is no room at all', async () => {
    const { append, announced } = windowOf(1);
    append(0);
    await turn();
    expect(announced).toEqual([]);
  });
});

describe('a client that asked for a window for text', () => {
  const wishes = { glottis: { text_window: true } };
  const capacity = 1000;
  const setting = { wishes, parts: { limits: { maxBufferedCharacters: capacity } }, tones: { msPerCharacter: 1 } };
  const size = capacity / 2;
  const words = 'One, two three. '.repeat(capacity);

  it.each([
    ['characters', 1],
    ['words', 7],
    ['all that it may', size],
  ])('is never refused as long as it keeps to it, by %s', async (_, stepLength) => {
    const talk = await call(setting);
    expect(await talk.next()).toMatchObject({ type: 'ready', text_window: size });
    let [sent, told, resets] = [0, 0, 0];
    while (sent < 10 * capacity) {
      const length = Math.min(stepLength, told + size - sent);
      if (length > 0) {
        talk.say(text(words.slice(sent, sent + length)));
        sent += length;
      } else {
        const { characters } = (await talk.until(isOf('room'))).at(-1) as { characters: number };
        expect(characters).toBeGreaterThan(told);
        expect(characters).toBeLessThanOrEqual(sent);
        told = characters;
        resets += 1;
        if (resets % 5 === 0) talk.say(reset(resets));
      }
    }
    talk.say(finish);
    const [last] = texts(await talk.rest()).filter(isOf('error'));
    expect(last).toBeUndefined();
    expect((await talk.client.closed).code).toBe(1000);
  });

  it('is refused where it does not', async () => {
    const talk = await call(setting);
    talk.say(...Array.from({ length: 10 }, (_, at) => text(words.slice(at * size, (at + 1) * size))));
    expect((await talk.rest()).at(-1)).toMatchObject({ type: 'error' });
  });

  it('may leave while it waits to be told', async () => {
    const talk = await call({ ...setting, tones: { faults: [{ type: 'stall', atChunk: 0 }] } });
    talk.say(text(words.slice(0, size)), text(words.slice(0, size)));
    await talk.soFar();
    talk.client.close();
    await talk.ended;
    expect((await talk.soFar()).filter(isOf('room'))).toEqual([]);
  });

  it.each([
    ['not', { init: typed, wishes: {} }],
    ['not', { init: typed11, wishes: { glottis: { text_window: false } } }],
    ['in a dialect that has no word for it', { init: command, wishes }],
  ])('is told nothing of it when it asked %s', async (_, asked) => {
    const talk = await call({ ...setting, ...asked });
    talk.say(text(words.slice(0, size)), finish);
    const told = JSON.stringify(texts(await talk.rest()));
    expect(told).not.toContain('room');
    expect(told).not.toContain('text_window');
  });
});
