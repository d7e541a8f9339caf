import { describe, expect, it } from 'vitest';
import { createWindow } from './window.js';
import { sendWithin } from './windowed-audio.js';

/** A window that may be told that all is stale. */
function windowOf(maxBytes: number) {
  let stale = false;
  const window = createWindow(maxBytes, () => stale);
  return {
    ...window,
    /** As a reset comes, and as it is answered. */
    turn(isStale: boolean) {
      stale = isStale;
      window.look();
    },
  };
}

describe('a window', () => {
  it('admits what fits, and the rest when there is room', async () => {
    const { admit, acknowledge } = windowOf(100);
    expect(admit(60)).toBe(true);
    expect(admit(40)).toBe(true);
    const third = admit(30);
    acknowledge(29);
    acknowledge(30);
    expect(await third).toBe(true);
    expect(admit(1)).toBeInstanceOf(Promise);
  });

  it('admits what never fits once nothing is on its way', async () => {
    const { admit, acknowledge } = windowOf(10);
    expect(admit(50)).toBe(true);
    const second = admit(50);
    acknowledge(49);
    acknowledge(50);
    expect(await second).toBe(true);
  });

  it('lets nothing stale wait', async () => {
    const { admit, turn, acknowledge } = windowOf(10);
    admit(8);
    const waiting = admit(8);
    turn(true);
    expect(await waiting).toBe(false);
    expect([admit(8), admit(2)]).toEqual([false, true]);
    turn(false);
    const next = admit(8);
    expect(next).toBeInstanceOf(Promise);
    acknowledge(10);
    expect(await next).toBe(true);
  });

  it('believes no acknowledgement of what was not sent, and takes none back', () => {
    const { admit, acknowledge } = windowOf(10);
    acknowledge(1000);
    admit(10);
    expect(admit(1)).toBeInstanceOf(Promise);
    const other = windowOf(10);
    other.admit(10);
    other.acknowledge(10);
    other.acknowledge(0);
    expect(other.admit(10)).toBe(true);
  });
});

describe('audio within a window', () => {
  const messages = [4, 4, 4].map((length) => new Uint8Array(length));
  const sending = () => {
    const sizes: number[] = [];
    return { sizes, send: async ({ length }: Uint8Array) => void sizes.push(length) };
  };

  it('goes out message by message', async () => {
    const [window, { sizes, send }] = [windowOf(8), sending()];
    const sent = sendWithin(window, messages, send);
    await new Promise(setImmediate);
    expect(sizes).toEqual([4, 4]);
    window.acknowledge(4);
    expect(await sent).toBe(true);
    expect(sizes).toEqual([4, 4, 4]);
  });

  it('is dropped when it is stale, but completed where it has begun', async () => {
    const [window, { sizes, send }] = [windowOf(8), sending()];
    const begun = sendWithin(window, messages, send);
    await new Promise(setImmediate);
    window.turn(true);
    expect(await begun).toBe(true);
    expect(sizes).toEqual([4, 4, 4]);
    expect(await sendWithin(window, messages, send)).toBe(false);
    expect(sizes).toEqual([4, 4, 4]);
    window.turn(false);
    window.acknowledge(8);
    expect(window.admit(5)).toBeInstanceOf(Promise);
  });
});
