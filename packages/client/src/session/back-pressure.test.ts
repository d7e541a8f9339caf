import { afterEach, describe, expect, it, vi } from 'vitest';
import { createReceipts } from './receipts.js';
import { talk } from './session.test.kit.js';

const quarter = 65_536;

afterEach(() => vi.useRealTimers());

describe('the window', () => {
  it('opens when audio is taken, not when it arrives', async () => {
    const { server, next } = await talk();
    for (let pieces = 0; pieces < 4; pieces += 1) server.say(quarter);
    expect(server.said).toEqual([]);
    await next();
    expect(server.said).toEqual([{ type: 'ack', bytes: quarter }]);
  });

  it('is told of seldom, and in totals', async () => {
    const { server, next } = await talk();
    for (let pieces = 0; pieces < 100; pieces += 1) {
      server.say(4096);
      await next();
    }
    expect(server.said.map(({ bytes }) => bytes)).toEqual([1, 2, 3, 4, 5, 6].map((count) => count * quarter));
  });

  it('opens for stale audio too, dropped from the queue or on arrival', async () => {
    const { session, server } = await talk();
    server.say(quarter, quarter);
    session.sendReset();
    expect(server.said).toEqual([
      { type: 'reset', nonce: 1 },
      { type: 'ack', bytes: 2 * quarter },
    ]);
    server.say(quarter);
    expect(server.said.at(-1)).toEqual({ type: 'ack', bytes: 3 * quarter });
  });

  it('is never told of if it is switched off', async () => {
    const { server, next } = await talk({ window: false });
    server.say(10_000_000);
    await next();
    expect(server.said).toEqual([]);
  });

  it('is told of the rest, however little it is, to a server that waits for it', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { server, next } = await talk();
    server.say(100, 200);
    await next();
    await next();
    expect(server.said).toEqual([]);
    vi.runAllTimers();
    expect(server.said).toEqual([{ type: 'ack', bytes: 300 }]);
  });

  it('holds no timer behind the end of the session', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    for (const takenBefore of [0, 1]) {
      const { server, next } = await talk();
      server.say(1, 2);
      if (takenBefore === 1) await next();
      server.close(1000);
      await next();
      expect(vi.getTimerCount()).toBe(0);
    }
  });

  it.each([1, 1000, 65_536, 70_000, 87_000, 131_072, 262_144, 10_000_000])(
    'of %i bytes always has room for one more message when everything was taken',
    (windowBytes) => {
      let acknowledged = 0;
      const receipts = createReceipts(windowBytes, (totalBytes) => {
        acknowledged = totalBytes;
      });
      // Messages as long as they may be, and short ones that leave as much as possible untold.
      const longest = Math.min(65_536, windowBytes);
      let sent = 0;
      for (let message = 0; message < 1000; message += 1) {
        const bytes = message % 3 === 0 ? longest : 1 + ((message * 7919) % Math.min(16_384, longest));
        expect(sent + bytes - acknowledged).toBeLessThanOrEqual(windowBytes);
        sent += bytes;
        receipts.take(bytes);
      }
      receipts.stop();
    },
  );
});

describe('a consumer that takes nothing', () => {
  it('lets the transport pause, and go on once there is room again', async () => {
    const { server, next } = await talk({ window: false, maxUnreadBytes: 10_000 });
    server.say(3000);
    expect(server.paused).toBe(false);
    server.say(3000);
    expect(server.paused).toBe(true);
    await next();
    expect(server.paused).toBe(false);
  });

  it('lets the transport go on after a reset, whose answer stands behind the stale audio', async () => {
    const { session, server } = await talk({ window: false, maxUnreadBytes: 10_000 });
    server.say(6000);
    expect(server.paused).toBe(true);
    session.sendReset();
    expect(server.paused).toBe(false);
  });

  it('does not keep the transport from ending', async () => {
    const { server, next } = await talk({ window: false, maxUnreadBytes: 10_000 });
    server.say(3000, 3000, 3000);
    server.close(1000);
    expect(server.paused).toBe(false);
    await next();
    expect(server.paused).toBe(false);
  });

  it('loses the session rather than the memory, where the transport cannot pause', async () => {
    const { server, next } = await talk({ window: false, maxUnreadBytes: 10_000 });
    server.say(6000, 6000);
    await expect(next()).rejects.toThrow('more than 10000 bytes were waiting to be read');
    expect(server.closedWith).toBe(1000);
  });

  it('loses it to a flood of tiny messages as well', async () => {
    const { server, next } = await talk({ window: false, maxUnreadBytes: 10_000 });
    for (let count = 0; count < 100; count += 1) server.say(1);
    await expect(next()).rejects.toThrow(/10000 bytes/);
  });

  it('loses it to timestamps as well', async () => {
    const { server, next } = await talk({ window: false, maxUnreadBytes: 10_000 });
    server.say({ type: 'timestamps', timestamps: [{ text: 'x'.repeat(11_000), start: 0, duration: 0 }] });
    await expect(next()).rejects.toThrow(/10000 bytes/);
  });
});
