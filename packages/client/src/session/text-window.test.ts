import { describe, expect, it } from 'vitest';
import { settled } from '../settled.test.kit.js';
import type { Talk } from './session.test.kit.js';
import { connecting, ready, talk } from './session.test.kit.js';

const size = 10_000;
/** The rest is for the piece that comes next. */
const allowed = size / 2;
const text = (characters: number) => 'x'.repeat(characters);
const room = (characters: number) => ({ type: 'room', characters });

/** A session with a server that has announced a window for text. */
const windowed = () => talk({}, { text_window: size });

describe('text', () => {
  it('is drained while the server has announced room for more', async () => {
    const { session } = await windowed();
    session.sendText(text(allowed));
    await session.drained();
  });

  it('is not drained while more than that waits, until the server has room again', async () => {
    const { session, server } = await windowed();
    session.sendText(text(allowed + 2));
    const draining = [session.drained(), session.drained(0)];
    server.say(room(1));
    for (const each of draining) expect(await settled(each)).toBe(false);
    server.say(room(2));
    await Promise.all(draining);
  });

  it('is counted in UTF-16 units, over all pieces', async () => {
    const { session, server } = await windowed();
    for (let count = 0; count <= allowed / 2; count += 1) session.sendText('😀');
    const draining = session.drained();
    expect(await settled(draining)).toBe(false);
    server.say(room(2));
    await draining;
  });

  it('is drained only when it has left the machine too', async () => {
    const { session, server } = await windowed();
    session.sendText(text(allowed + 1));
    server.unsent = 1;
    const draining = session.drained(0);
    server.say(room(allowed + 1));
    expect(await settled(draining)).toBe(false);
    server.unsent = 0;
    await draining;
  });

  it('that a reset forgets takes no room', async () => {
    const { session } = await windowed();
    session.sendText(text(3 * allowed));
    const draining = session.drained();
    session.sendReset();
    await draining;
    session.sendText(text(allowed));
    await session.drained();
    session.sendText('x');
    expect(await settled(session.drained())).toBe(false);
  });

  it('has the room that was heard of last, whatever is said about an earlier time', async () => {
    const { session, server } = await windowed();
    session.sendText(text(2 * allowed));
    session.sendReset();
    server.say(room(allowed / 2));
    await session.drained();
  });

  const ends: [string, (talk: Talk) => void][] = [
    ['breaks', ({ server }) => server.close(1006)],
    ['is closed', ({ session }) => session.close()],
    ['ends with an error', ({ server }) => server.say({ type: 'error', error: {} })],
  ];
  it.each(ends)('is drained when the session %s', async (_, end) => {
    const talk = await windowed();
    talk.session.sendText(text(2 * allowed));
    const draining = talk.session.drained();
    expect(await settled(draining)).toBe(false);
    end(talk);
    await draining;
    talk.session.sendText(text(2 * allowed));
    await talk.session.drained();
  });

  it('is drained up to some thousand characters while the server has said nothing, and no further', async () => {
    const { session, server } = await connecting();
    server.open();
    session.sendText(text(4096));
    await session.drained();
    session.sendText(text(allowed - 4096));
    const draining = session.drained();
    expect(await settled(draining)).toBe(false);
    server.say({ ...ready, text_window: size });
    await draining;
  });

  const first: [string, object | number][] = [
    ['no window', ready],
    ['no word about itself', 1000],
    ['a window that is none', { ...ready, text_window: null }],
    ['a window of less than nothing', { ...ready, text_window: -1 }],
  ];
  it.each(first)('is not held back by a server whose first message has %s', async (_, message) => {
    const { session, server } = await connecting();
    server.open();
    session.sendText(text(100 * allowed));
    const draining = session.drained();
    server.say(message);
    await draining;
    session.sendText(text(100 * allowed));
    await session.drained();
  });

  it('is not held back where windows are switched off', async () => {
    const { session, server } = await connecting({ window: false });
    server.open();
    session.sendText(text(100 * allowed));
    await session.drained();
  });

  it.each([1, 700, allowed])('in pieces of %i passes a server that has room for little', async (pieceLength) => {
    const { session, server } = await windowed();
    const capacity = 2 * size;
    let received = 0;
    let told = 0;
    let waiting = 0;
    /** What a server does meanwhile: it takes what comes, speaks some, and now and then says when half of its room is free. */
    const serve = (spoken: number) => {
      for (const message of server.said.splice(0)) {
        const { length } = String(message.text);
        received += length;
        waiting += length;
      }
      expect(waiting).toBeLessThanOrEqual(capacity);
      waiting = Math.max(0, waiting - spoken);
      if (waiting > capacity / 2 || received - told < size / 4) return;
      told = received;
      server.say(room(told));
    };
    let sent = 0;
    while (sent < 5 * capacity) {
      session.sendText(text(pieceLength));
      sent += pieceLength;
      const draining = session.drained(0);
      while (!(await settled(draining))) serve(50);
    }
    serve(0);
    expect(received).toBe(sent);
  });
});

it('keeps what is said about room from the consumer', async () => {
  const { server, rest } = await windowed();
  server.say(room(1), 5, room(2));
  server.close(1000);
  expect(await rest()).toEqual([5]);
});

it('ends a session whose server says something about room that is none', async () => {
  const { server, next } = await windowed();
  server.say({ type: 'room' });
  await expect(next()).rejects.toThrow(/room/);
});
